using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks targets.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html</remarks>
internal sealed class TargetReader(IEc2Lookup ec2, Func<IKubernetesClusters> clusters, TimeProvider time)
{
    // RFC 1918 and RFC 6598 may be registered in any VPC. Loopback is the emulator's own: its pods and nodes have addresses of 127/8.
    private static readonly IPNetwork[] PrivateNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("127.0.0.0/8"),
    ];

    /// <summary>The targets that a request names, to look at them or to take them out; nothing is said about their being valid.</summary>
    public static IReadOnlyList<TargetKey> Keys(AwsCall call, TargetGroup group) =>
        [.. call.Parameters.Structures("Targets.member").Select(target => Key(target, group))];

    /// <exception cref="AwsException"><c>InvalidTarget</c> or <c>ValidationError</c>: an id cannot be a target of this group.</exception>
    public IReadOnlyList<Target> Read(AwsCall call, TargetGroup group, ElbState state)
    {
        var targets = call.Parameters.Structures("Targets.member");
        return targets.Count == 0
            ? throw ElbErrors.Validation("Targets must be specified")
            : [.. targets.Select(target => Read(call, target, group, state))];
    }

    private Target Read(AwsCall call, AwsParameters parameters, TargetGroup group, ElbState state)
    {
        var key = Key(parameters, group);
        if (group.TargetType == TargetGroup.AlbTarget)
        {
            return parameters.Find("AvailabilityZone") is { Length: > 0 }
                ? throw ElbErrors.Validation("You cannot specify an Availability Zone for a target of type 'alb'")
                : LoadBalancer(key, group, state);
        }

        if (group.TargetType != "instance")
        {
            return new Target(key, Address(call, key.Id, group), ReadZone(parameters, group));
        }

        return parameters.Find("AvailabilityZone") is { Length: > 0 }
            ? throw ElbErrors.Validation("You cannot specify an Availability Zone for a target of type 'instance'")
            : Instance(call, key, group);
    }

    private Target Instance(AwsCall call, TargetKey key, TargetGroup group)
    {
        if (!key.Id.StartsWith("i-", StringComparison.Ordinal))
        {
            throw ElbErrors.Validation($"Instance ID '{key.Id}' is not valid");
        }

        var instance = ec2.FindInstance(call.Region, key.Id)
            ?? throw ElbErrors.InvalidTarget($"The following targets are not in a running state and cannot be registered: '{key.Id}'");
        if (instance.VpcId != group.VpcId)
        {
            throw ElbErrors.InvalidTarget($"The following targets are not in the target group VPC '{group.VpcId}': '{key.Id}'");
        }

        // Instances are no machines here; what a node answers on is a loopback address.
        var address = clusters().FindNodeAddress(key.Id) ?? throw ElbErrors.NotEmulated(
            $"The target '{key.Id}', an instance that is no node of an emulated cluster,",
            "Nothing would answer there; register nodes of a cluster, or addresses.");
        return new Target(key, address, instance.AvailabilityZone);
    }

    /// <remarks>
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html; the words about the listener
    /// are AWS's, as its users report them.
    /// </remarks>
    private Target LoadBalancer(TargetKey key, TargetGroup group, ElbState state)
    {
        if (state.LoadBalancers.GetValueOrDefault(key.Id) is not { Type: ElbTypes.Application } balancer)
        {
            throw ElbErrors.InvalidTarget($"The following targets are not Application Load Balancers of this account and region: '{key.Id}'");
        }

        if (balancer.VpcId != group.VpcId)
        {
            throw ElbErrors.InvalidTarget($"The following targets are not in the target group VPC '{group.VpcId}': '{key.Id}'");
        }

        if (time.GetUtcNow() < balancer.ActiveTime)
        {
            throw ElbErrors.InvalidTarget($"The following targets are not in the active state and cannot be registered: '{key.Id}'");
        }

        return state.ListenersOf(balancer.Arn).Any(listener => listener.Port == key.Port)
            ? new Target(key, IPAddress.Loopback, null)
            : throw ElbErrors.Validation("If the target type is ALB, the target must have at least one listener that matches the target group port or any specified port overrides");
    }

    private static TargetKey Key(AwsParameters target, TargetGroup group)
    {
        _ = ReadZone(target, group);
        var port = target.FindInt32("Port") ?? group.Port;
        return port is < 1 or > 65535
            ? throw ElbErrors.Validation($"Port '{port.ToString(CultureInfo.InvariantCulture)}' must be between 1 and 65535")
            : new TargetKey(target.Get("Id"), port);
    }

    // An address outside the VPC is reached from all zones.
    private static string? ReadZone(AwsParameters target, TargetGroup group) => target.Find("AvailabilityZone") switch
    {
        null or "" => null,
        "all" => "all",
        var zone when Ec2.AvailabilityZones.Of(group.Arn.Split(':')[3]).Any(known => known.Name == zone) => zone,
        var zone => throw ElbErrors.Validation($"'{zone}' is not a valid Availability Zone"),
    };

    private IPAddress Address(AwsCall call, string id, TargetGroup group)
    {
        if (!IPAddress.TryParse(id, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != id))
        {
            throw ElbErrors.Validation($"The IP address '{id}' is not a valid {(group.IpAddressType == "ipv6" ? "IPv6" : "IPv4")} address");
        }

        var isVersion6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        if (isVersion6 != (group.IpAddressType == "ipv6"))
        {
            throw ElbErrors.Validation($"The IP address '{id}' does not match the IP address type '{group.IpAddressType}' of the target group");
        }

        var vpc = ec2.FindVpc(call.Region, group.VpcId);
        return Array.Exists(PrivateNetworks, network => network.Contains(address)) || vpc?.CidrBlocks.Any(block => block.Contains(address)) == true
            ? address
            : throw ElbErrors.InvalidTarget($"The IP address '{id}' is not within the CIDR block(s) of the VPC '{group.VpcId}', nor in a private range");
    }
}
