namespace EksIngress.Emulator.Aws.Ec2;

/// <param name="SubnetId">Null for the association that makes the table its VPC's main one.</param>
internal sealed record RouteTableAssociation(string Id, string? SubnetId);
