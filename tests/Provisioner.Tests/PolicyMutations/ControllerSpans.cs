using System.Collections.Concurrent;
using System.Diagnostics;
using EksIngress.Emulator.LoadBalancerController;

namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>The ends of the controller's reconciles by the trace that the Ingress carries, so that work on it is told from work on what was there before.</summary>
internal sealed class ControllerSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public ControllerSpans()
    {
        _listener = new ActivityListener
        {
            // The account's own spans make its denials tell the trace of the call.
            ShouldListenTo = source => source.Name is ControllerTelemetry.SourceName or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Source.Name == ControllerTelemetry.SourceName)
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those of a trace: the loop, its failure or null, in the order in which they ended.</summary>
    public IReadOnlyList<(Situation.Loop Loop, string? Service, string? Failure)> Of(ActivityTraceId trace) =>
    [
        .. _ended.Where(span => span.TraceId == trace).Select(span => (
            span.OperationName == "reconcile ingress group" ? Situation.Loop.IngressGroup : Situation.Loop.TargetGroupBinding,
            (string?)span.GetTagItem("k8s.service.name"),
            span.Status == ActivityStatusCode.Error ? span.StatusDescription ?? "error" : null)),
    ];

    public void Dispose() => _listener.Dispose();
}
