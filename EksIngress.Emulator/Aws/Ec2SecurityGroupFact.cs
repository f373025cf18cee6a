namespace EksIngress.Emulator.Aws;

/// <summary>A security group, for other services.</summary>
internal sealed record Ec2SecurityGroupFact(string GroupId, string VpcId);
