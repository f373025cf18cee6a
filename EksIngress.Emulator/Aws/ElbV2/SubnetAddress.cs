namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>An address of a Network Load Balancer in one subnet, as a subnet mapping asks for it.</summary>
/// <param name="AllocationId">Elastic address of an internet-facing one; null for none.</param>
/// <param name="PublicIp">That address, for example <c>203.0.113.1</c>.</param>
/// <param name="PrivateIp">Address of an internal one; null for one that EC2 chose.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html</remarks>
internal sealed record SubnetAddress(string SubnetId, string? AllocationId, string? PublicIp, string? PrivateIp);
