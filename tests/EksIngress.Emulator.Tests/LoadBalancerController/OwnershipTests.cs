using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Tags alone say what is whose: what has none is left alone, and what two clusters tag alike they fight over.</summary>
public sealed class OwnershipTests
{
    private const string Controller = "/apis/apps/v1/namespaces/kube-system/deployments/aws-load-balancer-controller";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadBalancer_OfTheSameNameWithoutTags_IsLeftAlone()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var name = (await BalancersAsync(bed)).Single().LoadBalancerName;
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        var subnets = (await bed.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token)).Subnets.ConvertAll(subnet => subnet.SubnetId);
        var foreign = (await bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest { Name = name, Scheme = LoadBalancerSchemeEnum.Internal, Subnets = subnets, SecurityGroups = [bed.NodeGroupId] }, Token)).LoadBalancers.Single();

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        Assert.Matches(
            "^Failed deploy model due to operation error Elastic Load Balancing v2: CreateLoadBalancer, https response error StatusCode: 400, RequestID: [0-9a-f-]+, " +
            $"DuplicateLoadBalancerName: A load balancer with the same name '{name}' exists, but with different settings$",
            await bed.EventAsync("shop", "FailedDeployModel"));
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        Assert.Equal(foreign.LoadBalancerArn, (await BalancersAsync(bed)).Single().LoadBalancerArn);
        Assert.Empty((await bed.Elb.DescribeTagsAsync(new Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest { ResourceArns = [foreign.LoadBalancerArn] }, Token)).TagDescriptions.Single().Tags ?? []);
    }

    [Theory]
    [InlineData("securityGroup")]
    [InlineData("targetGroup")]
    [InlineData("loadBalancer")]
    public async Task Resource_LostTheTagThatSaysWhatItIs_IsToldAndNotTouched(string what)
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var group = (await bed.Ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:ingress.k8s.aws/resource", ["ManagedLBSecurityGroup"])] }, Token)).SecurityGroups.Single();
        var id = what switch
        {
            "securityGroup" => group.GroupId,
            "targetGroup" => (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Single().TargetGroupArn,
            _ => await bed.LoadBalancerArnAsync(),
        };
        await (what == "securityGroup"
            ? (Task)bed.Ec2.DeleteTagsAsync(
                new Amazon.EC2.Model.DeleteTagsRequest { Resources = [id], Tags = [new Amazon.EC2.Model.Tag("ingress.k8s.aws/resource", "ManagedLBSecurityGroup")] }, Token)
            : bed.Elb.RemoveTagsAsync(new RemoveTagsRequest { ResourceArns = [id], TagKeys = ["ingress.k8s.aws/resource"] }, Token));

        // Tags are known for 20 minutes; a controller that starts reads them.
        await bed.RestartControllerAsync();

        Assert.Equal($"Failed deploy model due to unexpected {what} with no resourceID: {id}", await bed.EventAsync("shop", "FailedDeployModel"));
        Assert.Single(await BalancersAsync(bed));
        var told = (await bed.ControllerLogAsync()).Split($"unexpected {what} with no resourceID").Length;
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Split($"unexpected {what} with no resourceID").Length > told + 1);
        Assert.NotNull(await bed.FindAsync($"{Manifest.Ingresses}/shop"));
        Assert.Single(await BalancersAsync(bed));
    }

    /// <summary>
    /// Two clusters of one name in one account, each with an Ingress of the same group: for AWS they are one. Here a second controller
    /// with the same <c>--cluster-name</c> sees another namespace than the first, as it would see another cluster.
    /// </summary>
    [Fact]
    public async Task Clusters_OfOneName_TakeTheLoadBalancerFromEachOther()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--watch-namespace=default"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "other" } });
        await bed.ApplyAsync(In("other", Manifest.Deployment("web", 1, "of-the-other")));
        await bed.ApplyAsync(In("other", Manifest.Service("web")));
        await StartSecondAsync(bed);
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("group.name", "g")));
        await bed.AnswersAsync("shop", "/", "web");
        var first = (await BalancersAsync(bed)).Single();

        // The second finds a load balancer that is tagged as its own, and makes it so: the first one's clients get the other's answers.
        await TakeAsync(bed, "other", "of-the-other");
        Assert.Equal(first.LoadBalancerArn, (await BalancersAsync(bed)).Single().LoadBalancerArn);
        await bed.WaitAsync("/apis/networking.k8s.io/v1/namespaces/other/ingresses/shop", item =>
            string.Equals((string?)item["status"]?["loadBalancer"]?["ingress"]?[0]?["hostname"], first.DNSName, StringComparison.OrdinalIgnoreCase));

        // The first one's target group went with that, and its binding is in the way of another one until somebody deletes it.
        var binding = (string)(await bed.BindingAsync("web"))["metadata"]!["name"]!;
        await bed.ApplyAsync(In("default", Manifest.Ingress("shop", [("/", "web")], ("group.name", "g"), ("tags", "look=back"))));
        await bed.EventAsync("shop", "FailedDeployModel", holds: message => message.EndsWith($"\"{binding}\" already exists", StringComparison.Ordinal));
        await bed.DeleteAsync($"{Manifest.Bindings}/{binding}");

        // Whoever reconciles last has it, until its Ingress goes and takes the load balancer along.
        await TakeAsync(bed, "default", "web");
        await bed.DeleteAsync("/apis/networking.k8s.io/v1/namespaces/other/ingresses/shop");
        await bed.GoneAsync("/apis/networking.k8s.io/v1/namespaces/other/ingresses/shop");

        Assert.DoesNotContain(await BalancersAsync(bed), balancer => balancer.LoadBalancerArn == first.LoadBalancerArn);
        Assert.NotNull((await bed.FindAsync($"{Manifest.Ingresses}/shop"))!["status"]!["loadBalancer"]!["ingress"]);
    }

    [Fact]
    public async Task BackendSecurityGroup_OfTheCluster_IsSharedAndGoesWithTheLastIngress()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("first", [("/", "web")]));
        await bed.ApplyAsync(Manifest.Ingress("second", [("/", "web")]));
        await bed.ApplyAsync(Manifest.Ingress("own", [("/", "web")], ("security-groups", bed.NodeGroupId)));
        foreach (var name in (string[])["first", "second", "own"])
        {
            await bed.EventAsync(name, "SuccessfullyReconciled");
        }

        var shared = Assert.Single(await SharedAsync(bed));
        Assert.Matches($"^k8s-traffic-{ControllerBed.ClusterName.Replace("-", "", StringComparison.Ordinal)}-[0-9a-f]{{10}}$", shared.GroupName);
        Assert.Equal("[k8s] Shared Backend SecurityGroup for LoadBalancer", shared.Description);
        Assert.Equal(
            ["elbv2.k8s.aws/cluster=" + ControllerBed.ClusterName, "elbv2.k8s.aws/resource=backend-sg"],
            shared.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.Empty(shared.IpPermissions ?? []);
        var groups = (await BalancersAsync(bed)).ConvertAll(balancer => balancer.SecurityGroups.Contains(shared.GroupId, StringComparer.Ordinal));
        Assert.Equal(2, groups.Count(has => has));

        // As long as an Ingress is there that the controller holds, also one that needs no such group, it stays.
        await DeleteAsync(bed, "first");
        Assert.Single(await SharedAsync(bed));
        await DeleteAsync(bed, "second");
        Assert.Single(await SharedAsync(bed));
        await DeleteAsync(bed, "own");
        Assert.Empty(await SharedAsync(bed));
    }

    [Fact]
    public async Task BackendSecurityGroup_IsInUseElsewhere_TheLogSaysSoAndTheIngressWaits()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var shared = Assert.Single(await SharedAsync(bed)).GroupId;
        var rule = new IpPermission { IpProtocol = "tcp", FromPort = 1, ToPort = 1, UserIdGroupPairs = [new UserIdGroupPair { GroupId = shared }] };
        await bed.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = bed.NodeGroupId, IpPermissions = [rule] }, Token);

        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await Eventually.UntilAsync(() => Task.FromResult(bed.Calls.Count(call => call == "DeleteSecurityGroup") >= 3));

        // It is tried again every two seconds; the load balancer is gone by then, and the finalizer holds.
        Assert.Empty(await BalancersAsync(bed));
        Assert.NotNull(await bed.FindAsync($"{Manifest.Ingresses}/shop"));
        await bed.Ec2.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = bed.NodeGroupId, IpPermissions = [rule] }, Token);
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        Assert.Empty(await SharedAsync(bed));
    }

    // A controller may come back to what it did before, and take it once more: then the other has to be asked again.
    private static async Task TakeAsync(ControllerBed bed, string ns, string expected)
    {
        var port = (int)(await bed.AddressedAsync("shop"))["status"]!["loadBalancer"]!["ingress"]![0]!["ports"]![0]!["port"]!;
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var looks = 0;
        await Eventually.UntilAsync(async () =>
        {
            if (looks++ % 100 == 0)
            {
                await bed.ApplyAsync(In(ns, Manifest.Ingress("shop", [("/", "web")], ("group.name", "g"), ("tags", $"look={looks}"))));
            }

            using var response = await client.GetAsync(new Uri("/", UriKind.Relative), Token);
            return await response.Content.ReadAsStringAsync(Token) == expected;
        });
    }

    private static async Task DeleteAsync(ControllerBed bed, string name)
    {
        await bed.DeleteAsync($"{Manifest.Ingresses}/{name}");
        await bed.GoneAsync($"{Manifest.Ingresses}/{name}");
    }

    private static async Task<List<Amazon.ElasticLoadBalancingV2.Model.LoadBalancer>> BalancersAsync(ControllerBed bed) =>
        (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? [];

    private static async Task<List<SecurityGroup>> SharedAsync(ControllerBed bed) => (await bed.Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:elbv2.k8s.aws/resource", ["backend-sg"])] }, Token)).SecurityGroups ?? [];

    private static JsonObject In(string ns, JsonObject item)
    {
        item["metadata"]!["namespace"] = ns;
        return item;
    }

    // Beside the first: with labels of its own, so that no Service leads to it, and without a lease.
    private static async Task StartSecondAsync(ControllerBed bed)
    {
        var found = (await bed.FindAsync(Controller))!;
        var spec = found["spec"]!.DeepClone().AsObject();
        var labels = new JsonObject { ["app"] = "second-controller" };
        spec["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() };
        spec["template"]!["metadata"] = new JsonObject { ["labels"] = labels };
        var args = spec["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray();
        args.Add("--watch-namespace=other");
        args.Add("--enable-leader-election=false");
        await bed.ApplyAsync(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = "second-controller", ["namespace"] = "kube-system" },
            ["spec"] = spec,
        });
        await bed.WaitAsync("/apis/apps/v1/namespaces/kube-system/deployments/second-controller", item => (int?)item["status"]?["availableReplicas"] == 1);
    }
}
