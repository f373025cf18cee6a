using System.Text.Json;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>Parts that several resources of a stack have in common.</summary>
internal static class StackJsonWriterExtensions
{
    public static void WriteIfSet(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteStackValue(this Utf8JsonWriter json, string name, StackValue value)
    {
        json.WritePropertyName(name);
        json.WriteStackValue(value);
    }

    public static void WriteStackValue(this Utf8JsonWriter json, StackValue value)
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

    public static void WritePort(this Utf8JsonWriter json, string name, IntOrString port)
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
    public static void WriteMap(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Left out when empty.</summary>
    public static void WriteKeyValues(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteAction(this Utf8JsonWriter json, ListenerAction action)
    {
        json.WriteStartObject();
        json.WriteString("type", action.Type);
        switch (action)
        {
            case ListenerAction.FixedResponse response:
                json.WriteStartObject("fixedResponseConfig");
                json.WriteIfSet("contentType", response.ContentType);
                json.WriteIfSet("messageBody", response.MessageBody);
                json.WriteString("statusCode", response.StatusCode);
                json.WriteEndObject();
                break;
            case ListenerAction.Redirect redirect:
                json.WriteStartObject("redirectConfig");
                json.WriteIfSet("host", redirect.Host);
                json.WriteIfSet("path", redirect.Path);
                json.WriteIfSet("port", redirect.Port);
                json.WriteIfSet("protocol", redirect.Protocol);
                json.WriteIfSet("query", redirect.Query);
                json.WriteString("statusCode", redirect.StatusCode);
                json.WriteEndObject();
                break;
            case ListenerAction.Forward forward:
                json.WriteForward(forward);
                break;
            default:
                throw new InvalidOperationException($"unknown action {action.Type}");
        }

        json.WriteEndObject();
    }

    public static void WriteCondition(this Utf8JsonWriter json, RuleCondition condition)
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

    private static void WriteForward(this Utf8JsonWriter json, ListenerAction.Forward forward)
    {
        json.WriteStartObject("forwardConfig");
        json.WriteStartArray("targetGroups");
        foreach (var tuple in forward.TargetGroups)
        {
            json.WriteStartObject();
            json.WriteStackValue("targetGroupARN", tuple.TargetGroupArn);
            if (tuple.Weight is { } weight)
            {
                json.WriteNumber("weight", weight);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (forward.Stickiness is { } stickiness)
        {
            json.WriteStartObject("targetGroupStickinessConfig");
            if (stickiness.Enabled is { } enabled)
            {
                json.WriteBoolean("enabled", enabled);
            }

            if (stickiness.DurationSeconds is { } duration)
            {
                json.WriteNumber("durationSeconds", duration);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteExpressions(this Utf8JsonWriter json, IReadOnlyList<string> values, IReadOnlyList<string> regexValues)
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

    private static void WriteStrings(this Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
