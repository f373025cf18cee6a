using Amazon;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace EksIngress.EndToEnd.Tests;

/// <summary>An AppHost that refers to neither the emulator nor the provisioner, and the tool as it is installed: a program in a folder of its own.</summary>
public sealed class InstalledToolTests
{
    [Fact]
    public async Task Run_WithTheToolAlone_BuildsTheEnvironment()
    {
        var token = TestContext.Current.CancellationToken;
        var root = Directory.CreateTempSubdirectory("eksingress-").FullName;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
#pragma warning disable CA1849 // An application of the test's own; the asynchronous ones run an AppHost.
        await using var builder = DistributedApplicationTestingBuilder.Create(
            [$"--EksIngress:Directory={root}", $"--PATH={Path.Combine(Repository.Root, "EksIngress.Tool", "bin", configuration, "net10.0")}"],
            (options, _) => options.AssemblyName = typeof(InstalledToolTests).Assembly.GetName().Name);
#pragma warning restore CA1849
        builder.Configuration["DcpPublisher:CliPath"] = OrchestratorPath();
        builder.AddEksEnvironment("shop")
            .WithReference(builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1))
            .AddNodeGroup("workers");

        await using var application = await TestAppHost.StartAsync(builder, "shop");

        Assert.IsType<ExecutableResource>(builder.Resources.Single(resource => resource.Name == "shop-emulator"));
        Assert.Contains("EksIngress.Tool", await File.ReadAllTextAsync(Path.Combine(root, "shop", "kubeconfig"), token), StringComparison.Ordinal);
        await application.StopAsync(token);
        Directory.Delete(root, recursive: true);
    }

    // The one that the build of the AppHost found or brought.
    private static string OrchestratorPath() =>
        typeof(Projects.EksIngress_AppHost).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "dcpclipath").Value!;
}
