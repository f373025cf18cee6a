using System.Net;
using System.Net.Sockets;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The README's first command, on a machine whose environment holds AWS credentials of its own.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_ThenCtrlC_TwiceInAFolder_AnswersFindsItsEnvironmentAndLeavesNoProcess()
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
        deadline.CancelAfter(TimeSpan.FromMinutes(4));
        string? hostname = null;
        for (var run = 0; run < 2; run++)
        {
            await using var process = new AppHostProcess(real);
            await process.WaitForLineAsync("Environment eks is ready", deadline.Token);
            await process.WaitForLineAsync("Outputs:", deadline.Token);
            var outputs = EnvironmentOutputs.Read(Path.Combine(folder, "eks"));
            using var client = new HttpClient();
            var answer = await RunningAppHost.GetAsync(client, new Uri(outputs.AlbUrl, "/a"), deadline.Token);

            await process.InterruptAsync(deadline.Token);

            Assert.StartsWith("arn:aws:sts::000000000000:assumed-role/", answer.AwsIdentity, StringComparison.Ordinal);
            Assert.NotNull(outputs.DashboardUrl);
            Assert.Empty(process.FindProcesses());
            Assert.DoesNotContain("wJalrXUtnFEMI", process.Output, StringComparison.Ordinal);
            // The second run finds what the first one made: the same load balancer, and nothing to create.
            Assert.Equal(hostname ?? outputs.Albs.Single().Hostname, outputs.Albs.Single().Hostname);
            Assert.Equal(run == 0, process.Output.Contains("created cluster", StringComparison.Ordinal));
            hostname = outputs.Albs.Single().Hostname;
        }

        Assert.False(trap.Pending(), "Something called the endpoint that the machine's own environment names.");
        Directory.Delete(folder, recursive: true);
    }
}
