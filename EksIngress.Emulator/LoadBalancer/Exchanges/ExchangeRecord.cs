using EksIngress.Emulator.LoadBalancer.Desync;
using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.LoadBalancer.Exchanges;

/// <summary>
/// A request that is over, for access logs and metrics. Times are timestamps of the load balancer's <see cref="TimeProvider"/>, 0 for what
/// did not happen.
/// </summary>
internal readonly struct ExchangeRecord
{
    public required ListenerProgram Program { get; init; }

    public required ClientInfo Client { get; init; }

    public required ExchangeKind Kind { get; init; }

    /// <summary>The request, to be read during the call only; null when what came is no request.</summary>
    public ProxyRequest? Request { get; init; }

    /// <summary>Null when the load balancer answered before it looked at the rules.</summary>
    public CompiledRule? Rule { get; init; }

    public TargetGroupRuntime? TargetGroup { get; init; }

    /// <summary>Null when no target was asked.</summary>
    public TargetRuntime? Target { get; init; }

    /// <summary>As access logs have it: 460 for a client that left before the answer, otherwise what the client was sent.</summary>
    public required int StatusCode { get; init; }

    /// <summary>0 when the target did not answer.</summary>
    public int TargetStatusCode { get; init; }

    /// <summary>Bytes from the client: request line, headers and body as they came.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>Bytes to the client: status line, headers and body.</summary>
    public long SentBytes { get; init; }

    /// <summary>When the head of the request was complete.</summary>
    public required long RequestReceived { get; init; }

    /// <summary>When the head of the request went to the target.</summary>
    public long RequestSent { get; init; }

    /// <summary>When the head of the target's response was complete.</summary>
    public long ResponseReceived { get; init; }

    public required long Completed { get; init; }

    public RequestClass Classification { get; init; }

    public RequestReason ClassificationReason { get; init; }

    /// <summary>For example <c>target_timeout</c>; null when nothing went wrong. Not the error reasons of access logs, which are for Lambda, WAF and authentication.</summary>
    public string? Failure { get; init; }

    /// <summary>Location of a redirect that the load balancer made.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>What the action that stands before the one that answers did; null without one.</summary>
    public AuthenticationOutcome? Authentication { get; init; }
}
