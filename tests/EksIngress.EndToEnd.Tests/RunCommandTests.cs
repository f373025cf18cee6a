using System.Net;
using System.Net.Sockets;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The README's first command, on a machine whose environment holds AWS credentials of its own.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_AgainAfterCtrlCAndAfterACrash_FindsItsEnvironmentAndLeavesNoProcess()
    {
        var folder = Directory.CreateTempSubdirectory("eksingress-").FullName;
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var real = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            ["AWS_SESSION_TOKEN"] = "a-session",
            ["AWS_PROFILE"] = "production",
            ["AWS_ENDPOINT_URL"] = $"http://{trap.LocalEndpoint}",
            ["AWS_ENDPOINT_URL_STS"] = $"http://{trap.LocalEndpoint}",
            ["AWS_ENDPOINT_URL_EKS"] = $"http://{trap.LocalEndpoint}",
            // Free ports for the dashboard: nothing here may meet an AppHost that runs already.
            ["ASPNETCORE_URLS"] = "http://localhost:0",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["DcpPublisher__RandomizePorts"] = "true",
            ["EksIngress__Directory"] = folder,
        };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(20));
        var (first, hostname) = await RunAsync(real, folder, deadline.Token);
        await using var ofFirst = first;
        await first.InterruptAsync(deadline.Token);
        var (second, _) = await RunAsync(real, folder, deadline.Token);
        await using var ofSecond = second;
        second.KillAppHost();
        await Eventually.GetAsync(() => Task.FromResult(second.FindProcesses()), processes => processes.Count == 0);
        var (third, hostnameAfter) = await RunAsync(real, folder, deadline.Token);
        await using var ofThird = third;
        await third.InterruptAsync(deadline.Token);

        // Ctrl+C reaches the orchestrator too, which may be a moment longer about its end than the AppHost.
        await Eventually.GetAsync(() => Task.FromResult(first.FindProcesses()), processes => processes.Count == 0);
        await Eventually.GetAsync(() => Task.FromResult(third.FindProcesses()), processes => processes.Count == 0);
        // What the first one made is found again: the same load balancer, and nothing to create.
        Assert.Contains("created cluster", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("created cluster", second.Output + third.Output, StringComparison.Ordinal);
        Assert.Equal(hostname, hostnameAfter);
        Assert.False(trap.Pending(), "Something called the endpoint that the machine's own environment names.");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts the AppHost and asks the first service, through the load balancer, who it is.</summary>
    private static async Task<(AppHostProcess Process, string Hostname)> RunAsync(
        IReadOnlyDictionary<string, string> environment, string folder, CancellationToken cancellationToken)
    {
        var process = new AppHostProcess(environment);
        try
        {
            await process.WaitForLineAsync("Environment eks is ready", cancellationToken);
            await process.WaitForLineAsync("Outputs:", cancellationToken);
            var outputs = EnvironmentOutputs.Read(Path.Combine(folder, "eks"));
            using var client = new HttpClient();
            var answer = await RunningAppHost.GetAsync(client, new Uri(outputs.AlbUrl, "/a"), cancellationToken);

            Assert.StartsWith("arn:aws:sts::000000000000:assumed-role/", answer.AwsIdentity, StringComparison.Ordinal);
            Assert.NotNull(outputs.DashboardUrl);
            Assert.DoesNotContain("wJalrXUtnFEMI", process.Output, StringComparison.Ordinal);
            return (process, outputs.Albs.Single().Hostname);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
