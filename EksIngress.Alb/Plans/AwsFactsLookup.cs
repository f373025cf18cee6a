using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Plans;

/// <summary>Answers what a build asks of AWS out of facts, or out of assumptions where these are allowed. Remembers what it assumed.</summary>
internal sealed class AwsFactsLookup(AwsFacts facts, string vpcId, KubernetesObjects? assumeFor, ICollection<string> assumed) : IAwsLookup
{
    public const string AssumeFlag = "--assume-defaults";

    private static readonly string[] AssumedZones = ["a", "b"];

    private readonly Lazy<IReadOnlyList<SubnetFact>> _subnets = new(() => facts.Subnets is { } subnets
        ? [.. subnets.Select(Subnet)]
        : assumeFor is null
            ? throw Missing($"the subnets of {vpcId}", "subnets")
            : AssumedSubnets(assumed));

    private readonly Dictionary<string, IReadOnlyList<string>> _domains =
        (facts.Certificates ?? []).ToDictionary(certificate => certificate.CertificateArn, certificate => certificate.DomainNames, StringComparer.Ordinal);

    // Zones of subnets that are only known by the id that an Ingress names.
    private readonly Dictionary<string, string> _zoneTypes = (facts.Subnets ?? [])
        .DistinctBy(subnet => subnet.AvailabilityZoneId ?? subnet.AvailabilityZone)
        .ToDictionary(subnet => subnet.AvailabilityZoneId ?? subnet.AvailabilityZone, subnet => subnet.ZoneType, StringComparer.Ordinal);

    /// <summary>Domain names of the certificates that are known, or were assumed, by ARN.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CertificateDomains => _domains;

    public ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByTagsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeSubnets");
        return Result(_subnets.Value.Where(subnet => tags.All(tag =>
            subnet.Tags.TryGetValue(tag.Key, out var value) && tag.Value.Contains(value, StringComparer.Ordinal))));
    }

    public ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeSubnets");
        if (facts.Subnets is not null || assumeFor is null)
        {
            return Result(_subnets.Value.Where(subnet => ids.Contains(subnet.Id, StringComparer.Ordinal)));
        }

        return Result(ids.Distinct(StringComparer.Ordinal).Select(id =>
        {
            Assume($"subnet {id}: it exists in {vpcId}, in a zone of its own");
            return AssumedSubnet(id, $"zone-of-{id}");
        }));
    }

    public ValueTask<IReadOnlyList<RouteTableFact>> FindRouteTablesAsync(CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeRouteTables");
        return facts.RouteTables is { } tables
            ? Result(tables.Select(table => new RouteTableFact(table.Main, table.SubnetIds, table.GatewayIds)))
            : throw Missing($"the route tables of {vpcId} (no subnet carries the tag for its role)", "routeTables");
    }

    public ValueTask<string> GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeAvailabilityZones");
        return new ValueTask<string>(_zoneTypes.GetValueOrDefault(zoneId) ?? "availability-zone");
    }

    public ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeSecurityGroups");
        if (facts.SecurityGroups is { } groups)
        {
            return Result(groups.Where(group => ids.Contains(group.GroupId, StringComparer.Ordinal)).Select(SecurityGroup));
        }

        return Result(ids.Distinct(StringComparer.Ordinal).Select(id =>
        {
            Assume($"security group {id}: it exists", $"the security group {id}", "securityGroups");
            return new SecurityGroupFact(id, null);
        }));
    }

    public ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByNamesAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeSecurityGroups");
        if (facts.SecurityGroups is { } groups)
        {
            return Result(groups
                .Where(group => group.Tags.TryGetValue("Name", out var name) && names.Contains(name, StringComparer.Ordinal))
                .Select(SecurityGroup));
        }

        return Result(names.Select(name =>
        {
            var id = $"sg-assumed-{name}";
            Assume($"security group with the Name tag {name}: {id}", $"the id of the security group with the Name tag {name}", "securityGroups");
            return new SecurityGroupFact(id, name);
        }));
    }

    public ValueTask<string> GetBackendSecurityGroupAsync(CancellationToken cancellationToken)
    {
        if (facts.BackendSecurityGroupId is { } known)
        {
            return new ValueTask<string>(known);
        }

        const string id = "sg-assumed-backend";
        Assume($"shared backend security group: {id}", "the shared backend security group", "backendSecurityGroupId");
        return new ValueTask<string>(id);
    }

    public ValueTask<LoadBalancerFact?> FindLoadBalancerAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeLoadBalancers");
        var found = (facts.LoadBalancers ?? []).FirstOrDefault(balancer =>
            tags.All(tag => balancer.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value));
        return new ValueTask<LoadBalancerFact?>(found is null ? null : new LoadBalancerFact(found.Scheme, found.SubnetIds));
    }

    public ValueTask<string> GetTargetGroupArnAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeTargetGroups");
        if (facts.TargetGroups is { } groups)
        {
            return new ValueTask<string>(groups.FirstOrDefault(group => group.TargetGroupName == name)?.TargetGroupArn
                ?? throw new AlbModelException($"expecting a single targetGroup with query [{name}] but got 0"));
        }

        var arn = $"arn:aws:elasticloadbalancing:assumed:000000000000:targetgroup/{name}/assumed";
        Assume($"target group {name}: {arn}", $"the ARN of target group {name}", "targetGroups");
        return new ValueTask<string>(arn);
    }

    public ValueTask<IReadOnlyList<CertificateFact>> FindCertificatesAsync(CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "ListCertificates");
        if (facts.Certificates is { } certificates)
        {
            return Result(certificates.Select(certificate => new CertificateFact(certificate.CertificateArn, certificate.DomainNames)
            {
                CertificateAuthorityArn = certificate.CertificateAuthorityArn ?? "",
                Tags = certificate.Tags,
            }));
        }

        return Result((assumeFor ?? throw Missing("the certificates of the account", "certificates")).Hosts.Select(host =>
        {
            var arn = $"arn:aws:acm:assumed:000000000000:certificate/assumed-{host}";
            Assume($"certificate for {host}: {arn}");
            _domains[arn] = [host];
            return new CertificateFact(arn, [host]);
        }));
    }

    public ValueTask<string?> FindWebAclArnAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "ListWebACLs");
        if (facts.WebAcls is { } webAcls)
        {
            return new ValueTask<string?>(webAcls.FirstOrDefault(webAcl => webAcl.Name == name)?.Arn);
        }

        var arn = $"arn:aws:wafv2:assumed:000000000000:regional/webacl/{name}/assumed";
        Assume($"web ACL {name}: {arn}", $"the ARN of web ACL {name}", "webACLs");
        return new ValueTask<string?>(arn);
    }

    public ValueTask<IReadOnlyDictionary<string, string>> FindTrustStoreArnsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ThrowIfRefused(facts, "DescribeTrustStores");
        var arns = new Dictionary<string, string>(StringComparer.Ordinal);
        if (facts.TrustStores is { } stores)
        {
            foreach (var store in stores.Where(store => names.Contains(store.Name, StringComparer.Ordinal)))
            {
                arns[store.Name] = store.TrustStoreArn;
            }
        }
        else
        {
            foreach (var name in names)
            {
                arns[name] = $"arn:aws:elasticloadbalancing:assumed:000000000000:truststore/{name}/assumed";
                Assume($"trust store {name}: {arns[name]}", $"the ARN of trust store {name}", "trustStores");
            }
        }

        return new ValueTask<IReadOnlyDictionary<string, string>>(arns);
    }

    /// <exception cref="AlbModelException">The facts say that AWS answers this call with an error.</exception>
    public static void ThrowIfRefused(AwsFacts facts, string operation)
    {
        if (facts.Failures?.GetValueOrDefault(operation) is { } error)
        {
            throw new AlbModelException(error);
        }
    }

    internal static MissingFactException Missing(string name, string section) =>
        new(new MissingFact(name, $"a facts document with \"{section}\" (--facts), or {AssumeFlag}"));

    private static IReadOnlyList<SubnetFact> AssumedSubnets(ICollection<string> assumed)
    {
        assumed.Add("subnets: subnet-assumed-a and subnet-assumed-b, tagged for internal and internet-facing load balancers, in two zones");
        return [.. AssumedZones.Select(zone => AssumedSubnet($"subnet-assumed-{zone}", $"assumed-{zone}"))];
    }

    private static SubnetFact AssumedSubnet(string id, string zone) => new()
    {
        Id = id,
        AvailabilityZone = zone,
        AvailabilityZoneId = zone,
        AvailableIpAddressCount = int.MaxValue,
        HasIpv6Cidr = true,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kubernetes.io/role/elb"] = "1",
            ["kubernetes.io/role/internal-elb"] = "1",
        },
    };

    private static SubnetFact Subnet(AwsFacts.Subnet subnet) => new()
    {
        Id = subnet.SubnetId,
        AvailabilityZone = subnet.AvailabilityZone,
        AvailabilityZoneId = subnet.AvailabilityZoneId ?? subnet.AvailabilityZone,
        AvailableIpAddressCount = subnet.AvailableIpAddressCount,
        HasIpv6Cidr = subnet.HasIpv6CidrBlock,
        OutpostArn = subnet.OutpostArn,
        Tags = subnet.Tags,
    };

    private static SecurityGroupFact SecurityGroup(AwsFacts.SecurityGroup group) => new(group.GroupId, group.Tags.GetValueOrDefault("Name"));

    private static ValueTask<IReadOnlyList<T>> Result<T>(IEnumerable<T> items) => new([.. items]);

    private void Assume(string assumption, string name, string section)
    {
        if (assumeFor is null)
        {
            throw Missing(name, section);
        }

        Assume(assumption);
    }

    private void Assume(string assumption)
    {
        if (!assumed.Contains(assumption))
        {
            assumed.Add(assumption);
        }
    }
}
