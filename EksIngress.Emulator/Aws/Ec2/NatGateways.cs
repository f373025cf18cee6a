using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>NAT gateways: pending to available or failed, deleting to deleted, and forgotten some time later.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html</remarks>
internal static class NatGateways
{
    private static readonly TimeSpan s_creation = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_deletion = TimeSpan.FromSeconds(60);

    // Not scaled: whoever waits for the deletion must be able to see it done.
    private static readonly TimeSpan s_remembered = TimeSpan.FromHours(1);

    private static readonly Ec2Filters<NatGateway> s_filters = new()
    {
        { "nat-gateway-id", (NatGateway gateway) => gateway.Id },
        { "state", (NatGateway gateway) => Wire(gateway.State) },
        { "subnet-id", (NatGateway gateway) => gateway.SubnetId },
        { "vpc-id", (NatGateway gateway) => gateway.VpcId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change(
            "CreateNatGateway",
            "SubnetId AllocationId ConnectivityType AvailabilityMode ClientToken TagSpecification[](ResourceType Tag[](Key Value))",
            Ec2Access.Each(
                Ec2Access.To(Ec2ResourceType.Subnet, "SubnetId"),
                Ec2Access.To(Ec2ResourceType.ElasticIp, "AllocationId"),
                Ec2Access.ToNew(Ec2ResourceType.NatGateway)),
            Create),
        operations.Describe("DescribeNatGateways", "Filter[](Name Value[]) NatGatewayId[] MaxResults NextToken", Describe),
        operations.Change("DeleteNatGateway", "NatGatewayId", Ec2Access.To(Ec2ResourceType.NatGateway, "NatGatewayId"), Delete),
    ];

    public static void Settle(Ec2Transaction transaction, NatGateway gateway)
    {
        switch (gateway.State)
        {
            case NatGatewayState.Pending when gateway.IsPublic && InternetGateways.FindOf(transaction.State, gateway.VpcId) is null:
                Release(transaction, gateway);
                transaction.Put(gateway with { State = NatGatewayState.Failed, DeleteTime = transaction.Now, DueAt = transaction.Now + s_remembered });
                break;
            case NatGatewayState.Pending:
                transaction.Put(gateway with { State = NatGatewayState.Available, DueAt = null });
                break;
            case NatGatewayState.Deleting:
                Release(transaction, gateway);
                transaction.Put(gateway with { State = NatGatewayState.Deleted, DueAt = transaction.Now + s_remembered });
                break;
            case NatGatewayState.Failed or NatGatewayState.Deleted:
                transaction.Remove(gateway);
                break;
            default:
                throw new InvalidOperationException($"{gateway.Id} is {gateway.State} and due at {gateway.DueAt:O}.");
        }
    }

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        parameters.AcceptOnly("AvailabilityMode", "zonal");
        var token = ClientToken.Find(parameters);
        if (token is not null && transaction.State.All<NatGateway>().FirstOrDefault(gateway => token.Repeats(gateway.ClientToken)) is { } earlier)
        {
            return Result(transaction, earlier, token);
        }

        var subnet = transaction.Get<Subnet>(Ec2ResourceType.Subnet, parameters.Required("SubnetId"));
        var inZone = transaction.State.All<NatGateway>().Count(gateway => gateway.State is NatGatewayState.Pending or NatGatewayState.Available && transaction.State.Find<Subnet>(gateway.SubnetId)?.Zone == subnet.Zone);
        transaction.DemandRoom(AwsQuota.Ec2NatGateways, inZone, "NatGatewayLimitExceeded", "NAT gateways");
        var address = AddressOf(transaction, parameters);
        var networkInterface = NetworkInterfaces.Create(transaction, subnet, new NetworkInterfaceRequest
        {
            SubnetId = subnet.Id,
            Description = "Interface for NAT Gateway",
            Kind = "nat_gateway",
            RequesterId = "amazon-nat-gateway",
            AttachedTo = NetworkInterfaceOwner.Service,
        });
        if (address is not null)
        {
            ElasticIps.Associate(transaction, address, networkInterface);
        }

        var created = new NatGateway
        {
            Id = Ec2ResourceType.NatGateway.NewId(),
            VpcId = subnet.VpcId,
            SubnetId = subnet.Id,
            NetworkInterfaceId = networkInterface.Id,
            PrivateIp = networkInterface.PrivateIp,
            AllocationId = address?.Id,
            AssociationId = address is null ? null : ElasticIps.FindOf(transaction.State, networkInterface)?.AssociationId,
            PublicIp = address?.PublicIp,
            CreateTime = transaction.Now,
            ClientToken = token,
            DueAt = transaction.After(s_creation),
            Tags = Ec2Tags.OfNew(Ec2ResourceType.NatGateway, parameters),
        };
        transaction.Put(networkInterface with { Description = $"Interface for NAT Gateway {created.Id}" });
        transaction.Put(created);
        return Result(transaction, created, token);
    }

    private static ElasticIp? AddressOf(Ec2Transaction transaction, AwsParameters parameters)
    {
        var allocationId = parameters.Find("AllocationId");
        switch (parameters.Find("ConnectivityType") ?? "public")
        {
            case "public":
                var address = transaction.Get<ElasticIp>(Ec2ResourceType.ElasticIp, allocationId
                    ?? throw new AwsException("MissingParameter", "The request must include the AllocationId parameter. Add the required parameter and retry the request."));
                return address.AssociationId is null
                    ? address
                    : throw new AwsException("Resource.AlreadyAssociated", $"Elastic IP address [{address.Id}] is already associated");
            case "private":
                return allocationId is null
                    ? null
                    : throw Ec2Errors.InvalidCombination("The parameter AllocationId cannot be used with a private NAT gateway");
            case var other:
                throw Ec2Errors.InvalidValue(other, "connectivityType", "Expecting public or private.");
        }
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var (gateways, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.NatGateway, "NatGatewayId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("natGatewaySet", gateways.Select(gateway => Render("item", gateway))), next);
    }

    private static AwsResult.Xml Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var gateway = transaction.Get<NatGateway>(Ec2ResourceType.NatGateway, parameters.Required("NatGatewayId"));
        if (gateway.State is NatGatewayState.Pending or NatGatewayState.Available)
        {
            transaction.Put(gateway with
            {
                State = NatGatewayState.Deleting,
                DeleteTime = transaction.Now,
                DueAt = transaction.After(s_deletion),
            });
        }

        return new AwsResult.Xml(new XElement("natGatewayId", gateway.Id));
    }

    private static void Release(Ec2Transaction transaction, NatGateway gateway)
    {
        if (transaction.State.Find<NetworkInterface>(gateway.NetworkInterfaceId) is { } networkInterface)
        {
            NetworkInterfaces.Remove(transaction, networkInterface);
        }
    }

    private static AwsResult.Xml Result(Ec2Scope scope, NatGateway gateway, ClientToken? token) =>
        new(Ec2Xml.Optional("clientToken", token?.Value), Render("natGateway", scope.State.Find<NatGateway>(gateway.Id) ?? gateway));

    private static string Wire(NatGatewayState state) => state.ToString().ToLowerInvariant();

    private static XElement Render(string name, NatGateway gateway) => new(
        name,
        new XElement("natGatewayId", gateway.Id),
        new XElement("vpcId", gateway.VpcId),
        new XElement("subnetId", gateway.SubnetId),
        new XElement("state", Wire(gateway.State)),
        gateway.State == NatGatewayState.Failed
            ? new object[] { new XElement("failureCode", "Gateway.NotAttached"), new XElement("failureMessage", $"Network {gateway.VpcId} has no Internet gateway attached") }
            : null,
        Ec2Xml.Time("createTime", gateway.CreateTime),
        Ec2Xml.Time("deleteTime", gateway.DeleteTime),
        new XElement("connectivityType", gateway.IsPublic ? "public" : "private"),
        new XElement("availabilityMode", "zonal"),
        new XElement("natGatewayAddressSet", new XElement(
            "item",
            Ec2Xml.Optional("allocationId", gateway.AllocationId),
            Ec2Xml.Optional("associationId", gateway.AssociationId),
            new XElement("networkInterfaceId", gateway.NetworkInterfaceId),
            new XElement("privateIp", Ipv4Cidr.Format(gateway.PrivateIp)),
            Ec2Xml.Optional("publicIp", gateway.PublicIp is { } publicIp ? Ipv4Cidr.Format(publicIp) : null),
            new XElement("isPrimary", true),
            new XElement("status", gateway.State == NatGatewayState.Failed ? "failed" : "succeeded"))),
        Ec2Xml.Tags(gateway.Tags));
}
