using System.Net;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A registered target.</summary>
/// <param name="Address">Where it is reached; that of a load balancer is loopback, at the port bound for its listener.</param>
/// <param name="AvailabilityZone">Zone of the target, or <c>all</c>; null when it was not sent.</param>
internal sealed record Target(TargetKey Key, IPAddress Address, string? AvailabilityZone);
