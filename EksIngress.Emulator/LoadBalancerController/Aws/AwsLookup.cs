using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Networking;
using Tag = Amazon.EC2.Model.Tag;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Answers what the model asks of AWS, with the controller's own credentials.</summary>
internal sealed class AwsLookup(
    IAmazonEC2 ec2, IAmazonElasticLoadBalancingV2 elb, ElbResources resources, NamedResources named, BackendSecurityGroup backend, string vpcId) : IAwsLookup
{
    public async ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByTagsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> tags, CancellationToken cancellationToken)
    {
        var request = new DescribeSubnetsRequest { Filters = [new Filter("vpc-id", [vpcId])] };
        request.Filters.AddRange(tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Filter($"tag:{tag.Key}", [.. tag.Value])));
        return await SubnetsAsync(request, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<SubnetFact>> FindSubnetsByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        await SubnetsAsync(new DescribeSubnetsRequest { SubnetIds = [.. ids] }, cancellationToken);

    public async ValueTask<IReadOnlyList<RouteTableFact>> FindRouteTablesAsync(CancellationToken cancellationToken)
    {
        var tables = new List<RouteTableFact>();
        var request = new DescribeRouteTablesRequest { Filters = [new Filter("vpc-id", [vpcId])] };
        do
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeRouteTables", ec2.DescribeRouteTablesAsync(request, cancellationToken));
            tables.AddRange((page.RouteTables ?? []).Select(table => new RouteTableFact(
                (table.Associations ?? []).Exists(association => association.Main == true),
                [.. (table.Associations ?? []).Select(association => association.SubnetId).OfType<string>()],
                [.. (table.Routes ?? []).Select(route => route.GatewayId).OfType<string>()])));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        return tables;
    }

    public async ValueTask<string> GetZoneTypeAsync(string zoneId, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeAvailabilityZones", ec2.DescribeAvailabilityZonesAsync(
            new DescribeAvailabilityZonesRequest { ZoneIds = [zoneId] }, cancellationToken));
        return response.AvailabilityZones?.FirstOrDefault()?.ZoneType
            ?? throw new AlbModelException($"couldn't fetch info for availability zone IDs: [{zoneId}]");
    }

    public async ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByIdsAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        await SecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [.. ids] }, cancellationToken);

    public async ValueTask<IReadOnlyList<SecurityGroupFact>> FindSecurityGroupsByNamesAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        await SecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:Name", [.. names]), new Filter("vpc-id", [vpcId])] }, cancellationToken);

    public async ValueTask<string> GetBackendSecurityGroupAsync(CancellationToken cancellationToken) => await backend.GetAsync(cancellationToken);

    public async ValueTask<LoadBalancerFact?> FindLoadBalancerAsync(IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var found = await resources.FindLoadBalancersAsync([tags], cancellationToken);
        return found.Count == 0
            ? null
            : new LoadBalancerFact(
                found[0].Resource.Scheme.Value, [.. (found[0].Resource.AvailabilityZones ?? []).Select(zone => zone.SubnetId)]);
    }

    public async ValueTask<string> GetTargetGroupArnAsync(string name, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroups", elb.DescribeTargetGroupsAsync(
            new DescribeTargetGroupsRequest { Names = [name] }, cancellationToken));
        return response.TargetGroups?.FirstOrDefault()?.TargetGroupArn ?? throw new AlbModelException($"expecting a single targetGroup with query [{name}] but got 0");
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> FindTrustStoreArnsAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken) => await named.TrustStores.FindAsync(names, cancellationToken);

    public async ValueTask<IReadOnlyList<CertificateFact>> FindCertificatesAsync(CancellationToken cancellationToken) =>
        await named.Certificates.FindAsync(cancellationToken);

    public async ValueTask<string?> FindWebAclArnAsync(string name, CancellationToken cancellationToken) =>
        await named.WebAcls.FindAsync(name, cancellationToken);

    private async Task<IReadOnlyList<SubnetFact>> SubnetsAsync(DescribeSubnetsRequest request, CancellationToken cancellationToken)
    {
        var subnets = new List<SubnetFact>();
        do
        {
            var page = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSubnets", ec2.DescribeSubnetsAsync(request, cancellationToken));
            subnets.AddRange((page.Subnets ?? []).Select(subnet => new SubnetFact
            {
                Id = subnet.SubnetId,
                AvailabilityZone = subnet.AvailabilityZone,
                AvailabilityZoneId = subnet.AvailabilityZoneId,
                AvailableIpAddressCount = subnet.AvailableIpAddressCount ?? 0,
                HasIpv6Cidr = (subnet.Ipv6CidrBlockAssociationSet ?? []).Exists(block => block.Ipv6CidrBlockState?.State?.Value == "associated"),
                OutpostArn = subnet.OutpostArn,
                Tags = Map(subnet.Tags),
            }));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        return subnets;
    }

    private async Task<IReadOnlyList<SecurityGroupFact>> SecurityGroupsAsync(
        DescribeSecurityGroupsRequest request, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(request, cancellationToken));
        return [.. (response.SecurityGroups ?? []).Select(group => new SecurityGroupFact(group.GroupId, Map(group.Tags).GetValueOrDefault("Name")))];
    }

    private static Dictionary<string, string> Map(List<Tag>? tags) =>
        (tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
}
