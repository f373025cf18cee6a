using System.Diagnostics;

namespace EksIngress.Provisioner.Steps;

/// <summary>Spans: one root per run, one per step below it. Calls to AWS and Kubernetes are spans of the HTTP client.</summary>
internal static class ProvisionerTelemetry
{
    public const string SourceName = "EksIngress.Provisioner";

    public static ActivitySource Source { get; } = new(SourceName);
}
