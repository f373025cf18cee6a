using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>Puts calls to the policies of a role, by IAM's own simulator; none of them is made.</summary>
internal sealed class PermissionLink(IAmazonIdentityManagementService iam)
{
    /// <param name="link">Name of the link.</param>
    /// <param name="route">The role, and the tags of its sessions.</param>
    /// <param name="calls">In the order in which they come to be made: the first that is denied is the one whose failure is seen.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<ChainLink> CheckAsync(string link, ChainRoute route, IReadOnlyList<ControllerCall> calls, CancellationToken cancellationToken)
    {
        var session = route.SessionTags.Select(tag => KeyValuePair.Create($"aws:PrincipalTag/{tag.Key}", tag.Value)).ToList();

        // One simulation asks about any number of actions, but about one resource and one set of condition keys.
        var decisions = new Dictionary<ControllerCall, EvaluationResult>();
        foreach (var alike in calls.GroupBy(call => (call.Resource, Keys: string.Join('\n', call.Context.Select(entry => $"{entry.Key}={entry.Value}")))))
        {
            var results = await SimulateAsync(route.RoleArn, alike.Key.Resource, [.. alike.First().Context, .. session], [.. alike.Select(call => call.Action)], cancellationToken);
            foreach (var call in alike)
            {
                decisions[call] = results.First(result => result.EvalActionName == call.Action);
            }
        }

        var role = route.RoleArn[(route.RoleArn.LastIndexOf('/') + 1)..];
        var faults = calls.Where(call => decisions[call].EvalDecision != PolicyEvaluationDecisionType.Allowed).Select(call => (Call: call, Result: decisions[call])).ToList();
        return faults.Count == 0 ? ChainLink.Holds(link, $"all {calls.Count} calls are allowed") : Describe(link, role, faults);
    }

    private static ChainLink Describe(string link, string role, IReadOnlyList<(ControllerCall Call, EvaluationResult Result)> faults)
    {
        var ((denied, result), count) = (faults[0], faults.Count);
        var keys = denied.Context.Count == 0 ? "" : $" with {string.Join(", ", denied.Context.Select(entry => $"{entry.Key}={entry.Value}"))}";
        var expected = $"role {role} may {denied.Action} on {denied.Resource}{keys}";
        var more = count == 1 ? "" : $" ({count - 1} more calls are denied)";
        if (result.EvalDecision == PolicyEvaluationDecisionType.ExplicitDeny && result.MatchedStatements is [var statement, ..])
        {
            var show = statement.SourcePolicyType == PolicySourceType.Role
                ? $"aws iam get-role-policy --role-name {role} --policy-name {statement.SourcePolicyId}"
                : $"aws iam list-attached-role-policies --role-name {role}";
            return ChainLink.Broken(
                link,
                expected,
                $"a statement of policy {statement.SourcePolicyId}, line {statement.StartPosition?.Line}, denies it{more}",
                $"take the Deny out of policy {statement.SourcePolicyId}; to see it: {show}");
        }

        if (IsOutOfBounds(result))
        {
            return ChainLink.Broken(link, expected, $"the permissions boundary of the role does not allow it{more}", $"aws iam delete-role-permissions-boundary --role-name {role}");
        }

        // One policy for all that is missing: whoever has lost a whole policy need not go round once a call.
        var missing = faults.Where(fault => fault.Result.EvalDecision == PolicyEvaluationDecisionType.ImplicitDeny && !IsOutOfBounds(fault.Result)).Select(fault => fault.Call);
        return ChainLink.Broken(
            link,
            expected,
            $"no policy of the role allows it{more}",
            $"aws iam put-role-policy --role-name {role} --policy-name missing-permission --policy-document '{Policy(missing)}'");
    }

    private static bool IsOutOfBounds(EvaluationResult result) => result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary == false;

    private static string Policy(IEnumerable<ControllerCall> calls)
    {
        var statements = calls
            .GroupBy(call => (Resource: call.Resource == "*" ? "*" : Pattern(call.Resource), Keys: string.Join('\n', call.Context.Select(entry => $"{entry.Key}={entry.Value}"))))
            .Select(alike => Statement([.. alike.Select(call => call.Action).Distinct(StringComparer.Ordinal)], alike.Key.Resource, alike.First().Context));
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) }.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonObject Statement(IReadOnlyList<string> actions, string resource, IReadOnlyDictionary<string, string> context)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = actions.Count == 1 ? actions[0] : new JsonArray([.. actions.Select(action => (JsonNode)action)]),
            ["Resource"] = resource,
        };
        if (context.Count > 0)
        {
            statement["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject(context.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
            };
        }

        return statement;
    }

    // arn:aws:ec2:eu-west-1:000000000000:security-group/sg-0123456789abcdef0 -> …:security-group/*
    private static string Pattern(string arn)
    {
        var slash = arn.IndexOf('/', StringComparison.Ordinal);
        return $"{arn[..slash]}/*";
    }

    private Task<List<EvaluationResult>> SimulateAsync(
        string roleArn, string resource, IReadOnlyList<KeyValuePair<string, string>> context, List<string> actions, CancellationToken cancellationToken) =>
        Paging.AllAsync<EvaluationResult>(async marker =>
        {
            var response = await iam.SimulatePrincipalPolicyAsync(
                new SimulatePrincipalPolicyRequest
                {
                    PolicySourceArn = roleArn,
                    ActionNames = actions,
                    ResourceArns = [resource],
                    ContextEntries = [.. context.Select(entry => new ContextEntry { ContextKeyName = entry.Key, ContextKeyType = ContextKeyTypeEnum.String, ContextKeyValues = [entry.Value] })],
                    Marker = marker,
                },
                cancellationToken);
            return (response.EvaluationResults, response.IsTruncated == true ? response.Marker : null);
        });
}
