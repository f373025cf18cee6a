using System.Net;

namespace EksIngress.EndToEnd.Tests;

/// <summary>Requests through the ALB of the product's own AppHost.</summary>
public sealed class RequestTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServiceA_ThroughTheAlb_AnswersWithItsIdentityAndServiceB()
    {
        using var client = new HttpClient();

        var answer = await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/a"), Token);

        Assert.Equal("service-a", answer.Service);
        Assert.StartsWith("service-a-", answer.Pod, StringComparison.Ordinal);
        Assert.EndsWith(".eu-west-1.compute.internal", answer.Node, StringComparison.Ordinal);
        Assert.StartsWith("arn:aws:sts::000000000000:assumed-role/eks-eu-west-1-workload-service-a/", answer.AwsIdentity, StringComparison.Ordinal);
        Assert.Equal("service-b", answer.Upstream!.Service);
        Assert.StartsWith("service-b-", answer.Upstream.Pod, StringComparison.Ordinal);
        Assert.Equal(answer.TraceId, answer.Upstream.TraceId);
    }

    [Fact]
    public async Task Request_WithATraceParent_KeepsItsTrace()
    {
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");

        var answer = await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/a"), Token);

        Assert.Equal((TraceId, TraceId), (answer.TraceId, answer.Upstream!.TraceId));
    }

    [Fact]
    public async Task ServiceB_ThroughTheAlb_Answers()
    {
        using var client = new HttpClient();

        var answer = await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/b"), Token);

        Assert.Equal("service-b", answer.Service);
        Assert.NotEmpty(answer.Pod);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/ab")]
    [InlineData("/A")]
    public async Task OtherPath_ThroughTheAlb_IsTheAlbs404(string path)
    {
        using var client = new HttpClient();

        using var response = await client.GetAsync(new Uri(host.Outputs.AlbUrl, path), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("awselb/2.0", response.Headers.Server.ToString());
    }

    [Fact]
    public async Task RepeatedRequests_SpreadOverThePodsOfBothServices()
    {
        using var client = new HttpClient();
        var pods = new HashSet<string>(StringComparer.Ordinal);

        // Connections from A to B are balanced when they are opened, and live for a second.
        for (var request = 0; request < 2_000 && pods.Count < 4; request++)
        {
            var answer = await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/a"), Token);
            pods.Add(answer.Pod);
            pods.Add(answer.Upstream!.Pod);
        }

        Assert.Equal(2, pods.Count(pod => pod.StartsWith("service-a-", StringComparison.Ordinal)));
        Assert.Equal(2, pods.Count(pod => pod.StartsWith("service-b-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Outputs_WhenReady_NameEverythingAndAreTheOwnersAlone()
    {
        var outputs = host.Outputs;

        Assert.Equal(("eks", "eu-west-1", "000000000000"), (outputs.Environment, outputs.Region, outputs.AccountId));
        Assert.True(outputs.AwsEndpointUrl.IsLoopback);
        Assert.True(File.Exists(outputs.Kubeconfig));
        Assert.True(File.Exists(outputs.CaFile));
        Assert.Matches("^[0-9a-f]{32}$", outputs.ProvisionTraceId);
        var listener = Assert.Single(Assert.Single(outputs.Albs).Listeners);
        Assert.Equal(("HTTP", 80, outputs.AlbUrl.Port), (listener.Protocol, listener.Port, listener.LocalPort));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(host.Folder, "outputs.json")));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(outputs.Kubeconfig));
        }
    }
}
