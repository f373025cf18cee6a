using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

internal static class NetworkInterfaces
{
    private static readonly Ec2Filters<NetworkInterface> s_filters = new()
    {
        { "addresses.association.public-ip", (scope, item) => PublicIpText(scope.State, item) },
        { "addresses.primary", (NetworkInterface _) => true },
        { "addresses.private-ip-address", (NetworkInterface item) => Ipv4Cidr.Format(item.PrivateIp) },
        { "association.allocation-id", (scope, item) => ElasticIps.FindOf(scope.State, item)?.Id },
        { "association.association-id", (scope, item) => ElasticIps.FindOf(scope.State, item)?.AssociationId },
        { "association.ip-owner-id", (scope, item) => PublicIpOf(scope.State, item) is null ? null : IpOwner(scope, item) },
        { "association.public-ip", (scope, item) => PublicIpText(scope.State, item) },
        { "attachment.attachment-id", (NetworkInterface item) => IsAttached(item) ? item.AttachmentId : null },
        { "attachment.delete-on-termination", (NetworkInterface item) => !IsAttached(item) ? null : item.InstanceId is null ? "false" : "true" },
        { "attachment.device-index", (NetworkInterface item) => !IsAttached(item) ? null : "0" },
        { "attachment.instance-id", (NetworkInterface item) => item.InstanceId },
        { "attachment.instance-owner-id", AttachmentOwner },
        { "attachment.status", (NetworkInterface item) => IsAttached(item) ? "attached" : null },
        { "availability-zone", (NetworkInterface item) => item.Zone.Name },
        { "availability-zone-id", (NetworkInterface item) => item.Zone.Id },
        { "description", (NetworkInterface item) => item.Description },
        { "group-id", (_, item) => item.GroupIds },
        { "group-name", (scope, item) => item.GroupIds.Select(id => scope.State.Find<SecurityGroup>(id)?.Name) },
        { "interface-type", (NetworkInterface item) => item.Kind },
        { "mac-address", (NetworkInterface item) => item.MacAddress },
        { "network-interface-id", (NetworkInterface item) => item.Id },
        { "owner-id", (scope, _) => scope.AccountId },
        { "private-dns-name", (scope, item) => PrivateDnsName(scope.Region, item.PrivateIp) },
        { "private-ip-address", (NetworkInterface item) => Ipv4Cidr.Format(item.PrivateIp) },
        { "requester-id", (NetworkInterface item) => item.RequesterId },
        { "requester-managed", (NetworkInterface item) => item.RequesterId is not null },
        { "source-dest-check", (NetworkInterface item) => item.Kind == "interface" },
        { "status", (NetworkInterface item) => Status(item) },
        { "subnet-id", (NetworkInterface item) => item.SubnetId },
        { "vpc-id", (NetworkInterface item) => item.VpcId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeNetworkInterfaces", "Filter[](Name Value[]) NetworkInterfaceId[] MaxResults NextToken IncludeManagedResources", Describe),
        operations.Change("DeleteNetworkInterface", "NetworkInterfaceId", Ec2Access.To(Ec2ResourceType.NetworkInterface, "NetworkInterfaceId"), Delete),
    ];

    /// <exception cref="AwsException">The subnet is full, or a security group is not there or of another VPC.</exception>
    public static NetworkInterface Create(Ec2Transaction transaction, Subnet subnet, NetworkInterfaceRequest request)
    {
        foreach (var groupId in request.GroupIds)
        {
            if (transaction.Get<SecurityGroup>(Ec2ResourceType.SecurityGroup, groupId).VpcId != subnet.VpcId)
            {
                throw Ec2Errors.InvalidValue($"You have specified two resources that belong to different networks: {groupId} and {subnet.Id}.");
            }
        }

        return transaction.Put(new NetworkInterface
        {
            Id = Ec2ResourceType.NetworkInterface.NewId(),
            VpcId = subnet.VpcId,
            SubnetId = subnet.Id,
            Zone = subnet.Zone,
            PrivateIp = request.PrivateIp ?? Subnets.TakeAddress(transaction.State, subnet),
            AutoPublicIp = request.WithPublicIp ? ElasticIps.TakePublicIp(transaction.State) : null,
            MacAddress = NewMacAddress(),
            Description = request.Description,
            Kind = request.Kind,
            GroupIds = [.. request.GroupIds],
            RequesterId = request.RequesterId,
            AttachedTo = request.AttachedTo,
            AttachmentId = AwsIds.Resource(request.AttachedTo == NetworkInterfaceOwner.Instance ? "eni-attach" : "ela-attach"),
            AttachTime = transaction.Now,
            Tags = request.Tags.ToTags(),
        });
    }

    /// <summary>Removes an interface; an elastic address that it has becomes free.</summary>
    public static void Remove(Ec2Transaction transaction, NetworkInterface networkInterface)
    {
        ElasticIps.Disassociate(transaction, networkInterface);
        transaction.Remove(networkInterface);
    }

    public static uint? PublicIpOf(Ec2State state, NetworkInterface networkInterface) =>
        ElasticIps.FindOf(state, networkInterface)?.PublicIp ?? networkInterface.AutoPublicIp;

    /// <summary><c>ip-10-0-1-2.eu-west-1.compute.internal</c>; us-east-1 has its own, older domain.</summary>
    public static string PrivateDnsName(string region, uint privateIp) =>
        $"ip-{Dashes(privateIp)}.{(region == "us-east-1" ? "ec2" : $"{region}.compute")}.internal";

    /// <summary>Null when it has no public address, or its VPC gives no DNS host names.</summary>
    public static string? PublicDnsName(Ec2Scope scope, NetworkInterface networkInterface) =>
        PublicIpOf(scope.State, networkInterface) is { } publicIp && scope.State.Find<Vpc>(networkInterface.VpcId) is { EnableDnsHostnames: true, EnableDnsSupport: true }
            ? $"ec2-{Dashes(publicIp)}.{(scope.Region == "us-east-1" ? "compute-1" : $"{scope.Region}.compute")}.amazonaws.com"
            : null;

    /// <param name="name">Element's name.</param>
    /// <param name="ofInstance">As DescribeInstances has it: without what the instance itself says.</param>
    public static XElement Render(string name, Ec2Scope scope, NetworkInterface item, bool ofInstance = false) => new(
        name,
        new XElement("networkInterfaceId", item.Id),
        new XElement("subnetId", item.SubnetId),
        new XElement("vpcId", item.VpcId),
        ofInstance ? null : new XElement("availabilityZone", item.Zone.Name),
        ofInstance ? null : new XElement("availabilityZoneId", item.Zone.Id),
        new XElement("description", item.Description),
        new XElement("ownerId", scope.AccountId),
        ofInstance ? null : Ec2Xml.Optional("requesterId", item.RequesterId),
        ofInstance ? null : new XElement("requesterManaged", item.RequesterId is not null),
        new XElement("status", Status(item)),
        new XElement("macAddress", item.MacAddress),
        new XElement("privateIpAddress", Ipv4Cidr.Format(item.PrivateIp)),
        new XElement("privateDnsName", PrivateDnsName(scope.Region, item.PrivateIp)),
        new XElement("sourceDestCheck", item.Kind == "interface"),
        new XElement("interfaceType", item.Kind),
        RenderGroups(scope, item.GroupIds),
        RenderAttachment(scope, item, ofInstance),
        RenderAssociation(scope, item),
        new XElement("privateIpAddressesSet", new XElement(
            "item",
            new XElement("privateIpAddress", Ipv4Cidr.Format(item.PrivateIp)),
            new XElement("privateDnsName", PrivateDnsName(scope.Region, item.PrivateIp)),
            new XElement("primary", true),
            RenderAssociation(scope, item))),
        new XElement("ipv6AddressesSet"),
        ofInstance ? null : Ec2Xml.Tags(item.Tags));

    public static XElement RenderGroups(Ec2Scope scope, ImmutableArray<string> groupIds) =>
        Ec2Xml.List("groupSet", groupIds.Select(id => new XElement(
            "item",
            new XElement("groupId", id),
            new XElement("groupName", scope.State.Find<SecurityGroup>(id)?.Name))));

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        // Resources that another service manages are shown with it; there are none.
        _ = parameters.Flag("IncludeManagedResources");
        var (interfaces, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.NetworkInterface, "NetworkInterfaceId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("networkInterfaceSet", interfaces.Select(item => Render("item", scope, item))), next);
    }

    private static AwsResult Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var item = transaction.Get<NetworkInterface>(Ec2ResourceType.NetworkInterface, parameters.Required("NetworkInterfaceId"));
        if (IsAttached(item))
        {
            throw Ec2Errors.InvalidValue($"Network interface '{item.Id}' is currently in use.");
        }

        Remove(transaction, item);
        return Ec2Xml.True();
    }

    private static XElement? RenderAttachment(Ec2Scope scope, NetworkInterface item, bool ofInstance) => !IsAttached(item) ? null : new XElement(
        "attachment",
        new XElement("attachmentId", item.AttachmentId),
        ofInstance ? null : Ec2Xml.Optional("instanceId", item.InstanceId),
        ofInstance ? null : Ec2Xml.Optional("instanceOwnerId", AttachmentOwner(scope, item)),
        new XElement("deviceIndex", item.InstanceId is null ? 1 : 0),
        new XElement("networkCardIndex", 0),
        new XElement("status", "attached"),
        Ec2Xml.Time("attachTime", item.AttachTime),
        new XElement("deleteOnTermination", item.InstanceId is not null));

    private static XElement? RenderAssociation(Ec2Scope scope, NetworkInterface item)
    {
        if (PublicIpOf(scope.State, item) is not { } publicIp)
        {
            return null;
        }

        var address = ElasticIps.FindOf(scope.State, item);
        return new XElement(
            "association",
            new XElement("publicIp", Ipv4Cidr.Format(publicIp)),
            new XElement("publicDnsName", PublicDnsName(scope, item)),
            new XElement("ipOwnerId", IpOwner(scope, item)),
            Ec2Xml.Optional("allocationId", address?.Id),
            Ec2Xml.Optional("associationId", address?.AssociationId));
    }

    private static string IpOwner(Ec2Scope scope, NetworkInterface item) =>
        ElasticIps.FindOf(scope.State, item) is null ? "amazon" : scope.AccountId;

    private static string? AttachmentOwner(Ec2Scope scope, NetworkInterface item) => item.AttachedTo switch
    {
        NetworkInterfaceOwner.Instance => scope.AccountId,
        NetworkInterfaceOwner.Service => item.RequesterId ?? "amazon-aws",
        _ => null,
    };

    private static bool IsAttached(NetworkInterface item) => item.AttachedTo != NetworkInterfaceOwner.Nobody;

    private static string Status(NetworkInterface item) => IsAttached(item) ? "in-use" : "available";

    private static string? PublicIpText(Ec2State state, NetworkInterface item) => PublicIpOf(state, item) is { } publicIp ? Ipv4Cidr.Format(publicIp) : null;

    private static string Dashes(uint address) => Ipv4Cidr.Format(address).Replace('.', '-');

    // 02: a locally administered address.
    private static string NewMacAddress() =>
        "02:" + string.Join(':', RandomNumberGenerator.GetBytes(5).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
}
