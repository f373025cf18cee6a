using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

internal static class InternetGateways
{
    private static readonly Ec2Filters<InternetGateway> s_filters = new()
    {
        { "attachment.state", (InternetGateway gateway) => gateway.VpcId is null ? null : "available" },
        { "attachment.vpc-id", (InternetGateway gateway) => gateway.VpcId },
        { "internet-gateway-id", (InternetGateway gateway) => gateway.Id },
        { "owner-id", (scope, _) => scope.AccountId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations)
    {
        var both = Ec2Access.Each(
            Ec2Access.To(Ec2ResourceType.InternetGateway, "InternetGatewayId"),
            Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"));
        return
        [
            operations.Change("CreateInternetGateway", "TagSpecification[](ResourceType Tag[](Key Value))", Ec2Access.ToNew(Ec2ResourceType.InternetGateway), Create),
            operations.Describe("DescribeInternetGateways", "Filter[](Name Value[]) InternetGatewayId[] MaxResults NextToken", Describe),
            operations.Change("DeleteInternetGateway", "InternetGatewayId", Ec2Access.To(Ec2ResourceType.InternetGateway, "InternetGatewayId"), Delete),
            operations.Change("AttachInternetGateway", "InternetGatewayId VpcId", both, Attach),
            operations.Change("DetachInternetGateway", "InternetGatewayId VpcId", both, Detach),
        ];
    }

    public static InternetGateway? FindOf(Ec2State state, string vpcId) =>
        state.All<InternetGateway>().FirstOrDefault(gateway => gateway.VpcId == vpcId);

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        transaction.DemandRoom(AwsQuota.Ec2InternetGateways, transaction.State.All<InternetGateway>().Count(), "InternetGatewayLimitExceeded", "internet gateways");
        var gateway = transaction.Put(new InternetGateway
        {
            Id = Ec2ResourceType.InternetGateway.NewId(),
            Tags = Ec2Tags.OfNew(Ec2ResourceType.InternetGateway, parameters),
        });
        return new AwsResult.Xml(Render("internetGateway", transaction, gateway));
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var (gateways, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.InternetGateway, "InternetGatewayId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("internetGatewaySet", gateways.Select(gateway => Render("item", scope, gateway))), next);
    }

    private static AwsResult Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var gateway = transaction.Get<InternetGateway>(Ec2ResourceType.InternetGateway, parameters.Required("InternetGatewayId"));
        if (gateway.VpcId is not null)
        {
            throw Ec2Errors.HasDependencies("internetGateway", gateway.Id);
        }

        transaction.Remove(gateway);
        return Ec2Xml.True();
    }

    private static AwsResult Attach(Ec2Transaction transaction, AwsParameters parameters)
    {
        var gateway = transaction.Get<InternetGateway>(Ec2ResourceType.InternetGateway, parameters.Required("InternetGatewayId"));
        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        if (gateway.VpcId is not null)
        {
            throw new AwsException("Resource.AlreadyAssociated", $"resource {gateway.Id} is already attached to network {gateway.VpcId}");
        }

        if (FindOf(transaction.State, vpc.Id) is not null)
        {
            throw Ec2Errors.InvalidValue($"Network {vpc.Id} already has an internet gateway attached");
        }

        transaction.Put(gateway with { VpcId = vpc.Id });
        return Ec2Xml.True();
    }

    private static AwsResult Detach(Ec2Transaction transaction, AwsParameters parameters)
    {
        var gateway = transaction.Get<InternetGateway>(Ec2ResourceType.InternetGateway, parameters.Required("InternetGatewayId"));
        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        if (gateway.VpcId != vpc.Id)
        {
            throw new AwsException("Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {vpc.Id}");
        }

        if (transaction.State.All<NetworkInterface>().Any(networkInterface =>
            networkInterface.VpcId == vpc.Id && NetworkInterfaces.PublicIpOf(transaction.State, networkInterface) is not null))
        {
            throw new AwsException(
                "DependencyViolation",
                $"Network {vpc.Id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.");
        }

        transaction.Put(gateway with { VpcId = null });
        return Ec2Xml.True();
    }

    private static XElement Render(string name, Ec2Scope scope, InternetGateway gateway) => new(
        name,
        new XElement("internetGatewayId", gateway.Id),
        new XElement("ownerId", scope.AccountId),
        // EC2 reports "available" for a gateway that is attached, although the model lists other states.
        new XElement("attachmentSet", gateway.VpcId is null
            ? null
            : new XElement("item", new XElement("vpcId", gateway.VpcId), new XElement("state", "available"))),
        Ec2Xml.Tags(gateway.Tags));
}
