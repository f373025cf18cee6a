using System.Net;
using EksIngress.Alb.Matching;

namespace EksIngress.Alb.Lint;

/// <summary>A request made up to see which rule takes it.</summary>
internal sealed record WitnessRequest : IRuleRequest
{
    public required string Host { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    public required string Method { get; init; }

    public required IPAddress? Source { get; init; }

    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    /// <summary>Its method or its source stand for any other, and would puzzle a reader.</summary>
    public bool IsMadeUp { get; init; }

    public int Length => Host.Length + Path.Length + Query.Length + Method.Length + Headers.Sum(header => header.Name.Length + header.Value.Length);

    public bool AnyHeaderValue(string name, Func<string, bool> passes) =>
        Headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && passes(header.Value));

    /// <summary><c>GET https://www.example.com/cart</c>, with what else makes it match.</summary>
    public string Describe(string protocol, int port, bool anyHost, bool anySource)
    {
        var scheme = protocol.ToLowerInvariant();
        var place = (protocol, port) is ("HTTP", 80) or ("HTTPS", 443) ? "" : $":{port}";
        var query = Query.Length == 0 ? "" : $"?{Query}";
        var headers = string.Concat(Headers.Select(header => $" -H '{header.Name}: {header.Value}'"));
        return $"{Method} {scheme}://{(anyHost ? "HOST" : Host)}{place}{Path}{query}{headers}{(anySource ? "" : $" from {Source}")}";
    }
}
