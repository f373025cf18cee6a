using System.Diagnostics;

namespace EksIngress.Emulator;

internal static class EmulatorTelemetry
{
    public const string SourceName = "EksIngress.Emulator";

    public static ActivitySource Source { get; } = new(SourceName);
}
