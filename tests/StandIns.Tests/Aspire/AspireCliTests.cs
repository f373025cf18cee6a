using System.Text.Json;

namespace StandIns.Tests.Aspire;

/// <summary>The Aspire CLI from its own package, and the AppHost on the stand-in.</summary>
public sealed class AspireCliTests
{
    [Fact]
    public async Task Do_PublishManifest_RunsItAndWhatItNeeds()
    {
        using var cli = new AspireCli(typeof(Projects.StandIns_AppHost).Assembly);
        var folder = Path.Combine(cli.Home, "out");

        var (exitCode, output) = await cli.RunAsync("do", "publish-manifest", "--output-path", folder, "--no-build");

        Assert.True(exitCode == 0, output);
        Assert.Contains("before-start completed successfully", output, StringComparison.Ordinal);
        Assert.Contains("publish-manifest completed successfully", output, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "aspire-manifest.json"), TestContext.Current.CancellationToken));
        Assert.True(manifest.RootElement.GetProperty("resources").TryGetProperty("service-a", out _));
    }

    [Theory]
    [InlineData("publish completed successfully", "publish")]
    [InlineData("deploy completed successfully", "deploy")]
    [InlineData("Deploying to the environment 'staging'", "do", "deploy-prereq", "--environment", "staging")]
    [InlineData("destroy completed successfully", "destroy", "--yes")]
    public async Task Verb_RunsTheStepOfThatName(string said, params string[] arguments)
    {
        using var cli = new AspireCli(typeof(Projects.StandIns_AppHost).Assembly);

        var (exitCode, output) = await cli.RunAsync([.. arguments, "--no-build"]);

        Assert.True(exitCode == 0, output);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    // The CLI writes the AppHost that it was given into the nearest configuration above it.
    [Fact]
    public async Task Publish_OfATestsAppHost_LeavesTheRepositorysConfiguration()
    {
        using var cli = new AspireCli(typeof(Projects.StandIns_AppHost).Assembly);
        var configuration = Path.GetFullPath("../../aspire.config.json", cli.AppHostFolder);
        var before = await File.ReadAllTextAsync(configuration, TestContext.Current.CancellationToken);

        var (exitCode, output) = await cli.RunAsync("publish", "--no-build");

        Assert.True(exitCode == 0, output);
        Assert.Equal(before, await File.ReadAllTextAsync(configuration, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("nope", "There is no pipeline step 'nope'.")]
    [InlineData("publish-manifest", "--output-path")]
    public async Task Do_WhatCannotBeDone_FailsWithTheReason(string step, string reason)
    {
        using var cli = new AspireCli(typeof(Projects.StandIns_AppHost).Assembly);

        var (exitCode, output) = await cli.RunAsync("do", step, "--no-build");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Do_ListSteps_NamesThemAndRunsNone()
    {
        using var cli = new AspireCli(typeof(Projects.StandIns_AppHost).Assembly);

        var (exitCode, output) = await cli.RunAsync("do", "push", "--list-steps", "--no-build");

        Assert.True(exitCode == 0, output);
        Assert.Contains("push-prereq", output, StringComparison.Ordinal);
        Assert.DoesNotContain("completed successfully", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThenOtherCommands_FindFollowAndStopIt()
    {
        using var cli = new AspireCli(typeof(Projects.StandIns_AppHost).Assembly);
        var process = await cli.RunAppHostAsync();
        var wait = await cli.RunAsync("wait", "worker", "--status", "up", "--timeout", "600");
        // What is stopped while it starts takes its time, and the CLI does not wait for it.
        var waitForAll = await cli.RunAsync("wait", "service-a", "--status", "up", "--timeout", "600");
        var describe = await cli.RunAsync("describe", "--format", "json");
        var logs = await cli.RunAsync("logs", "worker");
        var restart = await cli.RunAsync("resource", "worker", "restart");
        var endedByItself = await cli.StopAppHostAsync(process);

        Assert.True(wait.ExitCode == 0, wait.Output);
        Assert.True(waitForAll.ExitCode == 0, waitForAll.Output);
        Assert.Contains("\"service-b\"", describe.Output, StringComparison.Ordinal);
        Assert.Contains("hello from worker", logs.Output, StringComparison.Ordinal);
        Assert.True(restart.ExitCode == 0, restart.Output);
        // Its socket goes with its end.
        Assert.True(!endedByItself || !Directory.EnumerateFiles(Path.Combine(cli.Home, ".aspire", "cli", "bch")).Any());
    }
}
