using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace StandIns.Tests.Aspire;

/// <summary>Against the real orchestrator.</summary>
public sealed class OrchestratorTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executable_StartStopRestart_IsSeenAndLogged()
    {
        await using var builder = TestApplications.Create();
        var worker = builder.AddExecutable("worker", "sh", ".", "-c", "echo value=$VALUE; echo wrong >&2; exec sleep 600")
            .WithEnvironment("VALUE", "{{not a template}}");
        await using var application = await builder.BuildAsync(Token);

        await application.StartAsync(Token).WaitAsync(s_deadline, Token);
        var first = await RunningAsync(application, "worker");
        var text = await ReadUntilAsync(application, worker.Resource, "wrong").WaitAsync(s_deadline, Token);
        var stopped = await application.ResourceCommands.ExecuteCommandAsync(worker.Resource, KnownResourceCommands.StopCommand, Token);
        var end = await application.ResourceNotifications.WaitForResourceAsync(
            "worker", change => change.Snapshot.State?.Text == KnownResourceStates.Finished, Token).WaitAsync(s_deadline, Token);
        var started = await application.ResourceCommands.ExecuteCommandAsync(worker.Resource, KnownResourceCommands.StartCommand, Token);
        var second = await RunningAsync(application, "worker");
        await application.StopAsync(Token).WaitAsync(s_deadline, Token);

        Assert.Contains(text, line => line.EndsWith("value={{not a template}}", StringComparison.Ordinal));
        Assert.Equal((true, "Successfully stopped 'worker'."), (stopped.Success, stopped.Message));
        Assert.NotNull(end.Snapshot.StopTimeStamp);
        Assert.True(started.Success, started.Message);
        Assert.NotEqual(first, second);
        Assert.All([first, second], pid => Assert.False(IsRunning(pid)));
    }

    [Fact]
    public async Task WaitForCompletion_ExitCodeAsWanted_StartsTheNextAfterIt()
    {
        await using var builder = TestApplications.Create();
        var first = builder.AddExecutable("first", "sh", ".", "-c", "exit 3");
        builder.AddExecutable("second", "sleep", ".", "600").WaitForCompletion(first, exitCode: 3);
        builder.AddExecutable("third", "sleep", ".", "600").WaitForCompletion(first);
        await using var application = await builder.BuildAsync(Token);

        await application.StartAsync(Token).WaitAsync(s_deadline, Token);

        await application.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Running, Token).WaitAsync(s_deadline, Token);
        await application.ResourceNotifications.WaitForResourceAsync("third", KnownResourceStates.FailedToStart, Token).WaitAsync(s_deadline, Token);
        await application.StopAsync(Token).WaitAsync(s_deadline, Token);
    }

    [Fact]
    public async Task Executable_CommandThatDoesNotExist_FailsToStart()
    {
        await using var builder = TestApplications.Create();
        builder.AddExecutable("nope", "/nowhere/nope", ".");
        await using var application = await builder.BuildAsync(Token);

        await application.StartAsync(Token).WaitAsync(s_deadline, Token);

        await application.ResourceNotifications.WaitForResourceAsync("nope", KnownResourceStates.FailedToStart, Token).WaitAsync(s_deadline, Token);
        await application.StopAsync(Token).WaitAsync(s_deadline, Token);
    }

    [Fact]
    public async Task AppHost_RunByTheTestingBuilder_ServesAndLeavesNothing()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.StandIns_AppHost>(Token);
        await using var application = await builder.BuildAsync(Token);

        await application.StartAsync(Token).WaitAsync(s_deadline, Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("service-a", Token).WaitAsync(s_deadline, Token);
        using var client = application.CreateHttpClient("service-a");
        var answer = await client.GetStringAsync(new Uri("/a", UriKind.Relative), Token);
        var processes = await Task.WhenAll(Instances(application).Select(instance => RunningAsync(application, instance)));
        await application.StopAsync(Token).WaitAsync(s_deadline, Token);

        Assert.Contains("\"service\":\"service-b\"", answer, StringComparison.Ordinal);
        Assert.Equal(4, processes.Length);
        Assert.All(processes, pid => Assert.False(IsRunning(pid)));
    }

    [Fact]
    public async Task GetEndpoint_UnknownNames_SaysWhich()
    {
        await using var builder = TestApplications.Create();
        builder.AddExecutable("worker", "sleep", ".", "600");
        await using var application = await builder.BuildAsync(Token);

        Assert.Throws<InvalidOperationException>(() => application.GetEndpoint("worker"));
        await application.StartAsync(Token).WaitAsync(s_deadline, Token);

        Assert.Equal("resourceName", Assert.Throws<ArgumentException>(() => application.GetEndpoint("nope")).ParamName);
        Assert.Equal("endpointName", Assert.Throws<ArgumentException>(() => application.GetEndpoint("worker")).ParamName);
        await application.StopAsync(Token).WaitAsync(s_deadline, Token);
    }

    private static IEnumerable<string> Instances(DistributedApplication application) =>
        application.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(resource => resource is ProjectResource or ExecutableResource)
            .SelectMany(resource => resource.GetInstanceNames());

    private static async Task<int> RunningAsync(DistributedApplication application, string name)
    {
        var running = await application.ResourceNotifications.WaitForResourceAsync(
            name, change => change.Snapshot.State?.Text == KnownResourceStates.Running && Pid(change) is not null, Token).WaitAsync(s_deadline, Token);
        return Pid(running)!.Value;
    }

    private static int? Pid(ResourceEvent change) =>
        change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : null;

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> ReadUntilAsync(DistributedApplication application, IResource resource, string end)
    {
        var lines = new List<string>();
        await foreach (var batch in application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resource).WithCancellation(Token))
        {
            lines.AddRange(batch.Select(line => line.Content));
            if (lines.Exists(line => line.EndsWith(end, StringComparison.Ordinal)) && lines.Exists(line => line.Contains("value=", StringComparison.Ordinal)))
            {
                break;
            }
        }

        return lines;
    }
}
