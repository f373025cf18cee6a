using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Networking;

namespace EksIngress.Provisioner.Removal;

/// <summary>Finds what is left of an environment's network, kind by kind.</summary>
internal sealed class NetworkParts(EnvironmentContext context)
{
    private readonly IAmazonEC2 _ec2 = context.Aws.Ec2;
    private readonly NetworkFinder _network = new(context);

    public async Task<RemovablePart?> FindAddressAsync(CancellationToken cancellationToken) =>
        (await _network.ListAddressesAsync(cancellationToken)).FirstOrDefault() is { } address
            ? new RemovablePart($"elastic address {address.PublicIp}", token =>
                _ec2.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = address.AllocationId }, token))
            : null;

    // Pods' interfaces outlive their nodes when the VPC CNI had no time to remove them. Only free ones of this VPC are touched.
    public async Task<RemovablePart?> FindInterfaceAsync(CancellationToken cancellationToken)
    {
        if (await _network.FindVpcIdAsync(cancellationToken) is not { } vpcId)
        {
            return null;
        }

        // In someone else's VPC only those that the VPC CNI has marked as this cluster's.
        var filters = new List<Filter> { new("vpc-id", [vpcId]), new("status", ["available"]) };
        if (context.Spec.Network.Existing is not null)
        {
            filters.Add(new Filter("tag:cluster.k8s.amazonaws.com/name", [ResourceNames.Cluster(context.Spec)]));
        }

        var response = await _ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = filters }, cancellationToken);
        return response.NetworkInterfaces?.FirstOrDefault() is { } orphan
            ? new RemovablePart($"network interface {orphan.NetworkInterfaceId}", token =>
                _ec2.DeleteNetworkInterfaceAsync(new DeleteNetworkInterfaceRequest { NetworkInterfaceId = orphan.NetworkInterfaceId }, token))
            : null;
    }

    public async Task<RemovablePart?> FindSecurityGroupAsync(CancellationToken cancellationToken)
    {
        if (await _network.FindVpcIdAsync(cancellationToken) is not { } vpcId)
        {
            return null;
        }

        var response = await _ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest
            {
                Filters = [new("vpc-id", [vpcId]), new("tag:" + OwnershipTags.ControllerClusterKey, [ResourceNames.Cluster(context.Spec)])],
            },
            cancellationToken);

        // One that another refers to in its rules cannot go first.
        var groups = response.SecurityGroups ?? [];
        var referred = groups
            .SelectMany(group => (group.IpPermissions ?? []).SelectMany(rule => rule.UserIdGroupPairs ?? []).Select(pair => (group.GroupId, Other: pair.GroupId)))
            .Where(pair => pair.GroupId != pair.Other)
            .Select(pair => pair.Other)
            .ToHashSet(StringComparer.Ordinal);
        return (groups.Find(group => !referred.Contains(group.GroupId)) ?? groups.FirstOrDefault()) is { } next
            ? new RemovablePart($"security group {next.GroupName}", token =>
                _ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = next.GroupId }, token))
            {
                FindUserAsync = token => FindUserAsync("group-id", next.GroupId, token),
            }
            : null;
    }

    public async Task<RemovablePart?> FindRouteTableAsync(CancellationToken cancellationToken)
    {
        if ((await _network.ListRouteTablesAsync(cancellationToken)).FirstOrDefault() is not { } table)
        {
            return null;
        }

        return table.Associations?.Find(candidate => candidate.Main is not true) is { } association
            ? new RemovablePart($"association of {table.RouteTableId} with {association.SubnetId}", token =>
                _ec2.DisassociateRouteTableAsync(
                    new DisassociateRouteTableRequest { AssociationId = association.RouteTableAssociationId }, token))
            : new RemovablePart($"route table {table.RouteTableId}", token =>
                _ec2.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = table.RouteTableId }, token));
    }

    public async Task<RemovablePart?> FindSubnetAsync(CancellationToken cancellationToken) =>
        (await _network.ListSubnetsAsync(cancellationToken)).FirstOrDefault() is { } subnet
            ? new RemovablePart($"subnet {subnet.SubnetId}", token =>
                _ec2.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnet.SubnetId }, token))
            {
                FindUserAsync = token => FindUserAsync("subnet-id", subnet.SubnetId, token),
            }
            : null;

    public async Task<RemovablePart?> FindInternetGatewayAsync(CancellationToken cancellationToken)
    {
        if (await _network.FindInternetGatewayAsync(cancellationToken) is not { } gateway)
        {
            return null;
        }

        var id = gateway.InternetGatewayId;
        return gateway.Attachments?.FirstOrDefault() is { } attachment
            ? new RemovablePart($"attachment of {id} to {attachment.VpcId}", token =>
                _ec2.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = id, VpcId = attachment.VpcId }, token))
            : new RemovablePart($"internet gateway {id}", token =>
                _ec2.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = id }, token));
    }

    public async Task<RemovablePart?> FindVpcAsync(CancellationToken cancellationToken) =>
        await _network.FindVpcAsync(cancellationToken) is { } vpc
            ? new RemovablePart($"VPC {vpc.VpcId}", token =>
                _ec2.DeleteVpcAsync(new DeleteVpcRequest { VpcId = vpc.VpcId }, token))
            {
                FindUserAsync = token => FindVpcUserAsync(vpc.VpcId, token),
            }
            : null;

    // EC2 says that there are dependencies, and not which.
    private async Task<string?> FindUserAsync(string filter, string id, CancellationToken cancellationToken)
    {
        var response = await _ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = [new(filter, [id])] }, cancellationToken);
        return response.NetworkInterfaces?.FirstOrDefault() is { } user
            ? $"network interface {user.NetworkInterfaceId}{(user.Description is { Length: > 0 } text ? $" ({text})" : "")}"
            : null;
    }

    // What others put into the VPC is theirs to remove.
    private async Task<string?> FindVpcUserAsync(string vpcId, CancellationToken cancellationToken)
    {
        if (await FindUserAsync("vpc-id", vpcId, cancellationToken) is { } user)
        {
            return user;
        }

        var subnets = await _ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new("vpc-id", [vpcId])] }, cancellationToken);
        if (subnets.Subnets?.FirstOrDefault() is { } subnet)
        {
            return $"subnet {subnet.SubnetId}";
        }

        var groups = await _ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [new("vpc-id", [vpcId])] }, cancellationToken);
        return groups.SecurityGroups?.Find(group => group.GroupName != "default") is { } found ? $"security group {found.GroupId} ({found.GroupName})" : null;
    }
}
