using System.Collections.Concurrent;
using System.Diagnostics;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// Every call that runs of the provisioner make while it listens, read from their traces: <c>iam CreateRole</c> for AWS,
/// <c>GET /api/v1</c> for the cluster. Calls of other traces, of tests side by side as well, are left out.
/// </summary>
internal sealed class CallRecorder : IDisposable
{
    private static readonly string[] ReadPrefixes = ["Describe", "List", "Get"];

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<ActivityTraceId, string> _runs = new();
    private readonly ConcurrentDictionary<ActivityTraceId, string> _open = new();
    private readonly ActivityListener _listener;
    private readonly string _environment;

    /// <param name="environment">Name of the environment; a test gives its own, so that runs are told apart.</param>
    public CallRecorder(string environment)
    {
        _environment = environment;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ProvisionerTelemetry.SourceName or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = Begin,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Called when a write of a run under way was answered; null for nothing.</summary>
    public Action? OnWrite { get; set; }

    public IReadOnlyList<Activity> Spans => [.. _spans.Where(span => _runs.ContainsKey(span.TraceId))];

    public IReadOnlyList<string> Calls => [.. Spans.Select(FindCall).OfType<string>()];

    public IReadOnlyList<string> Writes => [.. Calls.Where(call => !IsRead(call))];

    public void Clear()
    {
        _spans.Clear();
        _runs.Clear();
    }

    public void Dispose() => _listener.Dispose();

    // The environment's name is put on the root after it was started; the recorder of another test sees a root of no one it knows.
    private void Begin(Activity span)
    {
        if (span.Source.Name == ProvisionerTelemetry.SourceName && span.Parent is { } root && Equals(root.GetTagItem("eksingress.environment"), _environment))
        {
            _open[span.TraceId] = root.OperationName;
        }
    }

    private void Record(Activity span)
    {
        _spans.Enqueue(span);
        if (FindCall(span) is { } call && !IsRead(call) && _open.ContainsKey(span.TraceId))
        {
            OnWrite?.Invoke();
        }

        if (span.Source.Name == ProvisionerTelemetry.SourceName && Equals(span.GetTagItem("eksingress.environment"), _environment))
        {
            _runs[span.TraceId] = span.OperationName;
        }
    }

    private static string? FindCall(Activity span) => span.Source.Name switch
    {
        "Microsoft.AspNetCore" when span.GetTagItem("rpc.method") is string method => $"{span.GetTagItem("rpc.service")} {method}",
        "System.Net.Http" when span.GetTagItem("url.full") is string url && url.StartsWith("https:", StringComparison.Ordinal) =>
            $"{span.GetTagItem("http.request.method")} {new Uri(url).AbsolutePath}",
        _ => null,
    };

    private static bool IsRead(string call) =>
        call.StartsWith("GET ", StringComparison.Ordinal)
        || ReadPrefixes.Any(prefix => call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..].StartsWith(prefix, StringComparison.Ordinal));
}
