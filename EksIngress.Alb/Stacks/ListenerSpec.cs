using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

internal sealed record ListenerSpec
{
    public required int Port { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    public required IReadOnlyList<ListenerAction> DefaultActions { get; init; }

    /// <summary>ARNs; the first is the default certificate.</summary>
    public required IReadOnlyList<string> Certificates { get; init; }

    /// <summary>Null on HTTP listeners.</summary>
    public required string? SslPolicy { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
