using System.Net;
using EksIngress.Alb.Matching;

namespace EksIngress.Alb.Tests.Matching;

internal sealed class MatchRequest : IRuleRequest
{
    public string Host { get; init; } = "www.example.com";

    public string Path { get; init; } = "/";

    public string Query { get; init; } = "";

    public string Method { get; init; } = "GET";

    public IPAddress? Source { get; init; } = IPAddress.Loopback;

    public Dictionary<string, string[]> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public bool AnyHeaderValue(string name, Func<string, bool> passes) => Headers.GetValueOrDefault(name, []).Any(passes);
}
