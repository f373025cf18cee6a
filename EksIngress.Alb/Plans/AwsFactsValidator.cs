namespace EksIngress.Alb.Plans;

/// <summary>What a schema cannot say: ids are unique, values are of the allowed ones. All faults at once.</summary>
internal static class AwsFactsValidator
{
    private static readonly string[] ZoneTypes = ["availability-zone", "local-zone", "wavelength-zone"];
    private static readonly string[] TargetTypes = ["instance", "ip", "lambda", "alb"];
    private static readonly string[] AddressTypes = ["ipv4", "ipv6"];
    private static readonly string[] Operations =
    [
        "DescribeSubnets", "DescribeRouteTables", "DescribeAvailabilityZones", "DescribeSecurityGroups", "DescribeLoadBalancers",
        "DescribeTargetGroups", "DescribeTrustStores", "ListCertificates", "ListWebACLs",
    ];

    private static readonly string[] Schemes = ["internal", "internet-facing"];

    /// <exception cref="AwsFactsException">Something is not allowed.</exception>
    public static void Validate(AwsFacts facts)
    {
        var faults = new List<string>();
        Prefixed(faults, "$.vpc.vpcId", facts.Vpc?.VpcId, "vpc-");
        Prefixed(faults, "$.backendSecurityGroupId", facts.BackendSecurityGroupId, "sg-");
        foreach (var (index, block) in (facts.Vpc?.CidrBlocks ?? []).Index())
        {
            if (Matching.CidrBlock.TryParse(block) is null)
            {
                faults.Add($"$.vpc.cidrBlocks[{index}] is '{block}', and a CIDR block is like 10.0.0.0/16");
            }
        }

        foreach (var (index, subnet) in (facts.Subnets ?? []).Index())
        {
            Prefixed(faults, $"$.subnets[{index}].subnetId", subnet.SubnetId, "subnet-");
            OneOf(faults, $"$.subnets[{index}].zoneType", subnet.ZoneType, ZoneTypes);
            if (subnet.AvailableIpAddressCount < 0)
            {
                faults.Add($"$.subnets[{index}].availableIpAddressCount is {subnet.AvailableIpAddressCount}, and cannot be negative");
            }
        }

        foreach (var (index, group) in (facts.SecurityGroups ?? []).Index())
        {
            Prefixed(faults, $"$.securityGroups[{index}].groupId", group.GroupId, "sg-");
        }

        foreach (var (index, balancer) in (facts.LoadBalancers ?? []).Index())
        {
            OneOf(faults, $"$.loadBalancers[{index}].scheme", balancer.Scheme, Schemes);
        }

        foreach (var (index, group) in (facts.TargetGroups ?? []).Index())
        {
            OneOf(faults, $"$.targetGroups[{index}].targetType", group.TargetType ?? "ip", TargetTypes);
            OneOf(faults, $"$.targetGroups[{index}].ipAddressType", group.IpAddressType ?? "ipv4", AddressTypes);
        }

        foreach (var operation in (facts.Failures ?? new Dictionary<string, string>()).Keys.Except(Operations, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            faults.Add($"$.failures has '{operation}', and a plan calls {string.Join(", ", Operations)}");
        }

        Unique(faults, "subnets", facts.Subnets?.Select(subnet => subnet.SubnetId));
        Unique(faults, "securityGroups", facts.SecurityGroups?.Select(group => group.GroupId));
        Unique(faults, "certificates", facts.Certificates?.Select(certificate => certificate.CertificateArn));
        Unique(faults, "targetGroups", facts.TargetGroups?.Select(group => group.TargetGroupName));
        Unique(faults, "loadBalancers", facts.LoadBalancers?.Select(balancer => balancer.LoadBalancerArn));
        Unique(faults, "trustStores", facts.TrustStores?.Select(store => store.Name));
        Unique(faults, "webACLs", facts.WebAcls?.Select(acl => acl.Name));
        if (faults.Count != 0)
        {
            throw new AwsFactsException(string.Join('\n', faults));
        }
    }

    private static void Prefixed(List<string> faults, string path, string? id, string prefix)
    {
        if (id is not null && (!id.StartsWith(prefix, StringComparison.Ordinal) || id.Length == prefix.Length))
        {
            faults.Add($"{path} is '{id}', and such an id starts with {prefix}");
        }
    }

    private static void OneOf(List<string> faults, string path, string value, string[] allowed)
    {
        if (!allowed.Contains(value, StringComparer.Ordinal))
        {
            faults.Add($"{path} is '{value}', and must be one of {string.Join(", ", allowed)}");
        }
    }

    private static void Unique(List<string> faults, string section, IEnumerable<string>? ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, id) in (ids ?? []).Index())
        {
            if (!seen.Add(id))
            {
                faults.Add($"$.{section}[{index}] is '{id}' again");
            }
        }
    }
}
