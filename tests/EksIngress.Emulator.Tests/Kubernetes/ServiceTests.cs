using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>Addresses and ports of Services, and the traffic that reaches them.</summary>
public sealed class ServiceTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private const string Services = "/api/v1/namespaces/default/services";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_AsksForAnAddress_NobodyElseGetsIt()
    {
        var next = IPAddress.Parse(await CreateAsync("first")).GetAddressBytes();
        next[3]++;
        var wanted = new IPAddress(next).ToString();

        Assert.Equal(wanted, await CreateAsync("asking", wanted));
        Assert.NotEqual(wanted, await CreateAsync("later"));

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, Services, Service("late", wanted).ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("failed to allocate IP: provided IP is already allocated", (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_DryRun_TakesNoAddressAndNoPort()
    {
        var service = Service("dry");
        service["spec"]!["type"] = "NodePort";

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, $"{Services}?dryRun=All", service.ToJsonString());

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Null(body["spec"]!["clusterIP"]);
        Assert.Null(body["spec"]!["ports"]![0]!["nodePort"]);
    }

    [Theory]
    [InlineData("NodePort", 30_500, null)]
    [InlineData("NodePort", 29_999, "provided port is not in the valid range. The range of valid ports is 30000-32767")]
    [InlineData("ClusterIP", 30_501, "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    public async Task Create_AsksForANodePort_GetsItOrTheReason(string type, int port, string? refusal)
    {
        var service = Service($"port-{port}");
        service["spec"]!["type"] = type;
        service["spec"]!["ports"]![0]!["nodePort"] = port;

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, Services, service.ToJsonString());

        if (refusal is null)
        {
            Assert.Equal(port, (int?)body["spec"]!["ports"]![0]!["nodePort"]);
            service["metadata"]!["name"] = "second";
            (_, body, _) = await cluster.SendAsync(HttpMethod.Post, Services, service.ToJsonString());
            refusal = "provided port is already allocated";
        }

        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Contains(refusal, (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClusterIP_OnlyPodEnds_IsAnsweredAsLongAsThatServes()
    {
        await using var process = await AttachedPod.StartAsync(cluster.Emulator, "ending");
        await process.ListenAsync();
        await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods", """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"ending","labels":{"app":"ending"}},"spec":{"terminationGracePeriodSeconds":3600,"containers":[
              {"name":"ending","image":"registry.test/ending:1","ports":[{"name":"http","containerPort":8080}],"lifecycle":{"preStop":{"sleep":{"seconds":3600}}}}]}}
            """);
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        using var client = new HttpClient(handler);
        Assert.Equal(process.PodIP, await Eventually.GetAsync(async () => await AnswerAsync(client, await AddressAsync("before"))));

        await cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/default/pods/ending");
        await Eventually.UntilAsync(async () => (await cluster.SendAsync(HttpMethod.Get, "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io/service-name%3Dbefore"))
            .Body["items"]!.AsArray().SelectMany(slice => slice!["endpoints"]!.AsArray()).Any(endpoint => (bool?)endpoint!["conditions"]!["terminating"] == true));

        // What the proxy has heard of later is in force, so what it heard before is too.
        Assert.Equal(process.PodIP, await Eventually.GetAsync(async () => await AnswerAsync(client, await AddressAsync("after"))));
        Assert.Equal(process.PodIP, await AnswerAsync(client, await AddressAsync("before")));
        await cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/default/pods/ending?gracePeriodSeconds=0");
        await Eventually.UntilAsync(async () => await AnswerAsync(client, await AddressAsync("before")) is null);

        async Task<Uri> AddressAsync(string name)
        {
            var service = Service(name);
            service["spec"]!["selector"]!["app"] = "ending";
            service["spec"]!["ports"]![0]!["port"] = 8080;
            await cluster.SendAsync(HttpMethod.Post, Services, service.ToJsonString());
            var (_, body, _) = await cluster.SendAsync(HttpMethod.Get, $"{Services}/{name}");
            return new UriBuilder("http", (string)body["spec"]!["clusterIP"]!, 8080).Uri;
        }
    }

    [Fact]
    public async Task NodePort_EveryNode_LeadsToThePods()
    {
        await using var pod = await AttachedPod.StartAsync(cluster.Emulator, "ported");
        await pod.ListenAsync();
        await cluster.SendAsync(
            HttpMethod.Post, "/apis/apps/v1/namespaces/default/deployments", Manifests.Deployment("ported", "default", 1, "registry.test/ported:1"), "application/yaml");
        var service = Service("ported");
        service["spec"]!["type"] = "NodePort";
        var (_, created, _) = await cluster.SendAsync(HttpMethod.Post, Services, service.ToJsonString());
        var port = (int)created["spec"]!["ports"]![0]!["nodePort"]!;
        var (_, nodes, _) = await cluster.SendAsync(HttpMethod.Get, "/api/v1/nodes");
        var addresses = nodes["items"]!.AsArray().Select(node => (string?)node!["status"]!["addresses"]![0]!["address"]).ToList();
        Assert.Equal(2, addresses.Distinct().Count());

        // Open connections live on; each request makes one of its own.
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        using var client = new HttpClient(handler);
        foreach (var address in addresses)
        {
            Assert.Equal(pod.PodIP, await Eventually.GetAsync(() => AnswerAsync(client, new Uri($"http://{address}:{port}"))));
        }

        // Only the node of the pod then.
        await cluster.SendAsync(HttpMethod.Patch, $"{Services}/ported", """{"spec":{"externalTrafficPolicy":"Local"}}""", "application/merge-patch+json");
        await Eventually.UntilAsync(async () => (await Task.WhenAll(addresses.Select(async address => await AnswerAsync(client, new Uri($"http://{address}:{port}"))))).Count(answer => answer is not null) == 1);

        await cluster.SendAsync(HttpMethod.Patch, $"{Services}/ported", """{"spec":{"type":"ClusterIP","externalTrafficPolicy":null}}""", "application/merge-patch+json");
        var (_, changed, _) = await cluster.SendAsync(HttpMethod.Get, $"{Services}/ported");
        Assert.Null(changed["spec"]!["ports"]![0]!["nodePort"]);
        await Eventually.UntilAsync(async () => await AnswerAsync(client, new Uri($"http://{addresses[0]}:{port}")) is null && await AnswerAsync(client, new Uri($"http://{addresses[1]}:{port}")) is null);
    }

    private static async Task<string?> AnswerAsync(HttpClient client, Uri address)
    {
        try
        {
            return await client.GetStringAsync(address, Token);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<string> CreateAsync(string name, string? address = null)
    {
        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, Services, Service(name, address).ToJsonString());
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body["spec"]!["clusterIP"]!;
    }

    private static JsonObject Service(string name, string? address = null)
    {
        var spec = new JsonObject { ["selector"] = new JsonObject { ["app"] = name }, ["ports"] = new JsonArray(new JsonObject { ["port"] = 80, ["targetPort"] = 8080 }) };
        if (address is not null)
        {
            spec["clusterIP"] = address;
        }

        return new() { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec };
    }
}
