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
            : Describe(link, role, caller.Policies, denied[0].Request, denied[0].Decision, denied.Count - 1);
    }

    private static ExplainedLink Describe(string link, IamRole role, PrincipalPolicies policies, AccessRequest request, PolicyDecision decision, int others)
    {
        var keys = request.Context.Count == 0 ? "" : $" with {string.Join(", ", request.Context.Select(entry => $"{entry.Key}={string.Join(',', entry.Value)}"))}";
        var fix = (decision.Effect, decision.DecidedBy) switch
        {
            (PolicyEffect.ExplicitlyDenied, var statement) => $"take out what denies it: {statement}",
            (_, var lack) when policies.Boundary is { } boundary && lack.EndsWith(boundary.Name, StringComparison.Ordinal) =>
                $"aws iam delete-role-permissions-boundary --role-name {role.RoleName}",
            _ => $"aws iam put-role-policy --role-name {role.RoleName} --policy-name missing-permission --policy-document '{Statement(request)}'",
        };
        return ExplainedLink.Broken(
            link,
            $"role {role.RoleName} may {request.Action} on {request.Resource}{keys}",
            decision.DecidedBy + (others == 0 ? "" : $" ({others} more requests are denied)"),
            fix);
    }

    // The least that allows it: this action, on what is of this kind, under the request's own tags.
    private static string Statement(AccessRequest request)
    {
        var slash = request.Resource.IndexOf('/', StringComparison.Ordinal);
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = request.Action,
            ["Resource"] = slash < 0 ? request.Resource : request.Resource[..slash] + "/*",
        };
        var tags = request.Context.Where(entry => entry.Key.StartsWith("aws:", StringComparison.Ordinal) && entry.Key.Contains("Tag/", StringComparison.Ordinal)).ToList();
        if (tags.Count > 0)
        {
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value[0]))) };
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) }.ToJsonString();
    }
}
