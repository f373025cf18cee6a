using System.Collections.Frozen;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Names of the spans of a load balancer's requests, made once.</summary>
internal sealed class SpanNames(string loadBalancer)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

    // Any token is a method; a span name must not be whatever a client sends.
    private readonly (string Method, string Name) _other = ("_OTHER", $"_OTHER {loadBalancer}");

    private readonly FrozenDictionary<string, (string Method, string Name)> _names =
        Methods.ToFrozenDictionary(method => method, method => (method, $"{method} {loadBalancer}"), StringComparer.Ordinal);

    /// <summary>The method and the name that a span has for a request of that method.</summary>
    public (string Method, string Name) Of(string method) => _names.TryGetValue(method, out var found) ? found : _other;
}
