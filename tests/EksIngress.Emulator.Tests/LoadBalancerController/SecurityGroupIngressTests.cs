using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>In which order rules of security groups change, and whose they are.</summary>
public sealed class SecurityGroupIngressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_AreExchanged_TheNewComeBeforeTheOldGo(bool isFull)
    {
        await using var bed = await StartAsync();
        await bed.SettleAsync();
        var before = bed.Writes.Count();
        if (isFull)
        {
            bed.Faults.FailNext("AuthorizeSecurityGroupIngress", "RulesPerSecurityGroupLimitExceeded", statusCode: 400);
        }

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("inbound-cidrs", "10.0.0.0/8")));
        await Eventually.UntilAsync(async () => (await ManagedAsync(bed)).IpPermissions is [{ Ipv4Ranges: [{ CidrIp: "10.0.0.0/8" }] }]);
        await bed.SettleAsync();

        // Where a group has no room for both, those that are surplus make some.
        Assert.Equal(
            isFull
                ? ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress"]
                : ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"],
            bed.Writes.Skip(before).Where(call => call.Contains("SecurityGroupIngress", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Targets_SomebodyLetsTheLoadBalancerInAlready_NothingIsAddedAndNothingTakenAway()
    {
        await using var bed = await StartAsync();
        var own = Assert.Single(await bed.NodeRulesAsync());
        await bed.Ec2.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = bed.NodeGroupId, IpPermissions = [own] }, Token);
        own.UserIdGroupPairs[0].Description = "by hand";
        await bed.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = bed.NodeGroupId, IpPermissions = [own] }, Token);
        await bed.SettleAsync();
        var before = bed.Writes.Count();

        await bed.ApplyAsync(Manifest.Deployment("web", 2, "web"));
        await Eventually.UntilAsync(() => Task.FromResult(bed.Writes.Skip(before).Contains("RegisterTargets")));
        await bed.SettleAsync();

        Assert.Equal("by hand", Assert.Single(Assert.Single(await bed.NodeRulesAsync()).UserIdGroupPairs).Description);
        Assert.DoesNotContain(bed.Writes.Skip(before), call => call.Contains("SecurityGroupIngress", StringComparison.Ordinal));
    }

    private static async Task<ControllerBed> StartAsync()
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        return bed;
    }

    private static async Task<SecurityGroup> ManagedAsync(ControllerBed bed) => (await bed.Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:ingress.k8s.aws/resource", ["ManagedLBSecurityGroup"])] }, Token)).SecurityGroups.Single();
}
