namespace EksIngress.Model.Environments;

/// <summary>The VPC of an environment: one public and one private subnet per availability zone.</summary>
public sealed record NetworkSpec
{
    /// <summary>IPv4 range of the VPC, /16 to /20. Default: <c>192.168.0.0/16</c>.</summary>
    public string Cidr { get; init; } = "192.168.0.0/16";

    /// <summary>Number of availability zones, 2 to 4. EKS and an ALB want two at least. Default: 2.</summary>
    public int AvailabilityZoneCount { get; init; } = 2;
}
