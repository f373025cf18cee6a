using EksIngress.Alb.Annotations;
using EksIngress.Alb.Networking;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Subnets and security groups.</summary>
internal static class NetworkRules
{
    private const int MaximumSecurityGroups = 5;
    private const int MinimumAddresses = 8;

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB700", "Fewer than two subnets", Docs.Annotation("subnets"), TooFewNamed),
        Fails("ALB701", "Subnets that do not fit together", Docs.Annotation("subnets"), NamedSubnets, LintNeeds.Subnets),
        Fails("ALB702", "Too few subnets to be found", Docs.SubnetDiscovery, Discovery, LintNeeds.Subnets),
        Fails("ALB703", "A security group that does not exist", Docs.Annotation("security-groups"), MissingGroups, LintNeeds.SecurityGroups),
        Warns("ALB704", "Security groups that targets do not know", Docs.Annotation("manage-backend-security-group-rules"), TargetsClosed),
        Warns("ALB705", "Managed rules without security groups", Docs.Annotation("manage-backend-security-group-rules"), ManagedWithout),
        Fails("ALB706", "More than five security groups", Docs.Limits, TooManyGroups),
        Tells("ALB707", "No scheme", Docs.Annotation("scheme"), NoScheme),
        Warns("ALB708", "An id that is malformed", Docs.CreateLoadBalancer, MalformedIds),
    ];

    private static IReadOnlyList<string> Named(LintIngress ingress) =>
        ingress.ClassParams?.Subnets is null ? ingress.Annotations.FindStrings(IngressAnnotations.Subnets) ?? [] : ingress.ClassParams.Subnets.Ids ?? [];

    private static IEnumerable<LintFault> TooFewNamed(LintWorld world) => world.Ours
        .Where(ingress => Named(ingress) is { Count: 1 } && !world.Configuration.AlbSingleSubnet)
        .Select(ingress => ingress.Fault(
            IngressAnnotations.Subnets,
            $"subnets count less than minimal required count: 1 < 2 ({Named(ingress)[0]})",
            "name a subnet in each of two availability zones, or remove subnets to have them found by their tags"));

    private static string Scheme(LintWorld world, LintGroup group) => group.Members
        .Select(member => member.ClassParams?.Scheme ?? member.Find(IngressAnnotations.Scheme)).FirstOrDefault(scheme => scheme is not null)
        ?? world.Configuration.DefaultLoadBalancerScheme;

    private static IEnumerable<LintFault> NamedSubnets(LintWorld world)
    {
        if (world.Facts.Subnets is not { } subnets)
        {
            yield break;
        }

        foreach (var ingress in world.Ours.Where(ingress => Named(ingress).Count > 1))
        {
            var names = Named(ingress);
            var found = names.Select(name => subnets.FirstOrDefault(subnet => subnet.Id == name || (!IsSubnetId(name) && subnet.Tags.GetValueOrDefault("Name") == name))).ToList();
            var missing = names.Where((_, index) => found[index] is null).ToList();
            var crowded = found.OfType<SubnetFact>().GroupBy(subnet => subnet.AvailabilityZone, StringComparer.Ordinal).FirstOrDefault(zone => zone.Count() > 1);
            if (missing.Count > 0)
            {
                yield return ingress.Fault(IngressAnnotations.Subnets, $"there is no subnet {string.Join(", ", missing)} in the VPC", "name subnets of the VPC by id or by their tag Name");
            }
            else if (crowded is not null)
            {
                yield return ingress.Fault(
                    IngressAnnotations.Subnets,
                    $"multiple subnets in same Availability Zone {crowded.Key}: {GoText.List(crowded.Select(subnet => subnet.Id))}",
                    "name one subnet for each availability zone");
            }
        }
    }

    private static bool IsSubnetId(string name) => name.StartsWith("subnet-", StringComparison.Ordinal);

    private static IEnumerable<LintFault> Discovery(LintWorld world)
    {
        if (world.Facts.Subnets is not { } subnets)
        {
            yield break;
        }

        foreach (var group in world.Groups.Where(group => group.Members.All(member => Named(member).Count == 0 && member.ClassParams?.Subnets is null)))
        {
            var isPublic = Scheme(world, group) == "internet-facing";
            var role = isPublic ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
            var tagged = subnets.Where(subnet => subnet.Tags.GetValueOrDefault(role) is "" or "1").ToList();
            if (tagged.Count == 0 && world.Configuration.SubnetDiscoveryByReachability)
            {
                if (world.Facts.RouteTables is not { } tables)
                {
                    continue;
                }

                tagged = [.. subnets.Where(subnet => IsPublic(subnet, tables) == isPublic)];
            }

            var own = tagged.Where(subnet => !IsOfOthers(world, subnet)).ToList();
            var fit = own.Where(subnet => subnet.AvailableIpAddressCount >= MinimumAddresses).ToList();
            var zones = fit.Select(subnet => subnet.AvailabilityZone).Distinct(StringComparer.Ordinal).ToList();
            var minimum = world.Configuration.AlbSingleSubnet ? 1 : 2;
            if (zones.Count < minimum)
            {
                yield return group.Members[0].Object.Fault(
                    JsonPointer.Annotations,
                    $"of {subnets.Count} subnets {tagged.Count} are for {(isPublic ? "internet-facing" : "internal")} load balancers ({role}, or by their route table), {tagged.Count - own.Count} of them tagged for other clusters and {own.Count - fit.Count} with fewer than {MinimumAddresses} free addresses: {zones.Count} zones are left, {minimum} are needed",
                    $"tag a subnet in each of two availability zones with {role}=1, or name subnets in the annotation");
            }
        }
    }

    private static bool IsPublic(SubnetFact subnet, IReadOnlyList<RouteTableFact> tables) =>
        (tables.FirstOrDefault(table => table.SubnetIds.Contains(subnet.Id, StringComparer.Ordinal)) ?? tables.FirstOrDefault(table => table.IsMain))?
            .GatewayIds.Any(id => id.StartsWith("igw", StringComparison.Ordinal)) == true;

    private static bool IsOfOthers(LintWorld world, SubnetFact subnet) => world.Configuration.SubnetsClusterTagCheck &&
        !subnet.Tags.ContainsKey($"kubernetes.io/cluster/{world.Configuration.ClusterName}") &&
        subnet.Tags.Keys.Any(key => key.StartsWith("kubernetes.io/cluster/", StringComparison.Ordinal));

    private static IReadOnlyList<string> SecurityGroups(LintIngress ingress) => ingress.Annotations.FindStrings(IngressAnnotations.SecurityGroups) ?? [];

    private static IEnumerable<LintFault> MissingGroups(LintWorld world)
    {
        if (world.Facts.SecurityGroups is not { } groups)
        {
            yield break;
        }

        foreach (var ingress in world.Ours)
        {
            var missing = SecurityGroups(ingress).Where(name => groups.All(group => group.Id != name && group.Name != name)).ToList();
            if (missing.Count > 0)
            {
                yield return ingress.Fault(
                    IngressAnnotations.SecurityGroups,
                    $"there is no security group {string.Join(", ", missing)} in the VPC; a name is looked up in the tag Name, not in the group name",
                    "name security groups of the VPC by id");
            }
        }
    }

    private static bool? Manages(LintWorld world, LintIngress ingress) => world.GroupWith(ingress).Members
        .Select(member => member.FindBoolean(IngressAnnotations.ManageBackendSecurityGroupRules)).FirstOrDefault(flag => flag is not null);

    private static IEnumerable<LintFault> TargetsClosed(LintWorld world) => world.Ours
        .Where(ingress => SecurityGroups(ingress).Count > 0 && Manages(world, ingress) is null && !world.Configuration.EnableManageBackendSecurityGroupRules)
        .Select(ingress => ingress.Fault(
            IngressAnnotations.SecurityGroups,
            $"with security-groups ({string.Join(", ", SecurityGroups(ingress))}) the controller opens nothing towards the targets: unless you did, requests and health checks time out (504)",
            "add manage-backend-security-group-rules: \"true\", or set it to \"false\" if the security groups of nodes or pods let the load balancer in"));

    private static IEnumerable<LintFault> ManagedWithout(LintWorld world) => world.Ours
        .Where(ingress => ingress.Find(IngressAnnotations.ManageBackendSecurityGroupRules) is not null &&
            world.GroupWith(ingress).Members.All(member => SecurityGroups(member).Count == 0))
        .Select(ingress => ingress.Fault(
            IngressAnnotations.ManageBackendSecurityGroupRules,
            "manage-backend-security-group-rules counts together with security-groups only; without them the controller manages the rules anyway",
            "remove it"));

    private static IEnumerable<LintFault> TooManyGroups(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            var count = SecurityGroups(ingress).Distinct(StringComparer.Ordinal).Count() + (Manages(world, ingress) == true ? 1 : 0);
            if (SecurityGroups(ingress).Count > 0 && count > MaximumSecurityGroups)
            {
                yield return ingress.Fault(
                    IngressAnnotations.SecurityGroups,
                    $"the load balancer would have {count} security groups{(Manages(world, ingress) == true ? ", the shared one of the cluster included" : "")}",
                    $"name fewer; a network interface takes {MaximumSecurityGroups} unless the quota is raised");
            }
        }
    }

    private static IEnumerable<LintFault> NoScheme(LintWorld world) => world.Groups
        .Where(group => group.Members.All(member => member.ClassParams?.Scheme is null && member.Find(IngressAnnotations.Scheme) is null))
        .Select(group => group.Members[0].Object.Fault(
            group.Members[0].Object.Annotations.Count == 0 ? "/metadata" : JsonPointer.Annotations,
            $"no member of {group.Id} sets the scheme; the load balancer is {world.Configuration.DefaultLoadBalancerScheme}{(world.Configuration.DefaultLoadBalancerScheme == "internal" ? ", so the internet does not reach it" : "")}",
            "add scheme: internet-facing or scheme: internal"));

    private static IEnumerable<LintFault> MalformedIds(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            foreach (var (suffix, prefix) in new[] { (IngressAnnotations.Subnets, "subnet"), (IngressAnnotations.SecurityGroups, "sg") })
            {
                foreach (var value in ingress.Annotations.FindStrings(suffix) ?? [])
                {
                    var looks = value.StartsWith(prefix + "_", StringComparison.OrdinalIgnoreCase) || value.StartsWith("arn:", StringComparison.Ordinal) ||
                        (value.StartsWith(prefix + "-", StringComparison.OrdinalIgnoreCase) && !value.StartsWith(prefix + "-", StringComparison.Ordinal));
                    if (looks)
                    {
                        yield return ingress.Fault(suffix, $"'{value}' is taken as a name, which is looked up in the tag Name", $"write the id, {prefix}-…");
                    }
                }
            }
        }
    }
}
