using Aspire.Hosting.Testing;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The sample runs as its newcomer would run it: web, API and worker, the first two behind an ALB.</summary>
public sealed class ShopSampleTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("shop-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Shop_Runs_AnswersThroughItsLoadBalancer()
    {
        var token = TestContext.Current.CancellationToken;
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Shop_AppHost>(
            [$"--EksIngress:Directory={_root}", "--EksIngress:Persist=false"], token);
        await using var application = await TestAppHost.StartAsync(builder, "shop");
        var outputs = EnvironmentOutputs.Read(Path.Combine(_root, "shop"));
        using var client = new HttpClient { BaseAddress = outputs.AlbUrl };

        Assert.Contains("<li>apples: ", await client.GetStringAsync(new Uri("/", UriKind.Relative), token), StringComparison.Ordinal);
        Assert.Contains("\"apples\"", await client.GetStringAsync(new Uri("/api/stock", UriKind.Relative), token), StringComparison.Ordinal);

        await application.StopAsync(token);
    }
}
