using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>Parts that several resources of a stack have in common.</summary>
internal static class StackJsonWriterExtensions
{
    public static void WriteIfSet(this GoJsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteIfNotEmpty(this GoJsonWriter json, string name, string value)
    {
        if (value.Length != 0)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteIfSet(this GoJsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteIfSet(this GoJsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    public static void WriteStackValue(this GoJsonWriter json, string name, StackValue value)
    {
        json.WritePropertyName(name);
        json.WriteStackValue(value);
    }

    public static void WriteStackValue(this GoJsonWriter json, StackValue value)
    {
        switch (value)
        {
            case StackValue.Literal literal:
                json.WriteStringValue(literal.Value);
                break;
            case StackValue.Reference reference:
                json.WriteStartObject();
                json.WriteString("$ref", reference.Path);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"unknown stack value {value.GetType().Name}");
        }
    }

    public static void WritePort(this GoJsonWriter json, string name, IntOrString port)
    {
        if (port.IsNumber)
        {
            json.WriteNumber(name, port.Number);
        }
        else
        {
            json.WriteString(name, port.ToString());
        }
    }

    /// <summary>Left out when empty.</summary>
    public static void WriteMap(this GoJsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, Utf8Comparer.Instance))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Left out when empty.</summary>
    public static void WriteKeyValues(
        this GoJsonWriter json, string name, IReadOnlyDictionary<string, string> map, string keyName = "key", string valueName = "value")
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, Utf8Comparer.Instance))
        {
            json.WriteStartObject();
            json.WriteString(keyName, key);
            json.WriteString(valueName, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Left out when there are none.</summary>
    public static void WriteTransforms(this GoJsonWriter json, IReadOnlyList<RuleTransform> transforms)
    {
        if (transforms.Count == 0)
        {
            return;
        }

        json.WriteStartArray("transforms");
        foreach (var transform in transforms)
        {
            json.WriteStartObject();
            json.WriteString("type", transform.Type);
            json.WriteStartObject(transform is RuleTransform.UrlRewrite ? "urlRewriteConfig" : "hostHeaderRewriteConfig");
            json.WriteRewrites(transform.Rewrites);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Go's encoder writes a list that never was made as null.
    private static void WriteRewrites(this GoJsonWriter json, IReadOnlyList<RuleTransform.Rewrite> rewrites)
    {
        if (rewrites.Count == 0)
        {
            json.WriteNull("rewrites");
            return;
        }

        json.WriteStartArray("rewrites");
        foreach (var rewrite in rewrites)
        {
            json.WriteStartObject();
            json.WriteString("regex", rewrite.Regex);
            json.WriteString("replace", rewrite.Replace);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteCondition(this GoJsonWriter json, RuleCondition condition)
    {
        json.WriteStartObject();
        json.WriteString("field", condition.Field);
        switch (condition)
        {
            case RuleCondition.HostHeader host:
                json.WriteStartObject("hostHeaderConfig");
                json.WriteExpressions(host.Values, host.RegexValues);
                break;
            case RuleCondition.PathPattern path:
                json.WriteStartObject("pathPatternConfig");
                json.WriteExpressions(path.Values, path.RegexValues);
                break;
            case RuleCondition.HttpHeader header:
                json.WriteStartObject("httpHeaderConfig");
                json.WriteString("httpHeaderName", header.Name);
                json.WriteExpressions(header.Values, header.RegexValues);
                break;
            case RuleCondition.HttpRequestMethod method:
                json.WriteStartObject("httpRequestMethodConfig");
                json.WriteStrings("values", method.Values);
                break;
            case RuleCondition.SourceIp source:
                json.WriteStartObject("sourceIPConfig");
                json.WriteStrings("values", source.Values);
                break;
            case RuleCondition.QueryString query:
                json.WriteStartObject("queryStringConfig");
                json.WriteStartArray("values");
                foreach (var pair in query.Values)
                {
                    json.WriteStartObject();
                    json.WriteIfSet("key", pair.Key);
                    json.WriteString("value", pair.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"unknown condition {condition.Field}");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteExpressions(this GoJsonWriter json, IReadOnlyList<string> values, IReadOnlyList<string> regexValues)
    {
        if (regexValues.Count != 0)
        {
            json.WriteStrings("regexValues", regexValues);
        }

        if (values.Count != 0)
        {
            json.WriteStrings("values", values);
        }
    }

    public static void WriteStrings(this GoJsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
