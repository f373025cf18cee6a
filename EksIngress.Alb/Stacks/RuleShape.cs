using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>A rule as its JSON has it.</summary>
internal sealed record RuleShape
{
    public IReadOnlyList<ConditionShape> Conditions { get; init; } = [];

    public IReadOnlyList<ActionShape> Actions { get; init; } = [];

    public IReadOnlyList<TransformShape> Transforms { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoStrings.Map;

    [JsonPropertyName("listenerARN")]
    public JsonElement ListenerArn { get; init; }

    public int Priority { get; init; }

    public RuleDraft ToRule() =>
        new([.. Conditions.Select(condition => condition.ToCondition())], [.. Actions.Select(action => action.ToAction())], Tags)
        {
            Transforms = [.. Transforms.Select(transform => transform.ToTransform())],
        };

    internal sealed record ConditionShape
    {
        public required string Field { get; init; }

        public ValuesShape? HostHeaderConfig { get; init; }

        public ValuesShape? PathPatternConfig { get; init; }

        public HeaderShape? HttpHeaderConfig { get; init; }

        public PlainValuesShape? HttpRequestMethodConfig { get; init; }

        public QueryShape? QueryStringConfig { get; init; }

        [JsonPropertyName("sourceIPConfig")]
        public PlainValuesShape? SourceIpConfig { get; init; }

        public RuleCondition ToCondition() => this switch
        {
            { Field: "host-header", HostHeaderConfig: { } host } => new RuleCondition.HostHeader(host.Values, host.RegexValues),
            { Field: "path-pattern", PathPatternConfig: { } path } => new RuleCondition.PathPattern(path.Values, path.RegexValues),
            { Field: "http-header", HttpHeaderConfig: { } header } => new RuleCondition.HttpHeader(header.HttpHeaderName, header.Values, header.RegexValues),
            { Field: "http-request-method", HttpRequestMethodConfig: { } method } => new RuleCondition.HttpRequestMethod(method.Values),
            { Field: "query-string", QueryStringConfig: { } query } => new RuleCondition.QueryString(query.Values),
            { Field: "source-ip", SourceIpConfig: { } source } => new RuleCondition.SourceIp(source.Values),
            _ => throw new JsonException($"a condition of field '{Field}' lacks its configuration, or there is no such field"),
        };
    }

    internal sealed record PlainValuesShape
    {
        public IReadOnlyList<string> Values { get; init; } = [];
    }

    internal sealed record ValuesShape
    {
        public IReadOnlyList<string> Values { get; init; } = [];

        public IReadOnlyList<string> RegexValues { get; init; } = [];
    }

    internal sealed record HeaderShape
    {
        public required string HttpHeaderName { get; init; }

        public IReadOnlyList<string> Values { get; init; } = [];

        public IReadOnlyList<string> RegexValues { get; init; } = [];
    }

    internal sealed record QueryShape
    {
        public IReadOnlyList<RuleCondition.QueryStringPair> Values { get; init; } = [];
    }

    internal sealed record TransformShape
    {
        public required string Type { get; init; }

        public RewritesShape? HostHeaderRewriteConfig { get; init; }

        public RewritesShape? UrlRewriteConfig { get; init; }

        public RuleTransform ToTransform() => this switch
        {
            { Type: "host-header-rewrite", HostHeaderRewriteConfig: { } host } => new RuleTransform.HostHeaderRewrite(host.Rewrites ?? []),
            { Type: "url-rewrite", UrlRewriteConfig: { } url } => new RuleTransform.UrlRewrite(url.Rewrites ?? []),
            _ => throw new JsonException($"a transform of type '{Type}' lacks its configuration, or there is no such type"),
        };
    }

    internal sealed record RewritesShape
    {
        public IReadOnlyList<RuleTransform.Rewrite>? Rewrites { get; init; }
    }
}
