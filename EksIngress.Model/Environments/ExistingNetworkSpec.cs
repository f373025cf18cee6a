namespace EksIngress.Model.Environments;

/// <summary>
/// A VPC of someone else's that the environment uses. It is looked at and never changed: nodes need a way to the internet or to
/// VPC endpoints from the private subnets.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html</remarks>
public sealed record ExistingNetworkSpec
{
    /// <summary>Id of the VPC, for example <c>vpc-0a1b2c3d</c>; DNS support and DNS hostnames must be on.</summary>
    public required string VpcId { get; init; }

    /// <summary>Ids of the subnets of nodes, pods and internal ALBs, in two availability zones at least.</summary>
    public required IReadOnlyList<string> PrivateSubnetIds { get; init; }

    /// <summary>Ids of the subnets of internet-facing ALBs, in two availability zones at least; empty if there is no such ALB.</summary>
    public IReadOnlyList<string> PublicSubnetIds { get; init; } = [];
}
