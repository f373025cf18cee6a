using System.Net;

namespace EksIngress.Emulator.Aws;

/// <summary>A running instance, for other services.</summary>
internal sealed record Ec2InstanceFact(string InstanceId, string VpcId, string AvailabilityZone, IPAddress PrivateIpAddress);
