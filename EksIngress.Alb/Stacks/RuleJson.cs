using System.Text.Json;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>
/// Rules of a listener as JSON, each in the shape that <c>spec</c> of an <c>AWS::ElasticLoadBalancingV2::ListenerRule</c> has in a stack:
/// <c>[{"conditions":[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}],"actions":[…],"transforms":[…],"tags":{…}}]</c>. With it
/// <see cref="RuleOptimizer"/> is fed from a file, and its answer compared as text.
/// </summary>
public static class RuleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a list of rules. <c>listenerARN</c> and <c>priority</c> may stand in them and are passed over: place and listener are the caller's.</summary>
    /// <exception cref="JsonException">It is no JSON, not of this shape, or has a field that the shape lacks.</exception>
    public static IReadOnlyList<RuleDraft> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return [.. (JsonSerializer.Deserialize<List<RuleShape>>(json, Options) ?? throw new JsonException("null is no list of rules")).Select(rule => rule.ToRule())];
    }

    /// <summary>
    /// Writes rules in their order, as one line; the same bytes for the same rules. Client id and secret of <c>authenticate-oidc</c> are blotted out,
    /// as in a stack.
    /// </summary>
    public static string Write(IEnumerable<RuleDraft> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var json = new GoJsonWriter();
        json.WriteStartArray();
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteActions("actions", rule.Actions);
            json.WriteStartArray("conditions");
            foreach (var condition in rule.Conditions)
            {
                json.WriteCondition(condition);
            }

            json.WriteEndArray();
            json.WriteTransforms(rule.Transforms);
            json.WriteMap("tags", rule.Tags);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return json.ToString();
    }
}
