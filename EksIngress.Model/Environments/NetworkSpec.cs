namespace EksIngress.Model.Environments;

/// <summary>The VPC of an environment: a new one with a public and a private subnet per availability zone, or one that is there.</summary>
public sealed record NetworkSpec
{
    /// <summary>IPv4 range of the new VPC, /16 to /20. Default: <c>192.168.0.0/16</c>. Not used with <see cref="Existing"/>.</summary>
    public string Cidr { get; init; } = "192.168.0.0/16";

    /// <summary>Number of availability zones of the new VPC, 2 to 4. EKS and an ALB want two at least. Default: 2. Not used with <see cref="Existing"/>.</summary>
    public int AvailabilityZoneCount { get; init; } = 2;

    /// <summary>A VPC that is there already and is not changed; null for a new one.</summary>
    public ExistingNetworkSpec? Existing { get; init; }
}
