using System.Net;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A registered target.</summary>
/// <param name="Address">Where it is reached.</param>
/// <param name="AvailabilityZone">Zone of the target, or <c>all</c>; null when it was not sent.</param>
internal sealed record Target(TargetKey Key, IPAddress Address, string? AvailabilityZone);
