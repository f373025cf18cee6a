namespace EksIngress.Model.Environments;

/// <summary>Who can reach the Kubernetes API. At least one of the two ways is open.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html</remarks>
public sealed record EndpointAccessSpec
{
    /// <summary>True if it can be reached from the internet. Default: true.</summary>
    public bool Public { get; init; } = true;

    /// <summary>True if it can be reached from within the VPC. Default: true.</summary>
    public bool Private { get; init; } = true;

    /// <summary>IPv4 ranges from which the public endpoint answers, at most 40; empty for <c>0.0.0.0/0</c>.</summary>
    public IReadOnlyList<string> PublicCidrs { get; init; } = [];
}
