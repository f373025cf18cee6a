using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Puts requests to the policies of a role as the pipeline would, without anybody making them.</summary>
internal sealed class PermissionExplanation(CallerResolver callers, AccessControl access, TimeProvider time)
{
    /// <param name="link">Name of the link.</param>
    /// <param name="route">The role, and what its sessions carry.</param>
    /// <param name="region">Region of the requests.</param>
    /// <param name="requests">In the order in which they come to be made: the first that is denied is the one whose failure is seen.</param>
    public ExplainedLink Check(string link, ExplainedRoute route, string region, IReadOnlyList<AccessRequest> requests)
    {
        if (requests.Count == 0)
        {
            return ExplainedLink.Open(link, "what its pods call is not known; name it with action=SERVICE:OPERATION");
        }

        var role = route.Role;
        var session = new IamPrincipal.RoleSession(role.RoleId, "explain", time.GetUtcNow(), null, route.SessionTags, route.SessionKeys);
        var caller = callers.Find(session) ?? throw new InvalidOperationException($"Role {role.Arn} went while it was looked at.");
        var denied = requests
            .Select(request => (
                Request: request,
                Decision: PolicyEvaluator.Evaluate(caller.Policies, request.Action, request.Resource, access.ContextOf(null, region, caller.ContextKeys, request.Context))))
            .Where(answer => !answer.Decision.IsAllowed)
            .ToList();
        return denied.Count == 0
            ? ExplainedLink.Holds(link, $"all {requests.Count} requests are allowed")
            : Describe(link, role, caller.Policies, denied);
    }

    private static ExplainedLink Describe(string link, IamRole role, PrincipalPolicies policies, IReadOnlyList<(AccessRequest Request, PolicyDecision Decision)> denied)
    {
        var ((request, decision), others) = (denied[0], denied.Count - 1);
        var keys = request.Context.Count == 0 ? "" : $" with {string.Join(", ", request.Context.Select(entry => $"{entry.Key}={string.Join(',', entry.Value)}"))}";
        var fix = (decision.Effect, decision.DecidedBy) switch
        {
            (PolicyEffect.ExplicitlyDenied, var statement) => $"take out what denies it: {statement}",
            _ when IsOutOfBounds(policies, decision) => $"aws iam delete-role-permissions-boundary --role-name {role.RoleName}",
            // One policy for all that is missing: whoever has lost a whole policy need not go round once a request.
            _ => $"aws iam put-role-policy --role-name {role.RoleName} --policy-name missing-permission --policy-document '{Policy(denied
                .Where(other => other.Decision.Effect != PolicyEffect.ExplicitlyDenied && !IsOutOfBounds(policies, other.Decision)).Select(other => other.Request))}'",
        };
        return ExplainedLink.Broken(
            link,
            $"role {role.RoleName} may {request.Action} on {request.Resource}{keys}",
            decision.DecidedBy + (others == 0 ? "" : $" ({others} more requests are denied)"),
            fix);
    }

    private static bool IsOutOfBounds(PrincipalPolicies policies, PolicyDecision decision) =>
        policies.Boundary is { } boundary && decision.DecidedBy.EndsWith(boundary.Name, StringComparison.Ordinal);

    // A statement for all requests on resources of one kind under the same tags.
    private static string Policy(IEnumerable<AccessRequest> requests)
    {
        var statements = requests
            .GroupBy(request => (Resource: Pattern(request.Resource), Tags: string.Join('\n', Tags(request).Select(tag => $"{tag.Key}={tag.Value}"))))
            .Select(alike => Statement([.. alike.Select(request => request.Action).Distinct(StringComparer.Ordinal)], alike.Key.Resource, Tags(alike.First())));
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) }.ToJsonString();
    }

    // The least that allows them: these actions, on what is of this kind, under the requests' own tags.
    private static JsonObject Statement(IReadOnlyList<string> actions, string resource, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = actions.Count == 1 ? actions[0] : new JsonArray([.. actions.Select(action => (JsonNode)action)]),
            ["Resource"] = resource,
        };
        if (tags.Count > 0)
        {
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))) };
        }

        return statement;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Tags(AccessRequest request) =>
        [.. request.Context
            .Where(entry => entry.Key.StartsWith("aws:", StringComparison.Ordinal) && entry.Key.Contains("Tag/", StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value[0]))];

    // arn:aws:ec2:eu-west-1:000000000000:security-group/sg-0123456789abcdef0 -> …:security-group/*
    private static string Pattern(string resource) => resource.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? resource[..slash] + "/*" : resource;
}
