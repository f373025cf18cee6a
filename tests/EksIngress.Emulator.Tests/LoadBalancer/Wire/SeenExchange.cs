using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>What was reported of a request.</summary>
/// <param name="Classification">For example <c>Ambiguous/BothTeClPresent</c>.</param>
internal sealed record SeenExchange(
    ExchangeKind Kind,
    string Method,
    int StatusCode,
    int TargetStatusCode,
    string Classification,
    string? Failure,
    long Received,
    long Sent);
