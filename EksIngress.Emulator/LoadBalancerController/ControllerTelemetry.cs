using System.Diagnostics;

namespace EksIngress.Emulator.LoadBalancerController;

internal static class ControllerTelemetry
{
    public const string SourceName = "EksIngress.LoadBalancerController";

    /// <summary>Annotation by which whoever applied an object passes its trace on.</summary>
    public const string TraceParentAnnotation = "eksingress.dev/traceparent";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Starts a span that continues the trace of an annotated object; without one it is a root.</summary>
    public static Activity? Start(string name, IReadOnlyDictionary<string, string>? annotations)
    {
        ActivityContext parent = default;
        if (annotations?.GetValueOrDefault(TraceParentAnnotation) is { } traceParent)
        {
            ActivityContext.TryParse(traceParent, null, isRemote: true, out parent);
        }

        // The worker runs for ever; what it was started under is no parent of its work.
        Activity.Current = null;
        return Source.StartActivity(name, ActivityKind.Internal, parent);
    }
}
