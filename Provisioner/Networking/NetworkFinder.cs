using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>
/// Finds the parts of an environment's network: its own by their tag, or those of an existing VPC by the ids that the specification has.
/// Only its own are ever changed or removed.
/// </summary>
internal sealed class NetworkFinder(EnvironmentContext context)
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;

    public async Task<Vpc?> FindVpcAsync(CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [context.Tags.Filter] }, cancellationToken);
        return response.Vpcs is { Count: > 1 } several
            ? throw new ProvisioningException(
                $"There are {several.Count} VPCs of environment {context.Spec.Name} ({string.Join(", ", several.Select(vpc => vpc.VpcId))}); there must be one. Delete those that are not in use.")
            : response.Vpcs?.FirstOrDefault();
    }

    /// <exception cref="ProvisioningException">The VPC is gone.</exception>
    public async Task<Vpc> GetVpcAsync(CancellationToken cancellationToken) =>
        await FindVpcAsync(cancellationToken)
            ?? throw new ProvisioningException($"The VPC of environment {context.Spec.Name} is gone. Run apply again.");

    /// <summary>Id of the VPC that the cluster is in, its own or an existing one.</summary>
    /// <exception cref="ProvisioningException">The VPC is gone.</exception>
    public async Task<string> GetVpcIdAsync(CancellationToken cancellationToken) =>
        context.Spec.Network.Existing?.VpcId ?? (await GetVpcAsync(cancellationToken)).VpcId;

    /// <summary>Id of the VPC that the cluster is in; null when its own is not there.</summary>
    public async Task<string?> FindVpcIdAsync(CancellationToken cancellationToken) =>
        context.Spec.Network.Existing?.VpcId ?? (await FindVpcAsync(cancellationToken))?.VpcId;

    /// <summary>Ids of the subnets that the control plane gets.</summary>
    public async Task<IReadOnlyList<string>> ListClusterSubnetsAsync(CancellationToken cancellationToken) => context.Spec.Network.Existing is { } existing
        ? [.. existing.PrivateSubnetIds, .. existing.PublicSubnetIds]
        : [.. (await ListSubnetsAsync(cancellationToken)).Select(subnet => subnet.SubnetId)];

    /// <summary>Ids of the subnets that nodes are in: the private ones.</summary>
    public async Task<IReadOnlyList<string>> ListNodeSubnetsAsync(CancellationToken cancellationToken) => context.Spec.Network.Existing is { } existing
        ? existing.PrivateSubnetIds
        : [.. (await ListSubnetsAsync(cancellationToken)).Where(subnet => Tag(subnet.Tags, "kubernetes.io/role/internal-elb") is not null).Select(subnet => subnet.SubnetId)];

    /// <summary>The environment's own subnets, by id.</summary>
    public Task<List<Subnet>> ListSubnetsAsync(CancellationToken cancellationToken) => Paging.AllAsync<Subnet>(async marker =>
    {
        var page = await _ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [context.Tags.Filter], NextToken = marker }, cancellationToken);
        return (page.Subnets?.OrderBy(subnet => subnet.SubnetId, StringComparer.Ordinal), page.NextToken);
    });

    public async Task<InternetGateway?> FindInternetGatewayAsync(CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = [context.Tags.Filter] }, cancellationToken);
        return response.InternetGateways?.FirstOrDefault();
    }

    /// <summary>NAT gateways that exist or are coming and going; EC2 lists deleted ones for another hour, and these are left out.</summary>
    public async Task<List<NatGateway>> ListNatGatewaysAsync(CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeNatGatewaysAsync(new DescribeNatGatewaysRequest { Filter = [context.Tags.Filter] }, cancellationToken);
        return [.. (response.NatGateways ?? []).Where(gateway => gateway.State != NatGatewayState.Deleted)];
    }

    public async Task<List<Address>> ListAddressesAsync(CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeAddressesAsync(new DescribeAddressesRequest { Filters = [context.Tags.Filter] }, cancellationToken);
        return response.Addresses ?? [];
    }

    public async Task<List<RouteTable>> ListRouteTablesAsync(CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [context.Tags.Filter] }, cancellationToken);
        return response.RouteTables ?? [];
    }

    public static string? Tag(IEnumerable<Tag>? tags, string key) => tags?.FirstOrDefault(tag => tag.Key == key)?.Value;
}
