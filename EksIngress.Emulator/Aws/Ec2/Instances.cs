using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Instances that node groups run. They are records with an address: no machine is behind them.</summary>
internal static class Instances
{
    private static readonly TimeSpan s_launch = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(45);

    // Not scaled: whoever waits for the termination must be able to see it done.
    private static readonly TimeSpan s_remembered = TimeSpan.FromHours(1);

    private static readonly Ec2Filters<Instance> s_filters = new()
    {
        { "architecture", (Instance instance) => Architecture(instance.InstanceType) },
        { "availability-zone", (Instance instance) => instance.Zone.Name },
        { "availability-zone-id", (Instance instance) => instance.Zone.Id },
        { "dns-name", (scope, instance) => InterfaceOf(scope, instance) is { } found ? NetworkInterfaces.PublicDnsName(scope, found) : null },
        { "iam-instance-profile.arn", (Instance instance) => instance.InstanceProfileArn },
        { "image-id", (Instance instance) => instance.ImageId },
        { "instance-id", (Instance instance) => instance.Id },
        { "instance-state-code", (Instance instance) => ((int)instance.State).ToString(CultureInfo.InvariantCulture) },
        { "instance-state-name", (Instance instance) => Wire(instance.State) },
        { "instance-type", (Instance instance) => instance.InstanceType },
        { "instance.group-id", (_, instance) => instance.GroupIds },
        { "instance.group-name", (scope, instance) => instance.GroupIds.Select(id => scope.State.Find<SecurityGroup>(id)?.Name) },
        { "ip-address", (scope, instance) => InterfaceOf(scope, instance) is { } found && NetworkInterfaces.PublicIpOf(scope.State, found) is { } ip ? Ipv4Cidr.Format(ip) : null },
        { "network-interface.group-id", (scope, instance) => InterfaceOf(scope, instance)?.GroupIds.AsEnumerable() ?? [] },
        { "network-interface.network-interface-id", (scope, instance) => InterfaceOf(scope, instance)?.Id },
        { "network-interface.subnet-id", (scope, instance) => InterfaceOf(scope, instance)?.SubnetId },
        { "network-interface.vpc-id", (scope, instance) => InterfaceOf(scope, instance)?.VpcId },
        { "owner-id", (scope, _) => scope.AccountId },
        { "private-dns-name", (Instance instance) => instance.IsGone ? null : instance.PrivateDnsName },
        { "private-ip-address", (Instance instance) => instance.IsGone ? null : Ipv4Cidr.Format(instance.PrivateIp) },
        { "requester-id", (Instance instance) => instance.RequesterId },
        { "reservation-id", (Instance instance) => instance.ReservationId },
        { "subnet-id", (Instance instance) => instance.IsGone ? null : instance.SubnetId },
        { "tenancy", (Instance _) => "default" },
        { "vpc-id", (Instance instance) => instance.IsGone ? null : instance.VpcId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeInstances", "Filter[](Name Value[]) InstanceId[] MaxResults NextToken IncludeManagedResources", Describe),
    ];

    public static Instance Run(Ec2Transaction transaction, InstanceRequest request)
    {
        var subnet = transaction.Get<Subnet>(Ec2ResourceType.Subnet, request.SubnetId);
        IReadOnlyList<string> groupIds = request.GroupIds.Count > 0 ? request.GroupIds : [SecurityGroups.DefaultOf(transaction.State, subnet.VpcId).Id];
        var networkInterface = NetworkInterfaces.Create(transaction, subnet, new NetworkInterfaceRequest
        {
            SubnetId = subnet.Id,
            Description = "",
            GroupIds = groupIds,
            AttachedTo = NetworkInterfaceOwner.Instance,
            WithPublicIp = subnet.MapPublicIpOnLaunch,
        });
        var instance = transaction.Put(new Instance
        {
            Id = Ec2ResourceType.Instance.NewId(),
            ReservationId = AwsIds.Resource("r"),
            ImageId = request.ImageId,
            InstanceType = request.InstanceType,
            VpcId = subnet.VpcId,
            SubnetId = subnet.Id,
            Zone = subnet.Zone,
            NetworkInterfaceId = networkInterface.Id,
            PrivateIp = networkInterface.PrivateIp,
            PrivateDnsName = NetworkInterfaces.PrivateDnsName(transaction.Region, networkInterface.PrivateIp),
            GroupIds = [.. groupIds],
            InstanceProfileArn = request.InstanceProfileArn,
            RequesterId = request.RequesterId,
            LaunchTime = transaction.Now,
            DueAt = transaction.After(s_launch),
            Tags = request.Tags.ToTags(),
        });
        transaction.Put(networkInterface with { InstanceId = instance.Id });
        return instance;
    }

    /// <summary>Asks for the end of an instance; asking again changes nothing.</summary>
    public static void Terminate(Ec2Transaction transaction, Instance instance)
    {
        if (!instance.IsGone)
        {
            transaction.Put(instance with
            {
                State = InstanceState.ShuttingDown,
                TerminationTime = transaction.Now,
                DueAt = transaction.After(s_shutdown),
            });
        }
    }

    public static void Settle(Ec2Transaction transaction, Instance instance)
    {
        switch (instance.State)
        {
            case InstanceState.Pending:
                transaction.Put(instance with { State = InstanceState.Running, DueAt = null });
                break;
            case InstanceState.ShuttingDown:
                if (transaction.State.Find<NetworkInterface>(instance.NetworkInterfaceId) is { } networkInterface)
                {
                    NetworkInterfaces.Remove(transaction, networkInterface);
                }

                transaction.Put(instance with { State = InstanceState.Terminated, DueAt = transaction.Now + s_remembered });
                break;
            case InstanceState.Terminated:
                transaction.Remove(instance);
                break;
            default:
                throw new InvalidOperationException($"{instance.Id} is {instance.State} and due at {instance.DueAt:O}.");
        }
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        // Resources that another service manages are shown with it; there are none.
        _ = parameters.Flag("IncludeManagedResources");
        var (instances, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.Instance, "InstanceId", s_filters);
        return new AwsResult.Xml(
            Ec2Xml.List("reservationSet", instances.GroupBy(instance => instance.ReservationId, StringComparer.Ordinal).Select(reservation => new XElement(
                "item",
                new XElement("reservationId", reservation.Key),
                new XElement("ownerId", scope.AccountId),
                Ec2Xml.Optional("requesterId", reservation.First().RequesterId),
                new XElement("groupSet"),
                Ec2Xml.List("instancesSet", reservation.Select(instance => Render(scope, instance)))))),
            next);
    }

    private static NetworkInterface? InterfaceOf(Ec2Scope scope, Instance instance) => scope.State.Find<NetworkInterface>(instance.NetworkInterfaceId);

    public static string Wire(InstanceState state) => state == InstanceState.ShuttingDown ? "shutting-down" : state.ToString().ToLowerInvariant();

    /// <summary>Graviton families have a g behind their generation: <c>t4g</c>, <c>m7gd</c>.</summary>
    public static string Architecture(string instanceType)
    {
        var family = instanceType.Split('.')[0];
        var generation = family.AsSpan().IndexOfAnyInRange('0', '9');
        return generation >= 0 && family.AsSpan(generation).Contains('g') ? "arm64" : "x86_64";
    }

    private static XElement Render(Ec2Scope scope, Instance instance)
    {
        var networkInterface = InterfaceOf(scope, instance);
        var publicIp = networkInterface is null ? null : NetworkInterfaces.PublicIpOf(scope.State, networkInterface);
        return new XElement(
            "item",
            new XElement("instanceId", instance.Id),
            new XElement("imageId", instance.ImageId),
            new XElement("instanceState", new XElement("code", (int)instance.State), new XElement("name", Wire(instance.State))),
            new XElement("instanceType", instance.InstanceType),
            new XElement("architecture", Architecture(instance.InstanceType)),
            new XElement("launchTime", AwsTime.IsoMilliseconds(instance.LaunchTime)),
            new XElement("amiLaunchIndex", 0),
            new XElement("placement", new XElement("availabilityZone", instance.Zone.Name), new XElement("availabilityZoneId", instance.Zone.Id), new XElement("groupName"), new XElement("tenancy", "default")),
            new XElement("monitoring", new XElement("state", "disabled")),
            new XElement("hypervisor", "xen"),
            new XElement("virtualizationType", "hvm"),
            new XElement("rootDeviceType", "ebs"),
            new XElement("rootDeviceName", "/dev/xvda"),
            new XElement("sourceDestCheck", true),
            // A terminated instance has no address any more, and EC2 shows its names as empty.
            new XElement("privateDnsName", networkInterface is null ? null : instance.PrivateDnsName),
            new XElement("dnsName", networkInterface is null ? null : NetworkInterfaces.PublicDnsName(scope, networkInterface)),
            networkInterface is null
                ? new XElement("reason", instance.TerminationTime is { } time ? $"Service initiated ({time.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)" : "")
                : new object?[]
                {
                    new XElement("privateIpAddress", Ipv4Cidr.Format(instance.PrivateIp)),
                    Ec2Xml.Optional("ipAddress", publicIp is { } ip ? Ipv4Cidr.Format(ip) : null),
                    new XElement("subnetId", instance.SubnetId),
                    new XElement("vpcId", instance.VpcId),
                },
            NetworkInterfaces.RenderGroups(scope, networkInterface is null ? [] : instance.GroupIds),
            Ec2Xml.List("networkInterfaceSet", networkInterface is null ? [] : [NetworkInterfaces.Render("item", scope, networkInterface, ofInstance: true)]),
            instance.InstanceProfileArn is { } arn ? new XElement("iamInstanceProfile", new XElement("arn", arn)) : null,
            Ec2Xml.Tags(instance.Tags));
    }
}
