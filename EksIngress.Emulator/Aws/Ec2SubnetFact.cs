namespace EksIngress.Emulator.Aws;

/// <summary>A subnet, for other services.</summary>
/// <param name="AvailabilityZone">For example <c>eu-west-1a</c>.</param>
/// <param name="OutpostArn">Null outside Outposts.</param>
internal sealed record Ec2SubnetFact(string SubnetId, string VpcId, string AvailabilityZone, string? OutpostArn = null);
