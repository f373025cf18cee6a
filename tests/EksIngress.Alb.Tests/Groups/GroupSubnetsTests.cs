using EksIngress.Alb.Groups;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

public sealed class GroupSubnetsTests
{
    private const string Conflict = "conflicting IngressClassParams subnet specifications";
    private const string Mixed = "conflicting subnet specifications: IngressClassParams versus annotation";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster", VpcId = "vpc-1" };

    private static readonly NetworkSnapshot Account = new()
    {
        Subnets =
        [
            Scenario.Subnet("subnet-a", "a", "kubernetes.io/role/internal-elb", "tier=front"),
            Scenario.Subnet("subnet-b", "b", "kubernetes.io/role/internal-elb", "tier=front"),
            Scenario.Subnet("subnet-c", "c"),
        ],
    };

    [Theory]
    [InlineData("", "subnet-a subnet-b")]
    [InlineData("subnets: subnet-c,subnet-a", "subnet-c subnet-a")]
    [InlineData("subnets: subnet-c,subnet-a || subnets: subnet-a,subnet-c", "subnet-c subnet-a")]
    [InlineData(" || subnets: subnet-c,subnet-a || ", "subnet-c subnet-a")]
    [InlineData("subnets: subnet-c,subnet-a || subnets: subnet-c", "conflicting subnets: [subnet-c subnet-a] | [subnet-c]")]
    [InlineData("subnets: subnet-c,subnet-a || subnets: subnet-c,subnet-a,subnet-a", "conflicting subnets: [subnet-c subnet-a] | [subnet-c subnet-a subnet-a]")]
    [InlineData("subnets:  || subnets: subnet-c", "conflicting subnets: [] | [subnet-c]")]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}}""", "subnet-b subnet-c")]
    [InlineData("""{"subnets":{"tags":{"tier":["front"]}}}""", "subnet-a subnet-b")]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}} & subnets: subnet-a,subnet-b""", "subnet-b subnet-c")]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}} || {"subnets":{"ids":["subnet-b","subnet-c"]}} || """, "subnet-b subnet-c")]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}} || {"subnets":{"ids":["subnet-c","subnet-b"]}}""", Conflict)]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}} || {"subnets":{"ids":["subnet-b","subnet-c"],"tags":{}}}""", Conflict)]
    [InlineData("""{"subnets":{"tags":{"tier":["front"]}}} || {"subnets":{"tags":{"tier":["front"]}}}""", "subnet-a subnet-b")]
    [InlineData("""{"subnets":{"tags":{"tier":["front"]}}} || {"subnets":{"tags":{"tier":["front","back"]}}}""", Conflict)]
    [InlineData("""{"subnets":{"tags":{"tier":["front"]}}} || {"subnets":{"tags":{"Tier":["front"]}}}""", Conflict)]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}} || subnets: subnet-b,subnet-c""", Mixed)]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}} || subnets: """, Mixed)]
    [InlineData("""subnets: subnet-a || {"subnets":{"ids":["subnet-b"]}} || {"subnets":{"ids":["subnet-c"]}}""", Mixed)]
    public async Task ResolveAsync_Members(string members, string expected) => Assert.Equal(expected, await ResolveAsync(Account, members, "internal"));

    [Theory]
    [InlineData("", "internal", "subnet-x subnet-y")]
    [InlineData("subnets: subnet-c,subnet-a", "internal", "subnet-c subnet-a")]
    [InlineData("""{"subnets":{"ids":["subnet-b","subnet-c"]}}""", "internal", "subnet-b subnet-c")]
    public async Task ResolveAsync_LoadBalancerExists_ItsSubnetsStayWhereNothingIsNamed(string members, string scheme, string expected) => Assert.Equal(
        expected, await ResolveAsync(Account with { LoadBalancer = new LoadBalancerFact("internal", ["subnet-x", "subnet-y"]) }, members, scheme));

    [Fact]
    public async Task ResolveAsync_LoadBalancerOfAnotherScheme_IsPassedOver() => Assert.Equal(
        "subnet-a subnet-b", await ResolveAsync(Account with { LoadBalancer = new LoadBalancerFact("internet-facing", ["subnet-x"]) }, "", "internal"));

    private static Task<string> ResolveAsync(NetworkSnapshot account, string members, string scheme) => Members.TryAsync(async () => string.Join(
        ' ',
        await new GroupSubnets(Configuration, account).ResolveAsync(Members.Group(members), new SubnetRequest(scheme), TestContext.Current.CancellationToken)));
}
