namespace EksIngress.Emulator.Aws.Ec2;

/// <param name="Name">For example <c>eu-west-1a</c>.</param>
/// <param name="Id">For example <c>euw1-az1</c>.</param>
internal sealed record AvailabilityZone(string Name, string Id, string Region);
