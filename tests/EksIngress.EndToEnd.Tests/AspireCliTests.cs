using StandIns.Tests.Aspire;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The real Aspire CLI on the AppHost of this repository.</summary>
public sealed class AspireCliTests
{
    [Fact]
    public async Task Publish_OfTheAppHost_WritesTheTree()
    {
        using var cli = new AspireCli(typeof(Projects.EksIngress_AppHost).Assembly);
        var folder = Path.Combine(cli.Home, "out");

        var (exitCode, output) = await cli.RunAsync("publish", "--output-path", folder, "--no-build");

        Assert.True(exitCode == 0, output);
        Assert.True(File.Exists(Path.Combine(folder, "environment.json")), output);
        Assert.True(File.Exists(Path.Combine(folder, "kubernetes", "base", "workload-service-a", "deployment.yaml")), string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)));
    }

    [Fact]
    public async Task Run_ThenDeployAndTheOtherCommands_FindItAndStopIt()
    {
        var folder = Directory.CreateTempSubdirectory("eksingress-").FullName;
        using var cli = new AspireCli(typeof(Projects.EksIngress_AppHost).Assembly, new Dictionary<string, string>
        {
            ["EksIngress__Directory"] = folder,
            ["ASPNETCORE_URLS"] = "http://localhost:0",
        });
        var process = await cli.RunAppHostAsync();
        var wait = await cli.RunAsync("wait", "eks", "--status", "up", "--timeout", "600");
        Assert.True(wait.ExitCode == 0, wait.Output);
        var running = await cli.RunAsync("ps", "--format", "json");
        var describe = await cli.RunAsync("describe", "--format", "json");
        var outputs = EnvironmentOutputs.Read(Path.Combine(folder, "eks"));
        var deploy = await cli.RunAsync("deploy", "--output-path", Path.Combine(cli.Home, "out"), "--no-build");
        await cli.StopAppHostAsync(process);
        // An AppHost that is killed leaves the end of its processes to the orchestrator.
        await Eventually.GetAsync(() => Task.FromResult(AppHostProcess.IsAnyWith("EksIngress.Emul", folder)), isAny => !isAny);

        Assert.Contains("EksIngress.AppHost.csproj", running.Output, StringComparison.Ordinal);
        Assert.Contains("\"service-a\"", describe.Output, StringComparison.Ordinal);
        Assert.True(deploy.ExitCode == 0, deploy.Output);
        Assert.Contains(outputs.AlbUrl.ToString().TrimEnd('/'), deploy.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
