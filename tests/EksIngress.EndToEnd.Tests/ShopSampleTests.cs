using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The sample runs as its newcomer would run it: web, API and worker, the first two behind an ALB.</summary>
public sealed class ShopSampleTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("shop-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Shop_Runs_AnswersThroughItsLoadBalancer()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Shop_AppHost>(
            [$"--EksIngress:Directory={_root}", "--EksIngress:Persist=false"], deadline.Token);
        builder.Services.AddLogging(logging => logging.AddFilter("Shop.AppHost.Resources", LogLevel.Error));
        await using var application = await builder.BuildAsync(deadline.Token);
        await application.StartAsync(deadline.Token);
        await application.ResourceNotifications.WaitForResourceAsync("shop", KnownResourceStates.Running, deadline.Token);
        var outputs = EnvironmentOutputs.Read(Path.Combine(_root, "shop"));
        using var client = new HttpClient { BaseAddress = outputs.AlbUrl };

        Assert.Contains("<li>apples: ", await client.GetStringAsync(new Uri("/", UriKind.Relative), deadline.Token), StringComparison.Ordinal);
        Assert.Contains("\"apples\"", await client.GetStringAsync(new Uri("/api/stock", UriKind.Relative), deadline.Token), StringComparison.Ordinal);

        await application.StopAsync(deadline.Token);
    }
}
