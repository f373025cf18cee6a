using System.Text.Json;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class PublishTests
{
    private static readonly string Assets = Path.Combine(AppContext.BaseDirectory, "testassets", "publish", "shop");

    [Fact]
    public async Task Publish_Shop_WritesTheGoldenFolderBesideTheManifest()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddShop());

        Assert.Equal(Read(Assets), Read(directory.Path, except: "manifest.json"));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(directory.Path, "manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            ["service-b", "service-a"],
            manifest.RootElement.GetProperty("resources").EnumerateObject().Select(resource => resource.Name));
    }

    [Fact]
    public async Task Publish_Again_RemovesWhatIsGoneAndKeepsWhatOthersPutThere()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddShop());
        var overlay = Path.Combine(directory.Path, "kubernetes", "overlays", "production", "kustomization.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(overlay)!);
        await File.WriteAllTextAsync(overlay, "resources: [../..]\n", TestContext.Current.CancellationToken);

        await PublishAsync(directory.Path, builder =>
        {
            builder.AddProject<ServiceAProject>("service-a");
            builder.AddEksEnvironment("shop").WithRegion().AddNodeGroup("workers");
        });

        Assert.Equal(
            [
                "environment.json", "kubernetes/kustomization.yaml", "kubernetes/overlays/production/kustomization.yaml",
                "kubernetes/workload-service-a/deployment.yaml", "kubernetes/workload-service-a/kustomization.yaml",
                "kubernetes/workload-service-a/service.yaml", "kubernetes/workload-service-a/serviceaccount.yaml",
            ],
            Read(directory.Path, except: "manifest.json").Keys);
    }

    private static async Task PublishAsync(string directory, Action<IDistributedApplicationBuilder> model)
    {
        var builder = TestApplication.Publish(Path.Combine(directory, "manifest.json"));
        model(builder);
        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);
    }

    private static SortedDictionary<string, string> Read(string directory, string? except = null) => new(
        Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(directory, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => file.Name != except)
            .ToDictionary(file => file.Name, file => file.Text),
        StringComparer.Ordinal);
}
