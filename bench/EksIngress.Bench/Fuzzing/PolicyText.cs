using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Bench.Fuzzing;

/// <summary>A parsed policy as a document.</summary>
internal static class PolicyText
{
    public static string Write(PolicyDocument document) => new JsonObject
    {
        ["Version"] = document.HasVariables ? "2012-10-17" : "2008-10-17",
        ["Statement"] = new JsonArray([.. document.Statements.Select(Statement)]),
    }.ToJsonString();

    private static JsonObject Statement(PolicyStatement statement)
    {
        var written = new JsonObject { ["Effect"] = statement.IsAllow ? "Allow" : "Deny" };
        if (!statement.Name.StartsWith('#'))
        {
            written["Sid"] = statement.Name;
        }

        if (statement.Principals is { } principals)
        {
            var kinds = principals.Entries.GroupBy(entry => entry.Kind, StringComparer.Ordinal).ToList();
            written[principals.IsNegated ? "NotPrincipal" : "Principal"] = kinds is [{ Key: "*" }]
                ? "*"
                : new JsonObject(kinds.Select(kind => KeyValuePair.Create(kind.Key, (JsonNode?)Array(kind.Select(entry => entry.Value)))));
        }

        written[statement.Actions.IsNegated ? "NotAction" : "Action"] = Array(statement.Actions.Patterns);
        if (statement.Resources is { } resources)
        {
            written[resources.IsNegated ? "NotResource" : "Resource"] = Array(resources.Patterns);
        }

        // One operator may stand there twice with one key: each condition is a statement of its own to the comparison.
        var conditions = new JsonObject();
        foreach (var group in statement.Conditions.GroupBy(condition => Operator(condition.Operator), StringComparer.Ordinal))
        {
            conditions[group.Key] = new JsonObject(group
                .DistinctBy(condition => condition.Key)
                .Select(condition => KeyValuePair.Create(condition.Key, (JsonNode?)Array(condition.Values))));
        }

        written["Condition"] = conditions;
        return written;
    }

    private static string Operator(ConditionOperator condition)
    {
        var set = condition.Set == ConditionSet.None ? "" : $"{condition.Set}:";
        var name = condition.Test.ToString();
        name = (condition.IsNegated, condition.Test) switch
        {
            (false, _) => name,
            (_, ConditionTest.IpAddress) => "NotIpAddress",
            (_, ConditionTest.StringEqualsIgnoreCase) => "StringNotEqualsIgnoreCase",
            _ => name.Replace("Equals", "NotEquals", StringComparison.Ordinal).Replace("Like", "NotLike", StringComparison.Ordinal),
        };
        return $"{set}{name}{(condition.IfExists ? "IfExists" : "")}";
    }

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)value)]);
}
