using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>Two route tables: public subnets go through the internet gateway, private ones through the NAT gateway.</summary>
internal sealed class RouteTablesStep(EnvironmentContext context) : IProvisioningStep
{
    private const string Anywhere = "0.0.0.0/0";

    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.RouteTables;

    public string Purpose => "route tables of the public and the private subnets";

    public IReadOnlyList<string> DependsOn => [StepNames.Subnets, StepNames.InternetGateway, StepNames.NatGateway];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var vpc = await _network.GetVpcAsync(cancellationToken);
        var tables = await _network.ListRouteTablesAsync(cancellationToken);
        var subnets = await _network.ListSubnetsAsync(cancellationToken);
        foreach (var isPublic in new[] { true, false })
        {
            var name = ResourceNames.RouteTable(context.Spec, isPublic);
            var table = tables.Find(candidate => NetworkFinder.Tag(candidate.Tags, "Name") == name);
            if (table is null)
            {
                return StepPlan.Do($"created route table {name}", token => _ec2.CreateRouteTableAsync(
                    new CreateRouteTableRequest { VpcId = vpc.VpcId, TagSpecifications = context.Tags.ForEc2(ResourceType.RouteTable, name) }, token));
            }

            if (await PlanRouteAsync(table, name, isPublic, cancellationToken) is { } route)
            {
                return route;
            }

            foreach (var subnet in subnets.Where(candidate => IsPublic(candidate) == isPublic))
            {
                if (table.Associations?.Exists(association => association.SubnetId == subnet.SubnetId) is not true)
                {
                    return StepPlan.Do($"associated {subnet.SubnetId} with route table {name}", token => _ec2.AssociateRouteTableAsync(
                        new AssociateRouteTableRequest { RouteTableId = table.RouteTableId, SubnetId = subnet.SubnetId }, token));
                }
            }
        }

        return new StepPlan.Ready($"{tables.Count} route tables");
    }

    private async Task<StepPlan?> PlanRouteAsync(RouteTable table, string name, bool isPublic, CancellationToken cancellationToken)
    {
        var route = table.Routes?.Find(candidate => candidate.DestinationCidrBlock == Anywhere);
        var gateway = isPublic
            ? (await _network.FindInternetGatewayAsync(cancellationToken))?.InternetGatewayId
            : (await _network.ListNatGatewaysAsync(cancellationToken)).FirstOrDefault()?.NatGatewayId;
        if ((isPublic ? route?.GatewayId : route?.NatGatewayId) == gateway)
        {
            return null;
        }

        // A route to a gateway that is gone stays as a black hole, and is replaced.
        return route is null
            ? StepPlan.Do($"created route of {name} to {gateway}", token => _ec2.CreateRouteAsync(
                new CreateRouteRequest
                {
                    RouteTableId = table.RouteTableId,
                    DestinationCidrBlock = Anywhere,
                    GatewayId = isPublic ? gateway : null,
                    NatGatewayId = isPublic ? null : gateway,
                },
                token))
            : StepPlan.Do($"led route of {name} to {gateway}", token => _ec2.ReplaceRouteAsync(
                new ReplaceRouteRequest
                {
                    RouteTableId = table.RouteTableId,
                    DestinationCidrBlock = Anywhere,
                    GatewayId = isPublic ? gateway : null,
                    NatGatewayId = isPublic ? null : gateway,
                },
                token));
    }

    private static bool IsPublic(Subnet subnet) => NetworkFinder.Tag(subnet.Tags, "kubernetes.io/role/elb") is not null;
}
