using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Api.Tests;

/// <summary>Subnets: facts in, chosen subnets or the exact error out, for every way to say which.</summary>
public sealed class SubnetResolutionTests
{
    private const string Two = """
        "subnets":[{"subnetId":"subnet-2","availabilityZone":"eu-west-1b","tags":{"kubernetes.io/role/elb":"1","kubernetes.io/role/internal-elb":"","Name":"blue"}},
                   {"subnetId":"subnet-1","availabilityZone":"eu-west-1a","tags":{"kubernetes.io/role/elb":"","kubernetes.io/role/internal-elb":"1","Name":"green","tier":"web"}}]
        """;

    private const string Many = """
        "subnets":[{"subnetId":"subnet-1","availabilityZone":"eu-west-1a","availabilityZoneId":"euw1-az1","hasIpv6CidrBlock":true,"tags":{"kubernetes.io/role/elb":"1","Name":"x"}},
                   {"subnetId":"subnet-2","availabilityZone":"eu-west-1b","availabilityZoneId":"euw1-az2","availableIpAddressCount":7,"tags":{"kubernetes.io/role/elb":"1","Name":"x"}},
                   {"subnetId":"subnet-3","availabilityZone":"eu-west-1b","availabilityZoneId":"euw1-az2","availableIpAddressCount":8,"hasIpv6CidrBlock":true,"tags":{"kubernetes.io/role/elb":"1"}},
                   {"subnetId":"subnet-4","availabilityZone":"eu-west-1b","availabilityZoneId":"euw1-az2","tags":{"kubernetes.io/role/elb":"1","kubernetes.io/cluster/dev":"shared"}},
                   {"subnetId":"subnet-5","availabilityZone":"eu-west-1c","availabilityZoneId":"euw1-az3","tags":{"kubernetes.io/role/elb":"1","kubernetes.io/cluster/prod":"owned"}},
                   {"subnetId":"subnet-6","availabilityZone":"eu-west-1-lhr-1a","zoneType":"local-zone","tags":{"kubernetes.io/role/internal-elb":"1"}},
                   {"subnetId":"subnet-7","availabilityZone":"eu-west-1-wl1-lhr","zoneType":"wavelength-zone","tags":{"role":"wave"}},
                   {"subnetId":"subnet-8","availabilityZone":"eu-west-1a","outpostArn":"arn:aws:outposts:eu-west-1:1:outpost/op-1","tags":{"role":"outpost"}}]
        """;

    private const string Routed = """
        "subnets":[{"subnetId":"subnet-1","availabilityZone":"eu-west-1a"},{"subnetId":"subnet-2","availabilityZone":"eu-west-1b"},{"subnetId":"subnet-3","availabilityZone":"eu-west-1c"},{"subnetId":"subnet-4","availabilityZone":"eu-west-1d"}],
        "routeTables":[{"main":true,"gatewayIds":["local"]},{"subnetIds":["subnet-2","subnet-4"],"gatewayIds":["local","igw-1"]}]
        """;

    [Theory]
    [InlineData(Two, "internet-facing", "ipv4", "application", "", "subnet-1 subnet-2")]
    [InlineData(Two, "internal", "ipv4", "application", "", "subnet-1 subnet-2")]
    [InlineData(Two, "outward", "ipv4", "application", "", "error: unknown lbScheme: outward")]
    [InlineData(Two, "internal", "dualstack", "application", "", "error: unable to resolve at least one subnet. Evaluated 2 subnets: 0 are tagged for other clusters, 0 have insufficient available IP addresses, and 2 don't have an associated IPv6 CIDR block, which is required for dualstack load balancers")]
    [InlineData(Many, "internet-facing", "ipv4", "application", "", "subnet-1 subnet-4")]
    [InlineData(Many, "internet-facing", "dualstack-without-public-ipv4", "application", "", "subnet-1 subnet-3")]
    [InlineData(Many, "internet-facing", "ipv4", "application", "SubnetsClusterTagCheck=false", "subnet-1 subnet-4 subnet-5")]
    [InlineData(Many, "internal", "ipv4", "application", "", "subnet-6")]
    [InlineData(Routed, "internet-facing", "ipv4", "application", "", "subnet-2 subnet-4")]
    [InlineData(Routed, "internal", "ipv4", "application", "", "subnet-1 subnet-3")]
    [InlineData(Routed, "internal", "ipv4", "application", "SubnetDiscoveryByReachability=false", "error: unable to resolve at least one subnet. Evaluated 0 subnets: 0 are tagged for other clusters, and 0 have insufficient available IP addresses")]
    [InlineData("""
        "subnets":[{"subnetId":"subnet-1","availabilityZone":"a","tags":{"kubernetes.io/role/elb":"1"}}]
        """, "internet-facing", "ipv4", "application", "", "error: subnets count less than minimal required count: 1 < 2")]
    [InlineData("""
        "subnets":[{"subnetId":"subnet-1","availabilityZone":"a","tags":{"kubernetes.io/role/elb":"1"}}]
        """, "internet-facing", "ipv4", "application", "ALBSingleSubnet=true", "subnet-1")]
    [InlineData("""
        "subnets":[{"subnetId":"subnet-1","availabilityZone":"a","tags":{"kubernetes.io/role/elb":"1"}}]
        """, "internet-facing", "ipv4", "network", "", "subnet-1")]
    [InlineData("""
        "subnets":[],"failures":{"DescribeSubnets":"UnauthorizedOperation"}
        """, "internal", "ipv4", "application", "", "error: failed to list subnets by role tag: UnauthorizedOperation")]
    [InlineData("""
        "subnets":[],"routeTables":[],"failures":{"DescribeRouteTables":"UnauthorizedOperation"}
        """, "internal", "ipv4", "application", "", "error: failed to list subnets by reachability: UnauthorizedOperation")]
    [InlineData(Two + ",\"failures\":{\"DescribeAvailabilityZones\":\"UnauthorizedOperation\"}", "internal", "ipv4", "application", "", "error: UnauthorizedOperation")]
    public async Task Discover(string facts, string scheme, string addressType, string loadBalancerType, string gates, string expected) =>
        Assert.Equal(expected, await Given.TryAsync(async () => string.Join(
            ' ', await Resolver(facts, gates).DiscoverAsync(new SubnetRequest(scheme, addressType, loadBalancerType), Given.Token))));

    [Theory]
    [InlineData(Two, "subnet-2,subnet-1", "subnet-2 subnet-1")]
    [InlineData(Two, "green,blue", "subnet-1 subnet-2")]
    [InlineData(Two, "blue,subnet-1", "subnet-2 subnet-1")]
    [InlineData(Two, "", "error: unable to resolve at least one subnet")]
    [InlineData(Two, "subnet-1", "error: subnets count less than minimal required count: 1 < 2")]
    [InlineData(Two, "subnet-1,subnet-9", "error: failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-1 subnet-9], found: [subnet-1]")]
    [InlineData(Two, "subnet-1,subnet-1", "error: failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-1 subnet-1], found: [subnet-1]")]
    [InlineData(Two, "green,red", "error: failed to list subnets by names or IDs: couldn't find all subnets, missing names: [red]")]
    [InlineData(Two, "green,green", "error: failed to list subnets by names or IDs: subnet with Name tag \"green\" requested 2 times but only 1 subnet(s) found with that name")]
    [InlineData(Many, "x,x", "subnet-1 subnet-2")]
    [InlineData(Many, "subnet-3,subnet-4", "error: multiple subnets in same Availability Zone eu-west-1b: [subnet-3 subnet-4]")]
    [InlineData(Many, "subnet-1,subnet-6", "error: subnets in multiple locales: [availability-zone local-zone]")]
    [InlineData(Many, "subnet-7", "subnet-7")]
    [InlineData(Many, "subnet-8", "subnet-8")]
    [InlineData(Many, "subnet-5,subnet-2", "subnet-5 subnet-2")]
    public async Task Resolve_NamesAndIds(string facts, string namesOrIds, string expected) => Assert.Equal(expected, await Given.TryAsync(async () => string.Join(' ', await Resolver(facts)
        .ResolveAsync(namesOrIds.Split(',', StringSplitOptions.RemoveEmptyEntries), new SubnetRequest("internet-facing"), Given.Token))));

    [Fact]
    public async Task Resolve_WithoutIpv6Block_NamesThem() => Assert.Equal(
        "error: subnets [subnet-2] do not have an associated IPv6 CIDR block, which is required for dualstack load balancers",
        await Given.TryAsync(async () => string.Join(' ', await Resolver(Many).ResolveAsync(["subnet-1", "subnet-2"], new SubnetRequest("internal", "dualstack"), Given.Token))));

    [Theory]
    [InlineData("""{"ids":["subnet-1","subnet-2"]}""", "subnet-2 subnet-1")]
    [InlineData("""{"ids":["subnet-1","subnet-9"]}""", "error: failed to list subnets by IDs: couldn't find all subnets, want: [subnet-1 subnet-9], found: [subnet-1]")]
    [InlineData("""{"tags":{"Name":["green","blue"]}}""", "subnet-1 subnet-2")]
    [InlineData("""{"tags":{"Name":["green","blue"],"tier":["web"]}}""", "error: subnets count less than minimal required count: 1 < 2")]
    [InlineData("""{"tags":{"tier":["db"]}}""", "error: unable to resolve at least one subnet. Evaluated 0 subnets: 0 are tagged for other clusters, and 0 have insufficient available IP addresses")]
    public async Task Select(string selector, string expected) => Assert.Equal(expected, await Given.TryAsync(async () => string.Join(' ', await Resolver(Two).SelectAsync(
        Given.Object<IngressClassParams>($$$"""{"spec":{"subnets":{{{selector}}}}}""").Spec.Subnets!, new SubnetRequest("internet-facing"), Given.Token))));

    [Theory]
    [InlineData("subnet-1", "False")]
    [InlineData("subnet-6", "True")]
    [InlineData("subnet-7", "True")]
    [InlineData("subnet-8", "True")]
    [InlineData("subnet-9", "error: failed to list subnet by ID: couldn't find all subnets, want: [subnet-9], found: []")]
    public async Task IsInLocalZoneOrOutpost(string subnet, string expected) =>
        Assert.Equal(expected, await Given.TryAsync(async () => $"{await Resolver(Many).IsInLocalZoneOrOutpostAsync(subnet, Given.Token)}"));

    [Theory]
    [InlineData("sg-1,web", "sg-1 sg-2 sg-3")]
    [InlineData("web,sg-1", "sg-1 sg-2 sg-3")]
    [InlineData("web,web", "sg-2 sg-3")]
    [InlineData("sg-1,sg-9", "error: couldn't find all security groups: requested ids [sg-1, sg-9] but found [sg-1]")]
    [InlineData("db,web,sg-9", "error: couldn't find all security groups: requested ids [sg-9] but found [], requested names [db, web] but found [web]")]
    public async Task SecurityGroups(string namesOrIds, string expected)
    {
        var account = Given.Facts("""
            "securityGroups":[{"groupId":"sg-1"},{"groupId":"sg-2","tags":{"Name":"web"}},{"groupId":"sg-3","tags":{"Name":"web"}}]
            """).ToLookup();

        Assert.Equal(expected, await Given.TryAsync(async () => string.Join(' ', await new SecurityGroupResolver(account).ResolveAsync(namesOrIds.Split(','), Given.Token))));
    }

    [Fact]
    public async Task SecurityGroups_RefusedByAws_IsToldWithinTheMessage()
    {
        var account = Given.Facts("""
            "failures":{"DescribeSecurityGroups":"operation error EC2: DescribeSecurityGroups, UnauthorizedOperation"}
            """).ToLookup();

        Assert.Equal(
            "error: couldn't find all security groups: operation error EC2: DescribeSecurityGroups, UnauthorizedOperation",
            await Given.TryAsync(async () => string.Join(' ', await new SecurityGroupResolver(account).ResolveAsync(["sg-1"], Given.Token))));
    }

    private static SubnetResolver Resolver(string facts, string gates = "") =>
        new(Given.Flags(gates.Length == 0 ? [] : [$"--feature-gates={gates}"]), Given.Facts(facts).ToLookup());
}
