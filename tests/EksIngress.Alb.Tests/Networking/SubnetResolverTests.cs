using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Networking;

public sealed class SubnetResolverTests
{
    private const string Internal = "kubernetes.io/role/internal-elb";
    private const string Public = "kubernetes.io/role/elb";
    private static readonly SubnetRequest InternalAlb = new("internal");

    [Theory]
    [InlineData("internal", "subnet-1 subnet-3")]
    [InlineData("internet-facing", "subnet-2 subnet-4")]
    public async Task Discover_RoleTags_Choose(string scheme, string expected)
    {
        var scenario = With(
            Scenario.Subnet("subnet-4", "b", $"{Public}=1"),
            Scenario.Subnet("subnet-3", "b", $"{Internal}="),
            Scenario.Subnet("subnet-2", "a", $"{Public}="),
            Scenario.Subnet("subnet-1", "a", $"{Internal}=1"),
            Scenario.Subnet("subnet-0", "c", $"{Internal}=yes", $"{Public}=yes"));

        Assert.Equal(expected, await DiscoverAsync(scenario, new SubnetRequest(scheme)));
    }

    [Theory]
    [InlineData("internal", "subnet-2 subnet-4")]
    [InlineData("internet-facing", "subnet-1 subnet-3")]
    public async Task Discover_NoRoleTags_TheInternetGatewayTells(string scheme, string expected)
    {
        var scenario = With([.. "1234".Select((digit, index) => Scenario.Subnet($"subnet-{digit}", index < 2 ? "a" : "b"))]);
        scenario.RouteTables.Clear();
        scenario.RouteTables.Add(new RouteTableFact(true, [], ["local", "igw-1"]));
        scenario.RouteTables.Add(new RouteTableFact(false, ["subnet-2", "subnet-4"], ["local", "nat-1"]));

        Assert.Equal(expected, await DiscoverAsync(scenario, new SubnetRequest(scheme)));
    }

    [Fact]
    public async Task Discover_ReachabilityIsOff_FindsNothing()
    {
        var scenario = With(Scenario.Subnet("subnet-1", "a"), Scenario.Subnet("subnet-2", "b"));
        scenario.Configuration = scenario.Configuration with { SubnetDiscoveryByReachability = false };

        Assert.Equal(
            "unable to resolve at least one subnet. Evaluated 0 subnets: 0 are tagged for other clusters, and 0 have insufficient available IP addresses",
            await FailAsync(() => DiscoverAsync(scenario, InternalAlb)));
    }

    [Fact]
    public async Task Discover_NoMainRouteTable_Fails()
    {
        var scenario = With(Scenario.Subnet("subnet-1", "a"));
        scenario.RouteTables.Clear();

        Assert.Equal(
            "failed to list subnets by reachability: [this shall never happen] could not identify main route table for vpc: vpc-dummy",
            await FailAsync(() => DiscoverAsync(scenario, InternalAlb)));
    }

    [Fact]
    public async Task Discover_SeveralInAZone_TakesTheClustersOwnThenTheLowestId()
    {
        var scenario = With(
            Scenario.Subnet("subnet-1", "a", Internal),
            Scenario.Subnet("subnet-2", "a", Internal, "kubernetes.io/cluster/cluster-dummy=shared"),
            Scenario.Subnet("subnet-3", "a", Internal, "kubernetes.io/cluster/cluster-dummy=owned"),
            Scenario.Subnet("subnet-5", "b", Internal),
            Scenario.Subnet("subnet-4", "b", Internal),
            Scenario.Subnet("subnet-0", "b", Internal, "kubernetes.io/cluster/other=owned"));

        Assert.Equal("subnet-2 subnet-4", await DiscoverAsync(scenario, InternalAlb));
    }

    [Fact]
    public async Task Discover_ClusterTagsDoNotCount_TakesThoseOfOthersToo()
    {
        var scenario = With(
            Scenario.Subnet("subnet-1", "a", Internal, "kubernetes.io/cluster/other=owned"), Scenario.Subnet("subnet-2", "b", Internal));
        scenario.Configuration = scenario.Configuration with { SubnetsClusterTagCheck = false };

        Assert.Equal("subnet-1 subnet-2", await DiscoverAsync(scenario, InternalAlb));
    }

    [Fact]
    public async Task Discover_NothingIsLeft_CountsTheReasons()
    {
        var scenario = With(
            Scenario.Subnet("subnet-1", "a", Internal, "kubernetes.io/cluster/other") with { AvailableIpAddressCount = 0 },
            Scenario.Subnet("subnet-2", "b", Internal) with { AvailableIpAddressCount = 7 },
            Scenario.Subnet("subnet-3", "c", Internal));

        Assert.Equal(
            "unable to resolve at least one subnet. Evaluated 3 subnets: 1 are tagged for other clusters, 1 have insufficient available IP addresses, " +
            "and 1 don't have an associated IPv6 CIDR block, which is required for dualstack load balancers",
            await FailAsync(() => DiscoverAsync(scenario, new SubnetRequest("internal", "dualstack"))));
    }

    [Theory]
    [InlineData("subnet-a", "subnets count less than minimal required count: 1 < 2")]
    [InlineData("subnet-a,subnet-a2,subnet-b", "multiple subnets in same Availability Zone a: [subnet-a subnet-a2]")]
    [InlineData("subnet-a,subnet-out", "subnets in multiple locales: [availability-zone outpost]")]
    [InlineData("subnet-local,subnet-wave", "subnets in multiple locales: [local-zone wavelength-zone]")]
    [InlineData("subnet-odd", "unknown zone type for subnet subnet-odd: moon-base")]
    [InlineData("", "unable to resolve at least one subnet")]
    [InlineData("subnet-z", "failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-z], found: []")]
    [InlineData("subnet-a,subnet-a", "failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-a subnet-a], found: [subnet-a]")]
    [InlineData("one,zwei,drei", "failed to list subnets by names or IDs: couldn't find all subnets, missing names: [zwei drei]")]
    [InlineData("one,one,one", "failed to list subnets by names or IDs: subnet with Name tag \"one\" requested 3 times but only 2 subnet(s) found with that name")]
    public async Task Resolve_UnsuitableList_SaysWhy(string list, string message) =>
        Assert.Equal(message, await FailAsync(() => ResolveAsync(Mixed(), list, InternalAlb)));

    [Theory]
    [InlineData("subnet-b,subnet-a", "subnet-b subnet-a")]
    [InlineData("one,subnet-b", "subnet-a subnet-b")]
    [InlineData("one,one", "subnet-a subnet-n")]
    [InlineData("subnet-out", "subnet-out")]
    [InlineData("subnet-local", "subnet-local")]
    public async Task Resolve_SuitableList_KeepsItsOrder(string list, string expected) =>
        Assert.Equal(expected, await ResolveAsync(Mixed(), list, InternalAlb));

    [Fact]
    public async Task Resolve_DualStack_NeedsIpv6Everywhere() => Assert.Equal(
        "subnets [subnet-a subnet-b] do not have an associated IPv6 CIDR block, which is required for dualstack-without-public-ipv4 load balancers",
        await FailAsync(() => ResolveAsync(Mixed(), "subnet-a,subnet-b", new SubnetRequest("internal", "dualstack-without-public-ipv4"))));

    [Fact]
    public async Task Resolve_NetworkLoadBalancer_OneSubnetWillDo() =>
        Assert.Equal("subnet-a", await ResolveAsync(Mixed(), "subnet-a", new SubnetRequest("internal", LoadBalancerType: LoadBalancerTypes.Network)));

    [Fact]
    public async Task Resolve_SingleSubnetGate_OneSubnetWillDo()
    {
        var scenario = Mixed();
        scenario.Configuration = scenario.Configuration with { AlbSingleSubnet = true };

        Assert.Equal("subnet-a", await ResolveAsync(scenario, "subnet-a", InternalAlb));
    }

    [Theory]
    [InlineData("""{"ids":["subnet-b","subnet-a"]}""", "subnet-a subnet-b")]
    [InlineData("""{"tags":{"team":["web","data"],"stage":["prod"]}}""", "subnet-a subnet-b")]
    public async Task Select_Selector_Finds(string selector, string expected) => Assert.Equal(expected, await SelectAsync(Mixed(), selector));

    [Theory]
    [InlineData("""{"ids":["subnet-b","subnet-z"]}""", "failed to list subnets by IDs: couldn't find all subnets, want: [subnet-b subnet-z], found: [subnet-b]")]
    [InlineData("""{"tags":{"team":["none"]}}""", "unable to resolve at least one subnet. Evaluated 0 subnets: 0 are tagged for other clusters, and 0 have insufficient available IP addresses")]
    [InlineData("""{"tags":{"team":["web"]}}""", "subnets count less than minimal required count: 1 < 2")]
    public async Task Select_UnsuitableSelector_SaysWhy(string selector, string message) =>
        Assert.Equal(message, await FailAsync(() => SelectAsync(Mixed(), selector)));

    [Theory]
    [InlineData("subnet-a", false)]
    [InlineData("subnet-out", true)]
    [InlineData("subnet-local", true)]
    [InlineData("subnet-wave", true)]
    public async Task IsInLocalZoneOrOutpost_Subnet_ItsZoneTells(string id, bool expected)
    {
        var scenario = Mixed();

        Assert.Equal(expected, await new SubnetResolver(scenario.Configuration, scenario).IsInLocalZoneOrOutpostAsync(id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task IsInLocalZoneOrOutpost_UnknownSubnet_Fails()
    {
        var scenario = Mixed();

        var exception = await Assert.ThrowsAsync<AlbModelException>(async () =>
            await new SubnetResolver(scenario.Configuration, scenario).IsInLocalZoneOrOutpostAsync("subnet-z", TestContext.Current.CancellationToken));

        Assert.Equal("failed to list subnet by ID: couldn't find all subnets, want: [subnet-z], found: []", exception.Message);
    }

    [Fact]
    public async Task EveryPath_AwsFails_TellsWhereAndWhy()
    {
        var scenario = Mixed();
        scenario.AwsFailure = "denied";

        Assert.Equal("failed to list subnets by role tag: denied", await FailAsync(() => DiscoverAsync(scenario, InternalAlb)));
        Assert.Equal("failed to list subnets by names or IDs: denied", await FailAsync(() => ResolveAsync(scenario, "subnet-a", InternalAlb)));
        Assert.Equal("failed to list subnets by IDs: denied", await FailAsync(() => SelectAsync(scenario, """{"ids":["subnet-a"]}""")));
        Assert.Equal("failed to list subnets by tag filters: denied", await FailAsync(() => SelectAsync(scenario, """{"tags":{"a":["b"]}}""")));
    }

    [Fact]
    public async Task Discover_UnknownScheme_Fails() =>
        Assert.Equal("unknown lbScheme: private", await FailAsync(() => DiscoverAsync(Mixed(), new SubnetRequest("private"))));

    [Fact]
    public async Task Discover_WhateverTheOrderOfInput_GivesTheSame()
    {
        var random = new Random(11);
        var scenario = With([.. Enumerable.Range(0, 24).Select(i => Scenario.Subnet(
            $"subnet-{i:x2}", $"zone-{i % 5}", Internal, i % 7 == 0 ? "kubernetes.io/cluster/cluster-dummy" : "x"))]);
        var expected = await DiscoverAsync(scenario, InternalAlb);
        for (var round = 0; round < 50; round++)
        {
            var shuffled = scenario.Subnets.OrderBy(_ => random.Next()).ToList();
            scenario.Subnets.Clear();
            scenario.Subnets.AddRange(shuffled);

            Assert.Equal(expected, await DiscoverAsync(scenario, InternalAlb));
        }
    }

    private static Scenario With(params SubnetFact[] subnets)
    {
        var scenario = new Scenario();
        scenario.Subnets.Clear();
        scenario.Subnets.AddRange(subnets);
        return scenario;
    }

    private static Scenario Mixed()
    {
        var scenario = With(
            Scenario.Subnet("subnet-a", "a", "Name=one", "team=web", "stage=prod"),
            Scenario.Subnet("subnet-a2", "a"),
            Scenario.Subnet("subnet-b", "b", "team=data", "stage=prod"),
            Scenario.Subnet("subnet-n", "c", "Name=one"),
            Scenario.Subnet("subnet-out", "d") with { OutpostArn = "arn:outpost" },
            Scenario.Subnet("subnet-local", "local"),
            Scenario.Subnet("subnet-wave", "wave"),
            Scenario.Subnet("subnet-odd", "odd"));
        scenario.ZoneTypes["local-id"] = "local-zone";
        scenario.ZoneTypes["wave-id"] = "wavelength-zone";
        scenario.ZoneTypes["odd-id"] = "moon-base";
        return scenario;
    }

    private static async Task<string> DiscoverAsync(Scenario scenario, SubnetRequest request) =>
        string.Join(' ', await new SubnetResolver(scenario.Configuration, scenario).DiscoverAsync(request, TestContext.Current.CancellationToken));

    private static async Task<string> ResolveAsync(Scenario scenario, string list, SubnetRequest request) =>
        string.Join(' ', await new SubnetResolver(scenario.Configuration, scenario).ResolveAsync(
            list.Split(',', StringSplitOptions.RemoveEmptyEntries), request, TestContext.Current.CancellationToken));

    private static async Task<string> SelectAsync(Scenario scenario, string selector) =>
        string.Join(' ', await new SubnetResolver(scenario.Configuration, scenario).SelectAsync(
            KubernetesJson.Read<IngressClassParams.SubnetSelector>(selector), InternalAlb, TestContext.Current.CancellationToken));

    private static async Task<string> FailAsync(Func<Task<string>> act) => (await Assert.ThrowsAsync<AlbModelException>(act)).Message;
}
