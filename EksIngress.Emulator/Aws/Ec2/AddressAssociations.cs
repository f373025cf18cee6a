using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Elastic IP addresses that come to an interface and leave it.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html and
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html
/// </remarks>
internal static class AddressAssociations
{
    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change(
            "AssociateAddress",
            "AllocationId InstanceId NetworkInterfaceId PrivateIpAddress AllowReassociation",
            Ec2Access.Each(
                Ec2Access.To(Ec2ResourceType.ElasticIp, "AllocationId"),
                Ec2Access.To(Ec2ResourceType.Instance, "InstanceId"),
                Ec2Access.To(Ec2ResourceType.NetworkInterface, "NetworkInterfaceId")),
            Associate),
        // The request names only the association; IAM is asked about the address behind it.
        operations.Change("DisassociateAddress", "AssociationId", Ec2Access.ToFound(FindAssociated), Disassociate),
    ];

    private static AwsResult.Xml Associate(Ec2Transaction transaction, AwsParameters parameters)
    {
        var address = transaction.Get<ElasticIp>(Ec2ResourceType.ElasticIp, parameters.Required("AllocationId"));
        var item = InterfaceOf(transaction, parameters);
        DemandOurs(item);
        if (parameters.Find("PrivateIpAddress") is { } privateIp && privateIp != Ipv4Cidr.Format(item.PrivateIp))
        {
            throw Ec2Errors.InvalidValue(privateIp, "privateIpAddress", $"The network interface '{item.Id}' does not have it.");
        }

        if (InternetGateways.FindOf(transaction.State, item.VpcId) is null)
        {
            throw new AwsException("Gateway.NotAttached", $"Network {item.VpcId} is not attached to any internet gateway");
        }

        if (address.AssociationId is { } observed)
        {
            if (address.NetworkInterfaceId == item.Id)
            {
                return new AwsResult.Xml(new XElement("return", true), new XElement("associationId", observed));
            }

            // Moving it is what happens unless somebody says no.
            if (parameters.Flag("AllowReassociation") == false)
            {
                throw new AwsException("Resource.AlreadyAssociated", $"resource {address.Id} is already associated with associate-id {observed}");
            }

            DemandOurs(transaction.Get<NetworkInterface>(Ec2ResourceType.NetworkInterface, address.NetworkInterfaceId!));
        }

        // The address that the interface had is free, and the one that came by itself is gone.
        ElasticIps.Disassociate(transaction, item);
        ElasticIps.Associate(transaction, address, transaction.Put(item with { AutoPublicIp = null }));
        return new AwsResult.Xml(new XElement("return", true), new XElement("associationId", transaction.State.Find<ElasticIp>(address.Id)!.AssociationId));
    }

    private static NetworkInterface InterfaceOf(Ec2Scope scope, AwsParameters parameters)
    {
        switch (parameters.Find("InstanceId"), parameters.Find("NetworkInterfaceId"))
        {
            case (null, { } id):
                return scope.Get<NetworkInterface>(Ec2ResourceType.NetworkInterface, id);
            case ({ } id, null):
                var instance = scope.Get<Instance>(Ec2ResourceType.Instance, id);
                return instance.State == InstanceState.Running
                    ? scope.State.All<NetworkInterface>().First(item => item.InstanceId == instance.Id)
                    : throw new AwsException("IncorrectInstanceState", $"The instance '{instance.Id}' is not in a valid state for this operation.");
            case (null, null):
                throw new AwsException("MissingParameter", "Either instance ID or network interface id must be specified");
            default:
                throw Ec2Errors.InvalidCombination("You may specify either instance ID or network interface ID, but not both");
        }
    }

    private static AwsResult Disassociate(Ec2Transaction transaction, AwsParameters parameters)
    {
        var address = FindAssociated(transaction, parameters)
            ?? throw new AwsException("InvalidAssociationID.NotFound", $"The association ID '{parameters.Required("AssociationId")}' does not exist");
        var item = transaction.Get<NetworkInterface>(Ec2ResourceType.NetworkInterface, address.NetworkInterfaceId!);
        DemandOurs(item);
        ElasticIps.Disassociate(transaction, item);
        return Ec2Xml.True();
    }

    // What a NAT gateway or a load balancer has in the account is theirs.
    private static void DemandOurs(NetworkInterface item)
    {
        if (item.AttachedTo == NetworkInterfaceOwner.Service)
        {
            throw new AwsException("AuthFailure", "You do not have permission to access the specified resource.", System.Net.HttpStatusCode.Unauthorized);
        }
    }

    private static ElasticIp? FindAssociated(Ec2Scope scope, AwsParameters parameters)
    {
        var id = parameters.Required("AssociationId");
        return scope.State.All<ElasticIp>().FirstOrDefault(address => address.AssociationId == id);
    }
}
