using System.Runtime.CompilerServices;
using System.Text.Json;
using EksIngress.Hosting.Publishing;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class PublishTests
{
    private static readonly string Assets = Path.Combine(Path.GetDirectoryName(SourceFile())!, "testassets", "publish", "shop");
    private static readonly string RichAssets = Path.Combine(Path.GetDirectoryName(SourceFile())!, "testassets", "publish", "rich");

    [Fact]
    public async Task Publish_Shop_WritesTheGoldenFolderBesideTheManifest()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddShop());
        var written = Read(directory.Path, except: "manifest.json");
        Record(Assets, written);

        Assert.Equal(Read(Assets), written);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(directory.Path, "manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            ["service-b", "service-a"],
            manifest.RootElement.GetProperty("resources").EnumerateObject().Select(resource => resource.Name));
    }

    [Fact]
    public async Task Publish_EveryVerb_WritesTheGoldenFolderWithoutASecret()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddRichShop());
        var written = Read(directory.Path, except: "manifest.json");
        Record(RichAssets, written);

        Assert.Equal(Read(RichAssets), written);
        Assert.All(Read(directory.Path).Values, text => Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_Again_RemovesWhatIsGoneAndKeepsWhatOthersPutThere()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddShop());
        var overlay = Path.Combine(directory.Path, "kubernetes", "overlays", "mine", "kustomization.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(overlay)!);
        await File.WriteAllTextAsync(overlay, "resources: [../production]\n", TestContext.Current.CancellationToken);

        await PublishAsync(directory.Path, builder =>
        {
            builder.AddProject<ServiceAProject>("service-a");
            builder.AddEksEnvironment("shop").WithRegion().AddNodeGroup("workers");
        });

        Assert.Equal(
            [
                "eksctl.yaml", "environment.json", "kubernetes/base/kustomization.yaml",
                "kubernetes/base/workload-service-a/deployment.yaml", "kubernetes/base/workload-service-a/kustomization.yaml",
                "kubernetes/base/workload-service-a/service.yaml", "kubernetes/base/workload-service-a/serviceaccount.yaml",
                "kubernetes/kustomization.yaml", "kubernetes/overlays/mine/kustomization.yaml",
                "kubernetes/overlays/production/environment.json", "kubernetes/overlays/production/kustomization.yaml",
                "kubernetes/overlays/production/patch-service-a.yaml",
            ],
            Read(directory.Path, except: "manifest.json").Keys);
    }

    [Fact]
    public async Task Publish_AnotherEnvironment_KeepsTheFirstOnesOverlay()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddShop());
        var before = Read(Path.Combine(directory.Path, "kubernetes", "overlays", "production"));

        await PublishAsync(directory.Path, builder => builder.AddShop(), "--environment", "Staging");

        Assert.Equal(before, Read(Path.Combine(directory.Path, "kubernetes", "overlays", "production")));
        Assert.Equal(before.Keys, Read(Path.Combine(directory.Path, "kubernetes", "overlays", "staging")).Keys);
        Assert.Contains("overlays/staging", await File.ReadAllTextAsync(
            Path.Combine(directory.Path, "kubernetes", "kustomization.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_EnvironmentNameThatCannotNameAFolder_WritesNothing()
    {
        using var directory = new TemporaryDirectory();

        await PublishAsync(directory.Path, builder => builder.AddShop(), "--environment", "../other");

        Assert.False(Directory.Exists(Path.Combine(directory.Path, "kubernetes")));
    }

    [Fact]
    public async Task Publish_OverAspiratesTree_AddsAnOverlayAndLeavesTheTree()
    {
        using var directory = new TemporaryDirectory();
        var folder = Path.Combine(directory.Path, "kubernetes", "base");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "kustomization.yaml"), "resources:\n- all.yaml\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "all.yaml"), string.Join("---\n", new[] { "service-a", "service-b" }.Select(Generated)), TestContext.Current.CancellationToken);
        var before = Read(folder);

        await PublishAsync(directory.Path, builder => builder.AddShop().WithAspirateBase());

        Assert.Equal(before, Read(folder));
        Assert.Contains("kubernetes/overlays/production/ingress-default.public.yaml", Read(directory.Path).Keys);
        Assert.Contains("kubernetes/overlays/production/workload-service-a-serviceaccount.yaml", Read(directory.Path).Keys);

        static string Generated(string name) => """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: NAME}
            spec: {selector: {matchLabels: {app: NAME}}, template: {metadata: {labels: {app: NAME}}, spec: {containers: [{name: NAME, image: a}]}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: NAME}
            spec: {selector: {app: NAME}, ports: [{name: http, port: 8080, targetPort: 8080}]}

            """.Replace("NAME", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_WithoutAspiratesTree_WritesNothing()
    {
        using var directory = new TemporaryDirectory();

        await PublishAsync(directory.Path, builder => builder.AddShop().WithAspirateBase());

        Assert.DoesNotContain("environment.json", Read(directory.Path).Keys);
    }

    [Theory]
    [InlineData("../other")]
    [InlineData("QA_1")]
    [InlineData("")]
    public void OverlayName_NoDnsLabel_SaysWhatANameMayBe(string name) =>
        Assert.Contains("lower-case letters, digits and hyphens", Assert.Throws<DistributedApplicationException>(() => EnvironmentFolder.OverlayName(name)).Message, StringComparison.Ordinal);

    private static async Task PublishAsync(string directory, Action<IDistributedApplicationBuilder> model, params string[] arguments)
    {
        var builder = TestApplication.Publish(Path.Combine(directory, "manifest.json"), arguments);
        model(builder);
        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);
    }

    // With EKSINGRESS_RECORD=1 in the environment, what was written becomes what is expected.
    private static void Record(string folder, SortedDictionary<string, string> files)
    {
        if (Environment.GetEnvironmentVariable("EKSINGRESS_RECORD") != "1")
        {
            return;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static string SourceFile([CallerFilePath] string path = "") => path;

    private static SortedDictionary<string, string> Read(string directory, string? except = null) => new(
        Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(directory, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => file.Name != except)
            .ToDictionary(file => file.Name, file => file.Text),
        StringComparer.Ordinal);
}
