using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Deploy;
using static EksIngress.Emulator.Tests.LoadBalancerController.NetworkingBed;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What the controller opens and closes at the security groups of endpoints, and for how long it takes what it read for true.</summary>
public sealed class TargetNetworkingTests
{
    private const string Own = "elbv2.k8s.aws/targetGroupBinding=shared";
    private const string Port80 = """[{"from":[{"securityGroup":{"groupID":"sg-lb"}}],"ports":[{"port":80}]}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_InterfaceOfSeveralGroups_TheClustersIsOpened()
    {
        using var bed = new NetworkingBed();
        bed.AddNode("one", "i-1", null, Interface("eni-1", 0, ["sg-other", "sg-node"]));
        bed.Ec2.AddGroup("sg-other");
        var node = bed.Ec2.AddGroup("sg-node", ClusterTag);

        await bed.Networking.ReconcileAsync(bed.AddBinding("web", "instance", Port80), [bed.Endpoint("one")], Token);

        Assert.Equal("sg-lb 80 " + Own, string.Join(',', node.IpPermissions.Select(rule => $"{rule.UserIdGroupPairs[0].GroupId} {rule.FromPort} {rule.UserIdGroupPairs[0].Description}")));
        Assert.Equal("AuthorizeSecurityGroupIngress sg-node", Assert.Single(bed.Ec2.Calls, call => !call.StartsWith("Describe", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nodes_InterfaceWithoutGroups_IsToldAndNoGroupIsAskedFor()
    {
        using var bed = new NetworkingBed();
        bed.AddNode("one", "i-1", null, Interface("eni-1", 0, []));
        bed.Ec2.AddGroup("sg-stranger", ClusterTag);

        var exception = await Assert.ThrowsAsync<AlbModelException>(() => bed.Networking.ReconcileAsync(bed.AddBinding("web", "instance", Port80), [bed.Endpoint("one")], Token));

        Assert.Equal("expected exactly one securityGroup tagged with kubernetes.io/cluster/dev for eni eni-1, got: [] (clusterName: dev)", exception.Message);
        Assert.Equal(["DescribeInstances"], bed.Ec2.Calls);
    }

    [Fact]
    public async Task Nodes_ThereAreNone_WrongRulesAreToldAllTheSame()
    {
        using var bed = new NetworkingBed();

        var exception = await Assert.ThrowsAsync<AlbModelException>(() => bed.Networking.ReconcileAsync(
            bed.AddBinding("web", "instance", """[{"from":[{"securityGroup":{"groupID":"sg-lb"}}],"ports":[{"port":"http"}]}]"""), [], Token));

        Assert.Equal("named ports can only be used with pod endpoints", exception.Message);
    }

    [Fact]
    public async Task Binding_LetsNobodyIn_ItsGroupIsClosedAlthoughNoTagTellsOfIt()
    {
        using var bed = new NetworkingBed();
        bed.AddNode("one", "i-1", null, Interface("eni-1", 0, ["sg-node"]));
        var node = bed.Ec2.AddGroup("sg-node");
        node.IpPermissions.AddRange([FakeEc2.Rule("sg-old", 80, Own), FakeEc2.Rule("sg-old", 22, "mine")]);

        await bed.Networking.ReconcileAsync(bed.AddBinding("web", "instance", "[]"), [bed.Endpoint("one")], Token);

        Assert.Equal(22, Assert.Single(node.IpPermissions).FromPort);
    }

    [Fact]
    public async Task Group_SomebodyTakesTheRuleAway_IsReadAgainAfterTenMinutes()
    {
        using var bed = new NetworkingBed();
        bed.AddNode("one", "i-1", null, Interface("eni-1", 0, ["sg-node"]));
        var node = bed.Ec2.AddGroup("sg-node");
        var binding = bed.AddBinding("web", "instance", Port80);

        // The rule that was made just now is read once more; from then on it is known.
        await bed.Networking.ReconcileAsync(binding, [bed.Endpoint("one")], Token);
        await bed.Networking.ReconcileAsync(binding, [bed.Endpoint("one")], Token);
        node.IpPermissions.Clear();

        bed.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await bed.Networking.ReconcileAsync(binding, [bed.Endpoint("one")], Token);
        Assert.Empty(node.IpPermissions);

        bed.Time.Advance(TimeSpan.FromSeconds(1));
        await bed.Networking.ReconcileAsync(binding, [bed.Endpoint("one")], Token);
        Assert.Single(node.IpPermissions);
    }

    [Fact]
    public async Task Group_SomebodyHasMadeTheRuleSince_IsReadAgainAndLeftAsItIs()
    {
        using var bed = new NetworkingBed();
        bed.AddNode("one", "i-1", null, Interface("eni-1", 0, ["sg-node"]));
        var node = bed.Ec2.AddGroup("sg-node");
        await bed.Networking.ReconcileAsync(bed.AddBinding("nobody", "instance", "[]"), [bed.Endpoint("one")], Token);
        node.IpPermissions.Add(FakeEc2.Rule("sg-lb", 80, "by hand"));

        await bed.Networking.ReconcileAsync(bed.AddBinding("web", "instance", Port80), [bed.Endpoint("one")], Token);

        Assert.Equal("by hand", Assert.Single(node.IpPermissions).UserIdGroupPairs[0].Description);
        Assert.Equal(["AuthorizeSecurityGroupIngress sg-node", "DescribeSecurityGroups"], bed.Ec2.Calls.TakeLast(2));
    }

    [Fact]
    public async Task SecurityGroup_ARuleOfGoneEndpointsHoldsIt_TheRuleIsTakenOut()
    {
        using var bed = new NetworkingBed();
        var old = bed.Ec2.AddGroup("sg-old-nodes", ClusterTag);
        old.IpPermissions.AddRange([FakeEc2.Rule("sg-lb", 80, Own), FakeEc2.Rule("sg-other", 22, "mine")]);
        var deployer = new SecurityGroupDeployer(bed.Ec2, bed.Groups, bed.Networking, Configuration, bed.Time);

        var deleting = deployer.DeleteAsync("sg-lb", Token);
        Assert.Equal(TimeSpan.FromSeconds(2), await bed.Time.NextAsync(Token));
        bed.Time.Advance(TimeSpan.FromSeconds(2));
        await deleting;

        Assert.Equal(["DeleteSecurityGroup", "DescribeSecurityGroups", "RevokeSecurityGroupIngress sg-old-nodes", "DeleteSecurityGroup"], bed.Ec2.Calls);
        Assert.Equal("sg-other", Assert.Single(old.IpPermissions).UserIdGroupPairs[0].GroupId);
    }

    [Fact]
    public async Task SecurityGroup_ABindingWasNotLookedAtYet_ItsRuleStaysAndSoDoesTheGroup()
    {
        using var bed = new NetworkingBed();
        var node = bed.Ec2.AddGroup("sg-node", ClusterTag);
        node.IpPermissions.Add(FakeEc2.Rule("sg-lb", 80, Own));
        bed.AddBinding("web", "instance", Port80);
        var deployer = new SecurityGroupDeployer(bed.Ec2, bed.Groups, bed.Networking, Configuration, bed.Time);

        var deleting = deployer.DeleteAsync("sg-lb", Token);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await bed.Time.NextAsync(Token);
            bed.Time.Advance(TimeSpan.FromSeconds(2));
        }

        var exception = await Assert.ThrowsAsync<AwsCallException>(() => deleting);
        Assert.StartsWith("failed to delete securityGroup: timed out waiting for the condition: ", exception.Message, StringComparison.Ordinal);
        Assert.Single(node.IpPermissions);
        Assert.All(bed.Ec2.Calls, call => Assert.Equal("DeleteSecurityGroup", call));
    }
}
