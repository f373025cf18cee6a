using System.Text.RegularExpressions;

namespace EksIngress.Alb.Flags;

/// <summary>How often operations of a service may be called: one entry of <c>--aws-api-throttle</c>.</summary>
/// <param name="Operations">Finds, anywhere in its name, the operations that share the limit.</param>
/// <param name="RatePerSecond">Calls that become possible in a second; infinity lifts the limit, 0 and less lets none come after the burst.</param>
/// <param name="Burst">Calls that are possible at once after a pause.</param>
internal sealed record ThrottleRule(Regex Operations, double RatePerSecond, int Burst);
