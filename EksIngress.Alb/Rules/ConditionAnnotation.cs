using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>An element of <c>conditions.NAME</c>: <c>{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"x","values":["a*"]}}</c>.</summary>
/// <remarks>
/// A field that the controller does not know is passed over, and so is its condition: the rule then matches more than was meant.
/// Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#conditions
/// </remarks>
public sealed class ConditionAnnotation
{
    internal ConditionAnnotation()
    {
    }

    /// <summary>Which of the configurations counts; the others are not looked at.</summary>
    public string Field { get; internal set; } = "";

    /// <summary>For <c>host-header</c>.</summary>
    public ValuesConfig? HostHeaderConfig { get; internal set; }

    /// <summary>For <c>path-pattern</c>.</summary>
    public ValuesConfig? PathPatternConfig { get; internal set; }

    /// <summary>For <c>http-header</c>.</summary>
    public ValuesConfig? HttpHeaderConfig { get; internal set; }

    /// <summary>For <c>http-request-method</c>.</summary>
    public ValuesConfig? HttpRequestMethodConfig { get; internal set; }

    /// <summary>For <c>query-string</c>.</summary>
    public QueryConfig? QueryStringConfig { get; internal set; }

    /// <summary>For <c>source-ip</c>.</summary>
    public ValuesConfig? SourceIpConfig { get; internal set; }

    /// <summary>Reads a value of the annotation as it is, without <see cref="Validate"/>.</summary>
    /// <exception cref="AlbModelException">It is no JSON, or a member has the wrong type.</exception>
    public static IReadOnlyList<ConditionAnnotation> Parse(string json) => GoJsonDecoder.Decode(json, ReadAll);

    internal static List<ConditionAnnotation> ReadAll(GoJsonDecoder decoder, GoJsonValue json) =>
        [.. decoder.List<ConditionAnnotation>(json, "ingress.RuleCondition", null, (item, _) => Read(decoder, item))];

    /// <summary>Checks it as the controller does before it builds from it.</summary>
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
                ValidateValues("sourceIPConfig", SourceIpConfig);
                break;
            case "query-string":
                Require(QueryStringConfig is not null, "missing queryStringConfig");
                Require(QueryStringConfig!.Values.Count != 0, "invalid queryStringConfig: Values cannot be empty");
                Require(QueryStringConfig.Values.All(pair => pair.Value.Length != 0), "invalid queryStringConfig: value cannot be empty");
                break;
            default:
                break;
        }
    }

    private static ConditionAnnotation Read(GoJsonDecoder decoder, GoJsonValue json)
    {
        var condition = new ConditionAnnotation();
        decoder.Struct(
            json,
            "RuleCondition",
            ("field", value => condition.Field = decoder.Text(value, condition.Field, "ingress.RuleConditionField")),
            ("hostHeaderConfig", value => condition.HostHeaderConfig = Expressions(value, condition.HostHeaderConfig, "HostHeaderConditionConfig")),
            ("httpHeaderConfig", value => condition.HttpHeaderConfig = GoJsonDecoder.Pointer(value, condition.HttpHeaderConfig, ReadHeader)),
            ("httpRequestMethodConfig", value => condition.HttpRequestMethodConfig =
                Values(value, condition.HttpRequestMethodConfig, "HTTPRequestMethodConditionConfig")),
            ("pathPatternConfig", value => condition.PathPatternConfig = Expressions(value, condition.PathPatternConfig, "PathPatternConditionConfig")),
            ("queryStringConfig", value => condition.QueryStringConfig = GoJsonDecoder.Pointer(value, condition.QueryStringConfig, ReadQuery)),
            ("sourceIPConfig", value => condition.SourceIpConfig = Values(value, condition.SourceIpConfig, "SourceIPConditionConfig")));
        return condition;

        ValuesConfig? Expressions(GoJsonValue value, ValuesConfig? before, string name) => GoJsonDecoder.Pointer(
            value, before, (config, target) => decoder.Struct(config, name, Regexes(target), Plain(target)));

        ValuesConfig? Values(GoJsonValue value, ValuesConfig? before, string name) => GoJsonDecoder.Pointer(
            value, before, (config, target) => decoder.Struct(config, name, Plain(target)));

        void ReadHeader(GoJsonValue config, ValuesConfig target) => decoder.Struct(
            config,
            "HTTPHeaderConditionConfig",
            ("httpHeaderName", value => target.HttpHeaderName = decoder.Text(value, target.HttpHeaderName)),
            Regexes(target),
            Plain(target));

        void ReadQuery(GoJsonValue config, QueryConfig target) => decoder.Struct(
            config,
            "QueryStringConditionConfig",
            ("values", value => target.Values = decoder.List(value, "ingress.QueryStringKeyValuePair", target.Values, (item, pair) => ReadPair(decoder, item, pair ?? new QueryPair()))));

        (string Name, Action<GoJsonValue> Set) Plain(ValuesConfig target) => ("values", value => target.Values = decoder.Strings(value, target.Values));

        (string Name, Action<GoJsonValue> Set) Regexes(ValuesConfig target) =>
            ("regexValues", value => target.RegexValues = decoder.Strings(value, target.RegexValues));
    }

    private static QueryPair ReadPair(GoJsonDecoder decoder, GoJsonValue json, QueryPair pair)
    {
        decoder.Struct(
            json,
            "QueryStringKeyValuePair",
            ("key", value => pair.Key = decoder.TextPointer(value)),
            ("value", value => pair.Value = decoder.Text(value, pair.Value)));
        return pair;
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

    /// <summary>Values, and where the field has them regular expressions.</summary>
    public sealed class ValuesConfig
    {
        /// <summary>Of <c>httpHeaderConfig</c> only.</summary>
        public string HttpHeaderName { get; internal set; } = "";

        /// <summary>With wildcards where the field has them.</summary>
        public IReadOnlyList<string> Values { get; internal set; } = [];

        /// <summary>Of <c>host-header</c>, <c>path-pattern</c> and <c>http-header</c> only.</summary>
        public IReadOnlyList<string> RegexValues { get; internal set; } = [];
    }

    /// <summary>The <c>queryStringConfig</c>.</summary>
    public sealed class QueryConfig
    {
        /// <summary>Pairs to look for.</summary>
        public IReadOnlyList<QueryPair> Values { get; internal set; } = [];
    }

    /// <summary>A key and its value.</summary>
    public sealed class QueryPair
    {
        /// <summary>Null looks at the value alone.</summary>
        public string? Key { get; internal set; }

        /// <summary>Must not be empty.</summary>
        public string Value { get; internal set; } = "";
    }
}
