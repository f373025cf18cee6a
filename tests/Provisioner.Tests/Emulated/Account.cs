using Amazon.EC2.Model;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>What an account holds, as every list call tells it.</summary>
internal static class Account
{
    public static AwsClients Connect(RunningEmulator emulator) => new(TargetResolver.Resolve(TargetKind.Emulator, "eu-west-1", name => name switch
    {
        "AWS_ENDPOINT_URL" => emulator.AwsEndpoint.AbsoluteUri,
        "AWS_ACCESS_KEY_ID" => emulator.AccessKeyId,
        "AWS_SECRET_ACCESS_KEY" => emulator.SecretAccessKey,
        _ => null,
    }, NoCredentials));

    /// <summary>For an emulator nobody asks the machine for credentials.</summary>
    public static AWSCredentials NoCredentials() => throw new InvalidOperationException("The machine was asked for AWS credentials.");

    public static async Task<IReadOnlyList<string>> ListAsync(AwsClients aws, CancellationToken token)
    {
        var vpcs = await aws.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), token);
        var subnets = await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), token);
        var gateways = await aws.Ec2.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest(), token);
        // EC2 lists deleted NAT gateways for an hour.
        var nat = await aws.Ec2.DescribeNatGatewaysAsync(new DescribeNatGatewaysRequest { Filter = [new("state", ["pending", "available", "deleting", "failed"])] }, token);
        var addresses = await aws.Ec2.DescribeAddressesAsync(new DescribeAddressesRequest(), token);
        var tables = await aws.Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest(), token);
        var groups = await aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), token);
        var interfaces = await aws.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), token);
        var clusters = await aws.Eks.ListClustersAsync(new ListClustersRequest(), token);
        var loadBalancers = await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), token);
        var targetGroups = await aws.LoadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), token);
        var roles = await aws.Iam.ListRolesAsync(new ListRolesRequest(), token);
        var policies = await aws.Iam.ListPoliciesAsync(new ListPoliciesRequest { Scope = PolicyScopeType.Local }, token);
        var providers = await aws.Iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), token);
        IEnumerable<IEnumerable<string>?> all =
        [
            vpcs.Vpcs?.Select(item => item.VpcId),
            subnets.Subnets?.Select(item => item.SubnetId),
            gateways.InternetGateways?.Select(item => item.InternetGatewayId),
            nat.NatGateways?.Select(item => item.NatGatewayId),
            addresses.Addresses?.Select(item => item.AllocationId),
            tables.RouteTables?.Select(item => item.RouteTableId),
            groups.SecurityGroups?.Select(item => item.GroupId),
            interfaces.NetworkInterfaces?.Select(item => item.NetworkInterfaceId),
            clusters.Clusters,
            loadBalancers.LoadBalancers?.Select(item => item.LoadBalancerArn),
            targetGroups.TargetGroups?.Select(item => item.TargetGroupArn),
            // AWS makes service-linked roles by itself, and keeps them.
            roles.Roles?.Where(item => !item.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal)).Select(item => item.Arn),
            policies.Policies?.Select(item => item.Arn),
            providers.OpenIDConnectProviderList?.Select(item => item.Arn),
        ];
        return [.. all.SelectMany(items => items ?? []).Order(StringComparer.Ordinal)];
    }
}
