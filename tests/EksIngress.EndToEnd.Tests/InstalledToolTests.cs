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
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
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
        await using var application = await builder.BuildAsync(deadline.Token);

        await application.StartAsync(deadline.Token);
        var state = await application.ResourceNotifications.WaitForResourceAsync(
            "shop", [KnownResourceStates.Running, .. KnownResourceStates.TerminalStates], deadline.Token);

        Assert.IsType<ExecutableResource>(builder.Resources.Single(resource => resource.Name == "shop-emulator"));
        Assert.Equal(KnownResourceStates.Running, state);
        Assert.Contains("EksIngress.Tool", await File.ReadAllTextAsync(Path.Combine(root, "shop", "kubeconfig"), deadline.Token), StringComparison.Ordinal);
        await application.StopAsync(deadline.Token);
        Directory.Delete(root, recursive: true);
    }

    // The one that the build of the AppHost found or brought.
    private static string OrchestratorPath() =>
        typeof(Projects.EksIngress_AppHost).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "dcpclipath").Value!;
}
