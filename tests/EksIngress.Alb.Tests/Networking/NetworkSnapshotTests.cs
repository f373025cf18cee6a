using EksIngress.Alb.Groups;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Networking;

public sealed class NetworkSnapshotTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    private static readonly NetworkSnapshot Snapshot = new()
    {
        Subnets = [Scenario.Subnet("subnet-1", "a"), Scenario.Subnet("subnet-2", "b"), Scenario.Subnet("subnet-3", "l")],
        ZoneTypes = new Dictionary<string, string> { ["l-id"] = "local-zone" },
        RouteTables = [new RouteTableFact(true, [], ["local"]), new RouteTableFact(false, ["subnet-3"], ["igw-1"])],
        SecurityGroups = [new SecurityGroupFact("sg-1", "web"), new SecurityGroupFact("sg-2", null)],
        BackendSecurityGroupId = "sg-shared",
    };

    [Theory]
    [InlineData("internal", "subnet-1 subnet-2")]
    [InlineData("internet-facing", "subnet-3")]
    public async Task Discover_PlainData_IsEnough(string scheme, string expected) => Assert.Equal(
        expected,
        string.Join(' ', await new SubnetResolver(Configuration, Snapshot).DiscoverAsync(new SubnetRequest(scheme), TestContext.Current.CancellationToken)));

    [Fact]
    public async Task Resolve_SecurityGroups_PlainDataIsEnough() => Assert.Equal(
        ["sg-2", "sg-1"], await new SecurityGroupResolver(Snapshot).ResolveAsync(["web", "sg-2"], TestContext.Current.CancellationToken));

    [Fact]
    public async Task Build_WholeStack_IsThatOfOtherLookups()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", "wafv2-acl-name: shop", "security-groups: web");
        var snapshot = new NetworkSnapshot
        {
            Subnets = scenario.Subnets,
            SecurityGroups = scenario.SecurityGroups,
            WebAclArns = new Dictionary<string, string> { ["shop"] = "arn:webacl:shop" },
        };

        var stack = await new IngressStackBuilder(scenario.Configuration, scenario, snapshot).BuildAsync(
            scenario.Load(new IngressGroupId("ns-1", "ing-1")), TestContext.Current.CancellationToken);

        Assert.Equal(await scenario.BuildJsonAsync(), StackJson.Write(stack));
    }

    [Fact]
    public async Task Build_NoSharedSecurityGroup_SaysWhatToSet()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb");

        var exception = await Assert.ThrowsAsync<AlbModelException>(async () => await new IngressStackBuilder(
            scenario.Configuration, scenario, new NetworkSnapshot { Subnets = scenario.Subnets }).BuildAsync(
                scenario.Load(new IngressGroupId("ns-1", "ing-1")), TestContext.Current.CancellationToken));

        Assert.Contains("BackendSecurityGroupId", exception.Message, StringComparison.Ordinal);
    }
}
