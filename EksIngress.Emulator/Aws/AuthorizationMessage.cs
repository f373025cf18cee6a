using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws;

/// <summary>What DecodeAuthorizationMessage tells of a refusal: who asked for what, with which condition keys, and the statement that denies it.</summary>
internal static class AuthorizationMessage
{
    public static string Write(ResolvedCaller caller, AccessRequest access, PolicyDecision decision) =>
        new JsonObject
        {
            ["allowed"] = decision.IsAllowed,
            ["explicitDeny"] = decision.Effect == PolicyEffect.ExplicitlyDenied,
            ["matchedStatements"] = Items(decision.DeniedBy is { } statement ? [Statement(statement, caller.Identity.UserId)] : []),
            ["failures"] = Items([]),
            ["context"] = new JsonObject
            {
                ["principal"] = Principal(caller.Identity),
                ["action"] = access.Action,
                ["resource"] = access.Resource,
                ["conditions"] = Items(caller.ContextKeys.Concat(access.Context).OrderBy(key => key.Key, StringComparer.OrdinalIgnoreCase).Select(key => Condition(key.Key, key.Value))),
            },
        }.ToJsonString();

    // A user's name is in its ARN; a session has none but its own.
    private static JsonObject Principal(CallerIdentity caller)
    {
        var principal = new JsonObject { ["id"] = caller.UserId, ["arn"] = caller.Arn };
        if (caller.Arn.Contains(":user/", StringComparison.Ordinal))
        {
            principal["name"] = caller.Arn[(caller.Arn.LastIndexOf('/') + 1)..];
        }

        return principal;
    }

    private static JsonObject Statement(PolicyStatement statement, string principalId) => new()
    {
        // A statement without Sid is known by its place, here alone.
        ["statementId"] = statement.Name.StartsWith('#') ? "" : statement.Name,
        ["effect"] = "DENY",
        ["principals"] = Values([principalId]),
        ["principalGroups"] = Items([]),
        ["actions"] = Values(statement.Actions.Patterns),
        ["resources"] = Values(statement.Resources?.Patterns ?? []),
        ["conditions"] = Items(statement.Conditions.Select(condition => Condition(condition.Key, condition.Values))),
    };

    private static JsonObject Condition(string key, IEnumerable<string> values) => new() { ["key"] = key, ["values"] = Values(values) };

    private static JsonObject Values(IEnumerable<string> values) => Items(values.Select(value => new JsonObject { ["value"] = value }));

    private static JsonObject Items(IEnumerable<JsonNode> items) => new() { ["items"] = new JsonArray([.. items]) };
}
