namespace EksIngress.Alb.Rules;

/// <summary>An element of <c>conditions.NAME</c>: <c>{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"x","values":["a*"]}}</c>.</summary>
internal sealed record ConditionAnnotation
{
    public string Field { get; init; } = "";

    public ValuesConfig? HostHeaderConfig { get; init; }

    public ValuesConfig? PathPatternConfig { get; init; }

    public HeaderConfig? HttpHeaderConfig { get; init; }

    public ValuesConfig? HttpRequestMethodConfig { get; init; }

    public QueryConfig? QueryStringConfig { get; init; }

    public ValuesConfig? SourceIPConfig { get; init; }

    /// <exception cref="AlbModelException">The configuration of the field is missing or empty.</exception>
    public void Validate()
    {
        switch (Field)
        {
            case "host-header":
                ValidateExpressions("hostHeaderConfig", HostHeaderConfig);
                break;
            case "path-pattern":
                ValidateExpressions("pathPatternConfig", PathPatternConfig);
                break;
            case "http-header":
                ValidateExpressions("httpHeaderConfig", HttpHeaderConfig);
                break;
            case "http-request-method":
                ValidateValues("httpRequestMethodConfig", HttpRequestMethodConfig);
                break;
            case "source-ip":
                ValidateValues("sourceIPConfig", SourceIPConfig);
                break;
            case "query-string":
                Require(QueryStringConfig is not null, "missing queryStringConfig");
                Require(QueryStringConfig!.Values.Count != 0, "invalid queryStringConfig: Values cannot be empty");
                Require(QueryStringConfig.Values.All(pair => pair.Value.Length != 0), "invalid queryStringConfig: value cannot be empty");
                break;
            default:
                // The controller drops a condition of a kind it does not know; its rule would then match more than was asked for.
                throw new AlbModelException($"unknown condition field: {Field}");
        }
    }

    private static void ValidateExpressions(string name, ValuesConfig? config)
    {
        Require(config is not null, $"missing {name}");
        Require(config!.Values.Count != 0 || config.RegexValues.Count != 0, $"invalid {name}: values or regexValues must be specified");
        Require(
            config.Values.Count == 0 || config.RegexValues.Count == 0,
            $"invalid {name}: precisely one of values and regexValues can be specified");
    }

    private static void ValidateValues(string name, ValuesConfig? config)
    {
        Require(config is not null, $"missing {name}");
        Require(config!.Values.Count != 0, $"invalid {name}: values cannot be empty");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AlbModelException(otherwise);
        }
    }

    internal record ValuesConfig
    {
        public IReadOnlyList<string> Values { get; init; } = [];

        public IReadOnlyList<string> RegexValues { get; init; } = [];
    }

    internal sealed record HeaderConfig : ValuesConfig
    {
        public string HttpHeaderName { get; init; } = "";
    }

    internal sealed record QueryConfig
    {
        public IReadOnlyList<QueryPair> Values { get; init; } = [];
    }

    internal sealed record QueryPair
    {
        public string? Key { get; init; }

        public string Value { get; init; } = "";
    }
}
