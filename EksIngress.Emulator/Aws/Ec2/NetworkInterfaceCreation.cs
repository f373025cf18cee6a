using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Interfaces that the account makes for itself. They are attached to nothing: nothing here could attach them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html</remarks>
internal static class NetworkInterfaceCreation
{
    // Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
    private const int MaxGroups = 5;

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change(
            "CreateNetworkInterface",
            "SubnetId Description PrivateIpAddress SecurityGroupId[] InterfaceType ClientToken TagSpecification[](ResourceType Tag[](Key Value))",
            Ec2Access.Each(
                Ec2Access.To(Ec2ResourceType.Subnet, "SubnetId"),
                Ec2Access.ToEach(Ec2ResourceType.SecurityGroup, parameters => parameters.Strings("SecurityGroupId")),
                Ec2Access.ToNew(Ec2ResourceType.NetworkInterface)),
            Create),
    ];

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        parameters.AcceptOnly("InterfaceType", "interface");
        var token = ClientToken.Find(parameters);
        if (token is not null && transaction.State.All<NetworkInterface>().FirstOrDefault(item => token.Repeats(item.ClientToken)) is { } earlier)
        {
            return Result(transaction, earlier, token);
        }

        var subnet = transaction.Get<Subnet>(Ec2ResourceType.Subnet, parameters.Required("SubnetId"));
        var description = parameters.Find("Description") ?? "";
        SecurityGroups.RequireText(description, "description");
        var groups = parameters.Strings("SecurityGroupId");
        if (groups.Count > MaxGroups)
        {
            throw new AwsException("SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.");
        }

        var created = NetworkInterfaces.Create(transaction, subnet, new NetworkInterfaceRequest
        {
            SubnetId = subnet.Id,
            Description = description,
            GroupIds = groups.Count > 0 ? groups : [SecurityGroups.DefaultOf(transaction.State, subnet.VpcId).Id],
            PrivateIp = parameters.Find("PrivateIpAddress") is { } text ? Subnets.ReadAddress(transaction.State, subnet, text) : null,
            AttachedTo = NetworkInterfaceOwner.Nobody,
            Tags = Ec2Tags.OfNew(Ec2ResourceType.NetworkInterface, parameters),
        });
        return Result(transaction, transaction.Put(created with { ClientToken = token }), token);
    }

    private static AwsResult.Xml Result(Ec2Scope scope, NetworkInterface item, ClientToken? token) =>
        new(NetworkInterfaces.Render("networkInterface", scope, item), new XElement("clientToken", token?.Value));
}
