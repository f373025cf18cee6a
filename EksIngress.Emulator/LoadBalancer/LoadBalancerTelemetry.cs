using System.Diagnostics;

namespace EksIngress.Emulator.LoadBalancer;

internal static class LoadBalancerTelemetry
{
    public const string SourceName = "EksIngress.LoadBalancer";

    public static ActivitySource Source { get; } = new(SourceName);
}
