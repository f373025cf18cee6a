using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Load balancers: creation, listing, deletion.</summary>
internal sealed class LoadBalancerOperations(
    ElbRegions regions,
    ElbAccess access,
    LoadBalancerNetworkReader network,
    LoadBalancerInterfaces interfaces,
    TimeProvider time,
    IOptions<EmulatorOptions> options) : IElbOperations
{
    // One is usable two to three minutes after its creation.
    private static readonly TimeSpan ProvisioningTime = TimeSpan.FromSeconds(150);

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "CreateLoadBalancer", Members = new("Name Subnets[] SubnetMappings[](SubnetId AllocationId PrivateIPv4Address IPv6Address) SecurityGroups[] Scheme Tags[](Key Value) Type IpAddressType CustomerOwnedIpv4Pool IpamPools(Ipv4IpamPoolId)"), Access = access.CreateLoadBalancer, Handle = CreateAsync },
        new() { Name = "DescribeLoadBalancers", Members = new("LoadBalancerArns[] Names[] Marker PageSize"), Access = ElbAccess.Describe("DescribeLoadBalancers"), Handle = DescribeAsync },
        new() { Name = "DeleteLoadBalancer", Members = new("LoadBalancerArn"), Access = access.OnResource("DeleteLoadBalancer", "LoadBalancerArn"), Handle = DeleteAsync },
    ];

    private async ValueTask<AwsResult> CreateAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var wanted = Read(call);
        var tags = TagReader.Read(call);
        var (balancer, isNew) = await regions[call].UpdateAsync(
            state =>
            {
                if (state.LoadBalancers.Values.FirstOrDefault(other => other.Name == wanted.Name) is { } found)
                {
                    // The same request again answers what it made the first time.
                    return HasSameSettings(found, wanted) ? (state, (found, false)) : throw ElbErrors.DuplicateLoadBalancerName(wanted.Name);
                }

                var limit = state.Quotas[wanted.Type == ElbTypes.Network ? AwsQuota.ElbNetworkLoadBalancers : AwsQuota.ElbLoadBalancers];
                if (state.LoadBalancers.Values.Count(other => other.Type == wanted.Type) >= limit)
                {
                    throw ElbErrors.TooMany("LoadBalancers", $"You've reached the limit on the number of load balancers for your account: {limit}");
                }

                var placed = interfaces.Place(call.Region, wanted);
                var next = state with { LoadBalancers = state.LoadBalancers.Add(placed.Arn, placed) };
                return (next.WithTags(placed.Arn, tags), (placed, true));
            },
            cancellationToken);

        var code = isNew ? "provisioning" : StateOf(balancer);
        return new AwsResult.Xml(ElbXml.List("LoadBalancers", [balancer], item => ElbXml.LoadBalancer(item, code)));
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var arns = call.Parameters.Strings("LoadBalancerArns.member");
        var names = call.Parameters.Strings("Names.member");
        if (arns.Count > 0 && names.Count > 0)
        {
            throw ElbErrors.Validation("Load balancer names and load balancer ARNs cannot be specified at the same time");
        }

        var missing = arns.Where(arn => !state.LoadBalancers.ContainsKey(arn))
            .Concat(names.Where(name => !state.LoadBalancers.Values.Any(balancer => balancer.Name == name)))
            .ToList();
        if (missing.Count > 0)
        {
            throw ElbErrors.LoadBalancersNotFound(missing);
        }

        var page = ElbPage.Read(
            call,
            state.LoadBalancers.Values.Where(balancer =>
                (arns.Count == 0 || arns.Contains(balancer.Arn, StringComparer.Ordinal))
                && (names.Count == 0 || names.Contains(balancer.Name, StringComparer.Ordinal))),
            balancer => balancer.Arn);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("LoadBalancers", page.Items, balancer => ElbXml.LoadBalancer(balancer, StateOf(balancer))),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private async ValueTask<AwsResult> DeleteAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var arn = call.Parameters.Get("LoadBalancerArn");
        await regions[call].UpdateAsync(
            state =>
            {
                // Deleting what is not there succeeds.
                if (!state.LoadBalancers.TryGetValue(arn, out var balancer))
                {
                    return state;
                }

                if (balancer.Attributes.IsTrue(AttributeTable.DeletionProtection))
                {
                    throw ElbErrors.OperationNotPermitted($"Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
                }

                // The words are AWS's, reported of load balancers that endpoint services use.
                if (state.TargetGroupsOfTarget(arn).Any())
                {
                    throw ElbErrors.InUse($"Load balancer '{arn}' cannot be deleted because it is currently associated with another service");
                }

                interfaces.Release(call.Region, balancer);
                return state.WithoutLoadBalancer(arn);
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private LoadBalancer Read(AwsCall call)
    {
        var name = ElbNames.LoadBalancer(call);
        var type = call.Parameters.Find("Type") ?? ElbTypes.Application;
        if (type == "gateway")
        {
            throw ElbErrors.NotEmulated($"The load balancer type '{type}'", "Application and network load balancers are.");
        }

        if (type is not (ElbTypes.Application or ElbTypes.Network))
        {
            throw ElbErrors.Validation($"1 validation error detected: Value '{type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [application, network, gateway]");
        }

        var scheme = call.Parameters.Find("Scheme") ?? "internet-facing";
        if (scheme is not ("internal" or "internet-facing"))
        {
            throw new AwsException("InvalidScheme", $"The scheme '{scheme}' must be internal or internet-facing");
        }

        var subnets = network.Subnets(call, type, scheme);
        var groups = network.SecurityGroups(call, type, subnets[0].VpcId);
        var id = ElbArns.NewId();
        var now = time.GetUtcNow();
        return new LoadBalancer
        {
            Arn = ElbArns.LoadBalancer(call, type, name, id),
            Name = name,
            Type = type,
            DnsName = $"{Host(type, scheme, name, id)}.{call.Region}.elb.localhost",
            Scheme = scheme,
            IpAddressType = IpAddressTypes.Read(call, type) ?? "ipv4",
            VpcId = subnets[0].VpcId,
            Subnets = subnets,
            SecurityGroups = groups,
            Addresses = network.Addresses(call, type, scheme, present: null),
            InboundRulesOnPrivateLink = type == ElbTypes.Network && groups.Count > 0 ? "on" : null,
            CreatedTime = now,
            ActiveTime = now + (ProvisioningTime * options.Value.TimeScale),
            Attributes = AttributeSet.Defaults(type == ElbTypes.Network ? AttributeTable.NetworkLoadBalancer : AttributeTable.LoadBalancer),
            CustomerOwnedIpv4Pool = LoadBalancerNetworkReader.CustomerOwnedPool(call, type, subnets),
            Ipv4IpamPoolId = ReadIpamPool(call, type),
        };
    }

    // A network one is told apart by its id, whatever its scheme.
    private static string Host(string type, string scheme, string name, string id)
    {
        if (type == ElbTypes.Network)
        {
            return $"{name}-{id}";
        }

        var number = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        return scheme == "internal" ? $"internal-{name}-{number}" : $"{name}-{number}";
    }

    private static string? ReadIpamPool(AwsCall call, string type) =>
        call.Parameters.Find("IpamPools.Ipv4IpamPoolId") is { } pool && type == ElbTypes.Network
            ? throw ElbErrors.InvalidConfigurationRequest($"The IPAM pool '{pool}' can be specified only for load balancers of type 'application'")
            : call.Parameters.Find("IpamPools.Ipv4IpamPoolId");

    private string StateOf(LoadBalancer balancer) => time.GetUtcNow() < balancer.ActiveTime ? "provisioning" : "active";

    private static bool HasSameSettings(LoadBalancer found, LoadBalancer wanted) =>
        found.Type == wanted.Type
        && found.Scheme == wanted.Scheme
        && found.IpAddressType == wanted.IpAddressType
        && found.CustomerOwnedIpv4Pool == wanted.CustomerOwnedIpv4Pool
        && found.Subnets.SequenceEqual(wanted.Subnets)
        && found.Addresses.SequenceEqual(wanted.Addresses)
        && found.SecurityGroups.ToHashSet(StringComparer.Ordinal).SetEquals(wanted.SecurityGroups);
}
