using System.Globalization;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Tests.Networking;

/// <summary>
/// Subnets and what comes of them, a case a line. A subnet is written <c>id@zone</c>, then what is unusual: <c>#3</c> free addresses, <c>+v6</c>,
/// <c>outpost</c>, and tags. Zones that begin with <c>lax</c> are local zones, with <c>wl1</c> wavelength zones, with <c>odd</c> something else.
/// </summary>
public sealed class SubnetTableTests
{
    private const string Role = "kubernetes.io/role/internal-elb";
    private const string PublicRole = "kubernetes.io/role/elb";
    private const string Own = "kubernetes.io/cluster/dev";
    private const string None = "unable to resolve at least one subnet. Evaluated {0} subnets: {1} are tagged for other clusters, and {2} have insufficient available IP addresses";
    private const string NoneV6 = "unable to resolve at least one subnet. Evaluated {0} subnets: {1} are tagged for other clusters, {2} have insufficient available IP addresses, and {3} don't have an associated IPv6 CIDR block, which is required for dualstack load balancers";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "dev", VpcId = "vpc-1" };

    [Theory]

    // The value of the role tag: empty or 1.
    [InlineData($"s1@a {Role}=1; s2@b {Role}=", "s1 s2")]
    [InlineData($"s1@a {Role}=1; s2@b {Role}=1; s3@c {Role}=true", "s1 s2")]
    [InlineData($"s1@a {Role}=1; s2@b {Role}=1; s3@c {Role}=owned; s4@d {Role}=2; s5@e {PublicRole}=1; s6@f", "s1 s2")]
    [InlineData($"s1@a {Role}=1; s2@b", "subnets count less than minimal required count: 1 < 2")]

    // Of several in a zone: the cluster's own, then the lowest id, whatever the value of the cluster's tag.
    [InlineData($"s9@a {Role}=1 {Own}=; s1@a {Role}=1; s5@b {Role}=1", "s5 s9")]
    [InlineData($"s9@a {Role}=1 {Own}=shared; s1@a {Role}=1 {Own}=owned; s5@b {Role}=1", "s1 s5")]
    [InlineData($"s9@a {Role}=1 {Own}=whatever; s1@a {Role}=1; s8@a {Role}=1 {Own}=x; s5@b {Role}=1", "s5 s8")]
    [InlineData($"s10@a {Role}=1; s9@a {Role}=1; s2@b {Role}=1", "s10 s2")]
    [InlineData($"s3@c {Role}=1; s2@b {Role}=1; s1@a {Role}=1", "s1 s2 s3")]

    // Tags of other clusters, and what only looks like one.
    [InlineData($"s1@a {Role}=1 kubernetes.io/cluster/prod=owned; s2@b {Role}=1; s3@c {Role}=1", "s2 s3")]
    [InlineData($"s1@a {Role}=1 kubernetes.io/cluster/prod=shared {Own}=shared; s2@b {Role}=1", "s1 s2")]
    [InlineData($"s1@a {Role}=1 kubernetes.io/cluster/dev2=owned; s2@b {Role}=1 kubernetes.io/cluster=x; s3@c {Role}=1 kubernetes.io/cluster-name=dev", None, "3", "3", "0")]
    [InlineData($"s1@a {Role}=1 kubernetes.io/role/x=1; s2@b {Role}=1 cluster/prod=owned", "s1 s2")]

    // Free addresses: 8 are enough.
    [InlineData($"s1@a#8 {Role}=1; s2@b#9 {Role}=1; s3@c#7 {Role}=1", "s1 s2")]
    [InlineData($"s1@a#7 {Role}=1 {Own}=owned; s2@a#8 {Role}=1; s3@b {Role}=1", "s2 s3")]
    [InlineData($"s1@a#7 {Role}=1; s2@b#0 {Role}=1 kubernetes.io/cluster/prod=owned", None, "2", "1", "1")]

    // Where they are.
    [InlineData($"s1@lax1 {Role}=1", "s1")]
    [InlineData($"s1@wl1 {Role}=1", "s1")]
    [InlineData($"s1@a {Role}=1 outpost", "s1")]
    [InlineData($"s1@a {Role}=1 outpost; s2@b {Role}=1 outpost", "s1 s2")]
    [InlineData($"s1@a {Role}=1; s2@b {Role}=1; s3@lax1 {Role}=1", "subnets in multiple locales: [availability-zone local-zone]")]
    [InlineData($"s1@wl1 {Role}=1; s2@lax1 {Role}=1; s3@b {Role}=1 outpost; s4@c {Role}=1", "subnets in multiple locales: [availability-zone local-zone outpost wavelength-zone]")]
    [InlineData($"s1@a {Role}=1; s0@a {Role}=1 outpost; s2@b {Role}=1", "subnets in multiple locales: [availability-zone outpost]")]
    [InlineData($"s1@a {Role}=1 outpost {Own}=; s0@a {Role}=1; s2@b {Role}=1 outpost", "s1 s2")]
    [InlineData($"s1@odd {Role}=1; s2@a {Role}=1", "unknown zone type for subnet s1: moon-base")]

    // The fall-back to route tables is for the case that no subnet has the role.
    [InlineData("s1@a; s2@b", "s1 s2")]
    [InlineData($"s1@a {PublicRole}=1; s2@b {PublicRole}=1", "s1 s2")]
    [InlineData($"s1@a {Role}=no; s2@b {Role}=no", "s1 s2")]
    [InlineData($"s1@a#1 {Role}=1; s2@b; s3@c", None, "1", "0", "1")]
    [InlineData("s1@a kubernetes.io/cluster/prod=owned; s2@b#3; s3@c#4", None, "3", "1", "2")]
    [InlineData("", None, "0", "0", "0")]
    public async Task Discover_Internal(string subnets, string expected, params string[] counts) =>
        Assert.Equal(Format(expected, counts), await TryAsync(Resolver(subnets), resolver => resolver.DiscoverAsync(new SubnetRequest("internal"), Token)));

    [Theory]
    [InlineData("dualstack", $"s1@a+v6 {Role}=1; s2@b+v6 {Role}=1; s3@c {Role}=1", "s1 s2")]
    [InlineData("dualstack-without-public-ipv4", $"s1@a+v6 {Role}=1; s2@b+v6 {Role}=1; s3@c {Role}=1", "s1 s2")]
    [InlineData("ipv4", $"s1@a+v6 {Role}=1; s3@c {Role}=1", "s1 s3")]
    [InlineData("", $"s1@a {Role}=1; s3@c {Role}=1", "s1 s3")]
    [InlineData("dualstack", $"s1@a {Role}=1 {Own}=; s2@a+v6 {Role}=1; s3@b+v6 {Role}=1", "s2 s3")]
    [InlineData("dualstack", $"s1@a+v6 {Role}=1; s2@b {Role}=1", "subnets count less than minimal required count: 1 < 2")]
    [InlineData("dualstack", $"s1@a {Role}=1; s2@b#1+v6 {Role}=1; s3@c#1 {Role}=1 kubernetes.io/cluster/prod=1", NoneV6, "3", "1", "1", "1")]
    [InlineData("dualstack", "", NoneV6, "0", "0", "0", "0")]
    public async Task Discover_AddressType(string type, string subnets, string expected, params string[] counts) => Assert.Equal(
        Format(expected, counts), await TryAsync(Resolver(subnets), resolver => resolver.DiscoverAsync(new SubnetRequest("internal", type), Token)));

    // A route table is written gateways<subnets, and * for the main one.
    [Theory]
    [InlineData("*local,igw-1", "internet-facing", "s1 s2 s3")]
    [InlineData("*local,nat-1", "internal", "s1 s2 s3")]
    [InlineData("*local; local,igw-1<s1,s2", "internet-facing", "s1 s2")]
    [InlineData("*local,igw-1; local<s1,s3", "internal", "s1 s3")]
    [InlineData("*local; igw-1<s1; local<s1; igw-2<s2,s3", "internet-facing", "s2 s3")]
    [InlineData("*local; local<s1; igw-1<s1; igw-2<s2", "internet-facing", "s1 s2")]
    [InlineData("*local; eigw-1,vgw-1,i-igw<s1; igwx<s2; igw-1<s3", "internet-facing", "s2 s3")]
    [InlineData("local,igw-1<s1,s2,s3", "internet-facing", "s1 s2 s3")]
    [InlineData("*igw-1<s1; local<s2", "internet-facing", "s1 s3")]
    [InlineData("local,igw-1<s1,s2", "internet-facing", "failed to list subnets by reachability: [this shall never happen] could not identify main route table for vpc: vpc-1")]
    [InlineData("", "internal", "failed to list subnets by reachability: [this shall never happen] could not identify main route table for vpc: vpc-1")]
    [InlineData("*local", "internet-facing", None, "0", "0", "0")]
    [InlineData("*local; igw-1<s1", "internet-facing", "subnets count less than minimal required count: 1 < 2")]
    [InlineData("*local", "public", "unknown lbScheme: public")]
    [InlineData("*local", "", "unknown lbScheme: ")]
    public async Task Discover_RouteTables(string tables, string scheme, string expected, params string[] counts)
    {
        var snapshot = Snapshot("s3@c; s1@a; s2@b") with
        {
            RouteTables =
            [
                .. tables.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(table => new RouteTableFact(
                    table[0] == '*',
                    table.Contains('<', StringComparison.Ordinal) ? table.Split('<')[1].Split(',') : [],
                    table.TrimStart('*').Split('<')[0].Split(','))),
            ],
        };

        Assert.Equal(Format(expected, counts), await TryAsync(
            new SubnetResolver(Configuration, snapshot), resolver => resolver.DiscoverAsync(new SubnetRequest(scheme), Token)));
    }

    [Theory]
    [InlineData("application", false, "s1@a", "subnets count less than minimal required count: 1 < 2")]
    [InlineData("application", true, "s1@a", "s1")]
    [InlineData("application", false, "s1@lax1", "s1")]
    [InlineData("application", false, "s1@wl1", "s1")]
    [InlineData("application", false, "s1@a outpost", "s1")]
    [InlineData("network", false, "s1@a", "s1")]
    [InlineData("network", false, "s1@a; s2@a", "multiple subnets in same Availability Zone a: [s1 s2]")]
    [InlineData("network", false, "s1@a; s2@lax1", "subnets in multiple locales: [availability-zone local-zone]")]
    [InlineData("gateway", false, "s1@a", "s1")]
    public async Task Select_LoadBalancerType_TellsHowManyAreNeeded(string type, bool single, string subnets, string expected)
    {
        var resolver = new SubnetResolver(Configuration with { AlbSingleSubnet = single }, Snapshot(subnets));

        Assert.Equal(expected, await TryAsync(resolver, _ => resolver.SelectAsync(
            new IngressClassParams.SubnetSelector { Ids = [.. subnets.Split("; ").Select(subnet => subnet.Split('@')[0])] },
            new SubnetRequest("internal", LoadBalancerType: type),
            Token)));
    }

    [Theory]
    [InlineData("subnet-1 subnet-2", "subnet-1 subnet-2")]
    [InlineData("subnet-2 subnet-1", "subnet-2 subnet-1")]
    [InlineData("green subnet-1", "subnet-2 subnet-1")]
    [InlineData("blue subnet-2", "subnet-1 subnet-2")]
    [InlineData("blue blue", "subnet-1 subnet-4")]
    [InlineData("blue green blue", "subnet-1 subnet-2 subnet-4")]
    [InlineData("subnet-1 blue", "multiple subnets in same Availability Zone a: [subnet-1 subnet-1]")]
    [InlineData("subnet-1 subnet-3", "multiple subnets in same Availability Zone a: [subnet-1 subnet-3]")]
    [InlineData("subnet-3 subnet-2 subnet-1", "multiple subnets in same Availability Zone a: [subnet-3 subnet-1]")]
    [InlineData("subnet-1 subnet-1", "failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-1 subnet-1], found: [subnet-1]")]
    [InlineData("subnet-9 red", "failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-9], found: []")]
    [InlineData("subnet-1 red red pink", "failed to list subnets by names or IDs: couldn't find all subnets, missing names: [red pink]")]
    [InlineData("green green", "failed to list subnets by names or IDs: subnet with Name tag \"green\" requested 2 times but only 1 subnet(s) found with that name")]
    [InlineData("blue blue blue", "failed to list subnets by names or IDs: subnet with Name tag \"blue\" requested 3 times but only 2 subnet(s) found with that name")]
    [InlineData("Subnet-1 subnet-2", "failed to list subnets by names or IDs: couldn't find all subnets, missing names: [Subnet-1]")]
    [InlineData("Blue subnet-2", "failed to list subnets by names or IDs: couldn't find all subnets, missing names: [Blue]")]
    [InlineData("subnet-", "failed to list subnets by names or IDs: couldn't find all subnets, want: [subnet-], found: []")]
    public async Task Resolve_NamesAndIds(string wanted, string expected)
    {
        var resolver = Resolver("subnet-4@c Name=blue; subnet-3@a; subnet-2@b Name=green; subnet-1@a Name=blue; subnet-5@d Name=");

        Assert.Equal(expected, await TryAsync(resolver, _ => resolver.ResolveAsync(wanted.Split(' '), new SubnetRequest("internal"), Token)));
    }

    [Theory]
    [InlineData("subnet-5@d Name=; subnet-6@e", "subnet with Name tag not found: ")]
    [InlineData("subnet-6@e", "couldn't find all subnets, missing names: []")]
    public async Task Resolve_EmptyName_IsNone(string subnets, string expected)
    {
        var resolver = Resolver(subnets);

        Assert.Equal($"failed to list subnets by names or IDs: {expected}", await TryAsync(
            resolver, _ => resolver.ResolveAsync([""], new SubnetRequest("internal"), Token)));
    }

    [Theory]

    // Which of several faults is told.
    [InlineData("ipv4", "subnet-1@a; subnet-2@a outpost", "multiple subnets in same Availability Zone a: [subnet-1 subnet-2]")]
    [InlineData("dualstack", "subnet-1@a", "subnets count less than minimal required count: 1 < 2")]
    [InlineData("dualstack", "subnet-1@a; subnet-2@lax1", "subnets in multiple locales: [availability-zone local-zone]")]
    [InlineData("dualstack", "subnet-1@a+v6; subnet-2@b; subnet-3@c", "subnets [subnet-2 subnet-3] do not have an associated IPv6 CIDR block, which is required for dualstack load balancers")]
    [InlineData("dualstack", "subnet-1@a+v6; subnet-2@b+v6", "subnet-1 subnet-2")]
    [InlineData("ipv4", "subnet-1@a; subnet-2@b", "subnet-1 subnet-2")]

    // What is named is not looked at for free addresses, roles and clusters.
    [InlineData("ipv4", $"subnet-1@a#0 kubernetes.io/cluster/prod=owned; subnet-2@b#1 {PublicRole}=1", "subnet-1 subnet-2")]
    public async Task ResolveAndSelect_ById(string type, string subnets, string expected)
    {
        var resolver = Resolver(subnets);
        string[] ids = [.. subnets.Split("; ").Select(subnet => subnet.Split('@')[0])];
        var request = new SubnetRequest("internal", type);

        Assert.Equal(expected, await TryAsync(resolver, _ => resolver.ResolveAsync(ids, request, Token)));
        Assert.Equal(expected, await TryAsync(resolver, _ => resolver.SelectAsync(new IngressClassParams.SubnetSelector { Ids = ids }, request, Token)));
    }

    [Theory]
    [InlineData("""{"tags":{"tier":["web"]}}""", "s1 s2")]
    [InlineData("""{"tags":{"tier":["web","data"]}}""", "s1 s2 s3")]
    [InlineData("""{"tags":{"tier":["web","data"],"stage":["prod"]}}""", "s1 s3")]
    [InlineData("""{"tags":{"tier":["data"]}}""", "subnets count less than minimal required count: 1 < 2")]
    [InlineData("""{"tags":{"tier":["none"]}}""", None, "0", "0", "0")]
    [InlineData("""{"tags":{"tier":["other"]}}""", None, "1", "1", "0")]
    [InlineData("""{"tags":{}}""", "s1 s2 s3")]
    [InlineData("""{"ids":[]}""", "s1 s2 s3")]
    [InlineData("{}", "s1 s2 s3")]
    public async Task Select_Tags(string selector, string expected, params string[] counts) => Assert.Equal(
        Format(expected, counts),
        await TryAsync(
            Resolver("s3@c tier=data stage=prod; s2@b tier=web; s1@a tier=web stage=prod; s0@d tier=other kubernetes.io/cluster/prod=owned; s9@a"),
            resolver => resolver.SelectAsync(KubernetesJson.Read<IngressClassParams.SubnetSelector>(selector), new SubnetRequest("internal"), Token)));

    [Theory]
    [InlineData(true, "s2 s3")]
    [InlineData(false, "s1 s2 s3")]
    public async Task Discover_ClusterTagCheck_IsAGate(bool checks, string expected)
    {
        var resolver = new SubnetResolver(
            Configuration with { SubnetsClusterTagCheck = checks },
            Snapshot($"s1@a {Role}=1 kubernetes.io/cluster/prod=owned; s2@b {Role}=1; s3@c {Role}=1 {Own}=owned"));

        Assert.Equal(expected, await TryAsync(resolver, _ => resolver.DiscoverAsync(new SubnetRequest("internal"), Token)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Format(string text, string[] values) => values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values);

    private static SubnetResolver Resolver(string subnets) => new(Configuration, Snapshot(subnets));

    private static NetworkSnapshot Snapshot(string subnets) => new()
    {
        Subnets = [.. subnets.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(Subnet)],
        RouteTables = [new RouteTableFact(true, [], ["local"])],
        ZoneTypes = new Dictionary<string, string> { ["lax1-id"] = "local-zone", ["wl1-id"] = "wavelength-zone", ["odd-id"] = "moon-base" },
    };

    private static SubnetFact Subnet(string text)
    {
        var words = text.Split(' ');
        var (id, place) = (words[0].Split('@')[0], words[0].Split('@')[1]);
        var zone = place.Split('#', '+')[0];
        return new SubnetFact
        {
            Id = id,
            AvailabilityZone = zone,
            AvailabilityZoneId = $"{zone}-id",
            AvailableIpAddressCount = place.Contains('#', StringComparison.Ordinal)
                ? int.Parse(place.Split('#')[1].Split('+')[0], CultureInfo.InvariantCulture)
                : 100,
            HasIpv6Cidr = place.EndsWith("+v6", StringComparison.Ordinal),
            OutpostArn = words.Contains("outpost") ? "arn:aws:outposts:x" : "",
            Tags = words.Skip(1).Where(word => word != "outpost").ToDictionary(word => word.Split('=')[0], word => word.Split('=')[1]),
        };
    }

    private static async Task<string> TryAsync(SubnetResolver resolver, Func<SubnetResolver, ValueTask<IReadOnlyList<string>>> act)
    {
        try
        {
            return string.Join(' ', await act(resolver));
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }
}
