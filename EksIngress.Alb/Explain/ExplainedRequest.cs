using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Explain;

/// <summary>The request as the matcher wants to see it, and in words.</summary>
internal sealed class ExplainedRequest(RequestToExplain request) : IRuleRequest
{
    public string Host => request.Host;

    public string Path => request.Path;

    public string Query => request.Query;

    public string Method => request.Method;

    public IPAddress? Source => request.SourceIp;

    public bool AnyHeaderValue(string name, Func<string, bool> passes) => request.ValuesOf(name).Any(passes);

    /// <summary>What the request has where the condition looks.</summary>
    public string Describe(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader => Host,
        RuleCondition.PathPattern => Path,
        RuleCondition.HttpHeader header => request.ValuesOf(header.Name).ToList() is { Count: > 0 } values ? string.Join(", ", values) : "no such header",
        RuleCondition.HttpRequestMethod => Method,
        RuleCondition.QueryString => Query.Length == 0 ? "no query" : Query,
        RuleCondition.SourceIp => Source?.ToString() ?? "no known source address (say --source-ip)",
        _ => throw new InvalidOperationException($"unknown condition {condition.Field}"),
    };
}
