using System.Buffers;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A kind of resource: how its ids look and what EC2 says when there is none with such an id.</summary>
/// <param name="Name">Name in ARNs and in <c>TagSpecification</c>, for example <c>route-table</c>.</param>
/// <param name="IdPrefix">Id without dash and digits, for example <c>rtb</c>.</param>
/// <param name="NotFoundCode">Error code for an id that does not exist.</param>
/// <param name="MalformedCode">Error code for what cannot be an id of this kind.</param>
/// <param name="NotFoundText">Message with <c>{id}</c> in it.</param>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html</remarks>
internal sealed record Ec2ResourceType(string Name, string IdPrefix, string NotFoundCode, string MalformedCode, string NotFoundText)
{
    public static Ec2ResourceType Vpc { get; } = new("vpc", "vpc", "InvalidVpcID.NotFound", "InvalidVpcID.Malformed", "The vpc ID '{id}' does not exist");

    public static Ec2ResourceType Subnet { get; } = new("subnet", "subnet", "InvalidSubnetID.NotFound", "InvalidSubnetID.Malformed", "The subnet ID '{id}' does not exist");

    public static Ec2ResourceType InternetGateway { get; } = new("internet-gateway", "igw", "InvalidInternetGatewayID.NotFound", "InvalidInternetGatewayID.Malformed", "The internetGateway ID '{id}' does not exist");

    public static Ec2ResourceType ElasticIp { get; } = new("elastic-ip", "eipalloc", "InvalidAllocationID.NotFound", "InvalidAllocationID.Malformed", "The allocation ID '{id}' does not exist");

    public static Ec2ResourceType NatGateway { get; } = new("natgateway", "nat", "NatGatewayNotFound", "NatGatewayMalformed", "NatGateway {id} was not found");

    public static Ec2ResourceType RouteTable { get; } = new("route-table", "rtb", "InvalidRouteTableID.NotFound", "InvalidRouteTableID.Malformed", "The routeTable ID '{id}' does not exist");

    public static Ec2ResourceType SecurityGroup { get; } = new("security-group", "sg", "InvalidGroup.NotFound", "InvalidGroupId.Malformed", "The security group '{id}' does not exist");

    public static Ec2ResourceType SecurityGroupRule { get; } = new("security-group-rule", "sgr", "InvalidSecurityGroupRuleId.NotFound", "InvalidSecurityGroupRuleId.Malformed", "The security group rule ID '{id}' does not exist");

    public static Ec2ResourceType NetworkInterface { get; } = new("network-interface", "eni", "InvalidNetworkInterfaceID.NotFound", "InvalidNetworkInterfaceId.Malformed", "The networkInterface ID '{id}' does not exist");

    public static Ec2ResourceType Instance { get; } = new("instance", "i", "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", "The instance ID '{id}' does not exist");

    private static readonly SearchValues<char> s_idDigits = SearchValues.Create("0123456789abcdef");

    private static readonly Ec2ResourceType[] s_all =
        [Vpc, Subnet, InternetGateway, ElasticIp, NatGateway, RouteTable, SecurityGroup, SecurityGroupRule, NetworkInterface, Instance];

    /// <summary>The kind whose ids look like this one; null when no emulated kind does.</summary>
    public static Ec2ResourceType? FindByIdShape(string id) => Array.Find(s_all, type => type.Fits(id));

    public string NewId() => AwsIds.Resource(IdPrefix);

    public AwsException NotFound(string id) => new(NotFoundCode, NotFoundText.Replace("{id}", id, StringComparison.Ordinal));

    /// <exception cref="AwsException">The malformed code: this cannot be an id of this kind.</exception>
    public void RequireShape(string id)
    {
        if (!Fits(id))
        {
            throw new AwsException(MalformedCode, $"Invalid id: \"{id}\" (expecting \"{IdPrefix}-...\")");
        }
    }

    // Old ids have 8 hexadecimal digits, those made since 2018 have 17.
    private bool Fits(string id) =>
        id.Length > IdPrefix.Length + 1
        && id.StartsWith(IdPrefix, StringComparison.Ordinal)
        && id[IdPrefix.Length] == '-'
        && id.Length - IdPrefix.Length - 1 is 8 or 17
        && id.AsSpan(IdPrefix.Length + 1).IndexOfAnyExcept(s_idDigits) < 0;
}
