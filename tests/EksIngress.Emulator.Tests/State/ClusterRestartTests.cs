using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.Tests.Aws.Eks;
using EksIngress.Emulator.Tests.Kubernetes;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.State;

/// <summary>A cluster of an earlier run serves again: the same objects, keys, nodes and addresses, and its controllers go on.</summary>
public sealed class ClusterRestartTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_Cluster_IsAsItWasAndGoesOn()
    {
        await using var bed = await StartAsync();
        var cluster = await CreateClusterAsync(bed);
        var api = await bed.ClusterAsync();
        await RestartBed.PostAsync(api, "/apis/apps/v1/namespaces/default/deployments", Manifests.Deployment("web", "default"));
        var service = await RestartBed.PostAsync(api, "/api/v1/namespaces/default/services", Manifests.Service("web", "default"));
        await RestartBed.PostAsync(api, "/api/v1/namespaces/default/secrets", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"password":"kept in the dark"}}""");
        await EventuallyReadyAsync(api, 2);
        var token = (await RestartBed.PostAsync(api, "/api/v1/namespaces/default/serviceaccounts/default/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["sts.amazonaws.com"]}}"""))["status"]!["token"]!.GetValue<string>();
        var keys = await KeysAsync(bed, cluster);
        // A deleted object's revision is not used again either.
        await RestartBed.PostAsync(api, "/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"gone"}}""");
        using (await api.DeleteAsync(new Uri("/api/v1/namespaces/default/configmaps/gone", UriKind.Relative), Token))
        {
        }

        var objects = await SnapshotAsync(api);
        var revision = long.Parse((await RestartBed.GetAsync(api, "/api/v1/namespaces"))["metadata"]!["resourceVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture);

        await bed.RestartAsync();

        var restarted = (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster;
        Assert.Equal((cluster.Endpoint, cluster.Identity.Oidc.Issuer, cluster.CertificateAuthority.Data), (restarted.Endpoint, restarted.Identity.Oidc.Issuer, restarted.CertificateAuthority.Data));
        Assert.Equal(keys, await KeysAsync(bed, cluster));
        api = await bed.ClusterAsync();
        var found = await SnapshotAsync(api);
        Assert.Equal(objects, found);
        Assert.Equal(service["spec"]!["clusterIP"]!.GetValue<string>(), (await RestartBed.GetAsync(api, "/api/v1/namespaces/default/services/web"))["spec"]!["clusterIP"]!.GetValue<string>());
        await AcceptedAsync(api, token);

        var pods = await EventuallyReadyAsync(api, 2);
        Assert.All(pods, pod => Assert.Contains(objects, known => known.EndsWith($" {pod["metadata"]!["uid"]}", StringComparison.Ordinal)));
        await RestartBed.PatchAsync(api, "/apis/apps/v1/namespaces/default/deployments/web", """{"spec":{"replicas":3}}""");
        pods = await EventuallyReadyAsync(api, 3);
        Assert.All(pods, pod => Assert.True(long.Parse(pod["metadata"]!["resourceVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture) > revision));
        Assert.Equal(pods.Count, pods.Select(pod => pod["status"]!["podIP"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Restart_WatchFromBefore_IsToldToListAgain()
    {
        await using var bed = await StartAsync();
        await CreateClusterAsync(bed);
        var api = await bed.ClusterAsync();
        var first = await RestartBed.PostAsync(api, "/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"first"}}""");
        await RestartBed.PostAsync(api, "/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"second"}}""");

        await bed.RestartAsync();

        api = await bed.ClusterAsync();
        var line = await WatchAsync(api, $"/api/v1/namespaces/default/configmaps?watch=1&resourceVersion={first["metadata"]!["resourceVersion"]}");
        Assert.Equal(("ERROR", 410, "Expired"), (line["type"]!.GetValue<string>(), line["object"]!["code"]!.GetValue<int>(), line["object"]!["reason"]!.GetValue<string>()));

        // Listed again, it goes on.
        var list = await RestartBed.GetAsync(api, "/api/v1/namespaces/default/configmaps");
#pragma warning disable CA2025 // Awaited below.
        var next = WatchAsync(api, $"/api/v1/namespaces/default/configmaps?watch=1&resourceVersion={list["metadata"]!["resourceVersion"]}");
#pragma warning restore CA2025
        await RestartBed.PostAsync(api, "/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"third"}}""");
        Assert.Equal("third", (await next)["object"]!["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Restart_DeletedCluster_StaysDeletedAndItsNameIsFree()
    {
        await using var bed = await StartAsync();
        await CreateClusterAsync(bed);
        await bed.Eks.DeleteNodegroupAsync(new DeleteNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = "dev" }, Token)).Nodegroups is { Count: > 0 } ? null : "gone");
        await bed.Eks.DeleteClusterAsync(new DeleteClusterRequest { Name = "dev" }, Token);
        await EksTestbed.WaitAsync(async () => (await bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters is { Count: > 0 } ? null : "gone");

        await bed.RestartAsync();

        Assert.Empty((await bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters ?? []);
        await CreateClusterAsync(bed, network: false);
        var api = await bed.ClusterAsync();
        Assert.Empty((await RestartBed.GetAsync(api, Pods))["items"]!.AsArray());
    }

    [Fact]
    public async Task Restart_AwsPortMoved_PodsAreToldTheNewOne()
    {
        await using var bed = await StartAsync();
        await CreateClusterAsync(bed);
        var api = await bed.ClusterAsync();
        await RestartBed.PostAsync(api, "/apis/apps/v1/namespaces/default/deployments", Manifests.Deployment("web", "default", replicas: 1));
        await EventuallyReadyAsync(api, 1);
        var port = bed.Emulator.AwsEndpoint.Port;
        await bed.StopAsync();
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        other.Start();

        await bed.StartAgainAsync();

        var pod = (await RestartBed.GetAsync(await bed.ClusterAsync(), Pods))["items"]![0]!;
        var told = pod["spec"]!["containers"]![0]!["env"]!.AsArray().Single(variable => (string?)variable!["name"] == "AWS_ENDPOINT_URL")!["value"]!.GetValue<string>();
        Assert.Equal(bed.Emulator.AwsEndpoint.ToString().TrimEnd('/'), told);
    }

    [Fact]
    public async Task Restart_LeaseOfAPod_IsFreeAndThatOfAnotherIsNot()
    {
        const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
        await using var bed = await StartAsync();
        await CreateClusterAsync(bed);
        var api = await bed.ClusterAsync();
        await RestartBed.PostAsync(api, "/apis/apps/v1/namespaces/default/deployments", Manifests.Deployment("web", "default", replicas: 1));
        var pod = (await EventuallyReadyAsync(api, 1)).Single()["metadata"]!["name"]!.GetValue<string>();
        foreach (var (name, holder) in new[] { ("inside", $"{pod}_0b1c"), ("outside", "laptop_0b1c") })
        {
            await RestartBed.PostAsync(api, Leases, $$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"{{{name}}}"},"spec":{"holderIdentity":"{{{holder}}}","leaseDurationSeconds":15}}""");
        }

        await bed.RestartAsync();

        api = await bed.ClusterAsync();
        Assert.Equal("", (await RestartBed.GetAsync(api, $"{Leases}/inside"))["spec"]!["holderIdentity"]!.GetValue<string>());
        Assert.Equal("laptop_0b1c", (await RestartBed.GetAsync(api, $"{Leases}/outside"))["spec"]!["holderIdentity"]!.GetValue<string>());
    }

    private static Task<RestartBed> StartAsync() => RestartBed.StartAsync(new RunningEmulatorOptions { ConfigureServices = services => services.AddSingleton<IPodProgram, EchoProgram>() });

    private static async Task<Cluster> CreateClusterAsync(RestartBed bed, bool network = true)
    {
        if (network)
        {
            var vpc = (await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, Token)).Vpc.VpcId;
            foreach (var (index, zone) in new[] { "a", "b" }.Index())
            {
                await bed.Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc, CidrBlock = $"10.0.{index}.0/24", AvailabilityZone = bed.Emulator.Region + zone }, Token);
            }

            foreach (var service in new[] { "eks", "ec2" })
            {
                await bed.Iam.CreateRoleAsync(
                    new CreateRoleRequest
                    {
                        RoleName = service,
                        AssumeRolePolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
                    },
                    Token);
            }
        }

        var subnets = (await bed.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token)).Subnets.Select(subnet => subnet.SubnetId).ToList();
        if (network)
        {
            await LetNodesJoinAsync(bed, subnets);
        }

        var account = $"arn:aws:iam::{bed.Emulator.AccountId}:role";
        await bed.Eks.CreateClusterAsync(
            new CreateClusterRequest
            {
                Name = "dev",
                Version = "1.34",
                RoleArn = $"{account}/eks",
                ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = subnets },
                AccessConfig = new CreateAccessConfigRequest { AuthenticationMode = AuthenticationMode.API },
            },
            Token);
        var cluster = await EksTestbed.WaitAsync(async () =>
            (await bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster is var observed && observed.Status == ClusterStatus.ACTIVE ? observed : null);
        await bed.Eks.CreateNodegroupAsync(
            new CreateNodegroupRequest
            {
                ClusterName = "dev",
                NodegroupName = "main",
                NodeRole = $"{account}/ec2",
                Subnets = subnets,
                ScalingConfig = new NodegroupScalingConfig { MinSize = 1, DesiredSize = 2, MaxSize = 3 },
            },
            Token);
        await EksTestbed.WaitAsync(async () =>
            (await bed.Eks.DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = "dev", NodegroupName = "main" }, Token)).Nodegroup is var observed && observed.Status == NodegroupStatus.ACTIVE ? observed : null);
        return cluster;
    }

    // Public subnets, names by DNS, and a node role with its policies.
    private static async Task LetNodesJoinAsync(RestartBed bed, IReadOnlyList<string> subnets)
    {
        var vpc = (await bed.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs[0].VpcId;
        await bed.Ec2.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpc, EnableDnsHostnames = true }, Token);
        var gateway = (await bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await bed.Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = vpc }, Token);
        var table = (await bed.Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest(), Token)).RouteTables[0].RouteTableId;
        await bed.Ec2.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway }, Token);
        foreach (var subnet in subnets)
        {
            await bed.Ec2.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet, MapPublicIpOnLaunch = true }, Token);
        }

        foreach (var policy in new[] { "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy" })
        {
            await bed.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = "ec2", PolicyArn = "arn:aws:iam::aws:policy/" + policy }, Token);
        }
    }

    // Kind, namespace, name and uid of everything that is not told by those that run: pods and what follows them.
    private static async Task<IReadOnlyList<string>> SnapshotAsync(HttpClient api)
    {
        var found = new List<string>();
        foreach (var path in new[] { "/api/v1/namespaces", "/api/v1/nodes", "/api/v1/pods", "/api/v1/services", "/api/v1/secrets", "/api/v1/serviceaccounts", "/api/v1/configmaps", "/apis/apps/v1/deployments", "/apis/apps/v1/replicasets", "/apis/rbac.authorization.k8s.io/v1/clusterroles", "/apis/scheduling.k8s.io/v1/priorityclasses" })
        {
            found.AddRange((await RestartBed.GetAsync(api, path))["items"]!.AsArray().Select(item =>
                $"{path} {item!["metadata"]!["namespace"]}/{item["metadata"]!["name"]} {item["data"]?.ToJsonString()} {item["metadata"]!["uid"]}"));
        }

        return found;
    }

    private static Task<IReadOnlyList<JsonNode>> EventuallyReadyAsync(HttpClient api, int count) => Eventually.GetAsync(async () =>
    {
        IReadOnlyList<JsonNode> pods = [.. (await RestartBed.GetAsync(api, Pods))["items"]!.AsArray().Select(pod => pod!)];
        return pods.Count == count && pods.All(pod => pod["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") == true) ? pods : null;
    });

    private static async Task<string> KeysAsync(RestartBed bed, Cluster cluster)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(bed.Emulator.AwsEndpoint, $"/id/{cluster.Identity.Oidc.Issuer.Split('/')[^1]}/keys"), Token);
    }

    private static async Task AcceptedAsync(HttpClient api, string token)
    {
        var review = await RestartBed.PostAsync(api, "/apis/authentication.k8s.io/v1/tokenreviews",
            new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenReview", ["spec"] = new JsonObject { ["token"] = token, ["audiences"] = new JsonArray("sts.amazonaws.com") } }.ToJsonString());
        Assert.True(review["status"]!["authenticated"]!.GetValue<bool>(), review.ToJsonString());
    }

    private static async Task<JsonNode> WatchAsync(HttpClient api, string path)
    {
        using var response = await api.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        return JsonNode.Parse((await reader.ReadLineAsync(Token))!)!;
    }
}
