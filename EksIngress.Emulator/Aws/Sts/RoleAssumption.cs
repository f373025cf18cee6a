using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>
/// AssumeRole. A trust policy that names the caller itself is enough; one that names its account leaves it to the caller's
/// own policies. A deny on either side denies.
/// </summary>
internal sealed class RoleAssumption(
    Guarded<IamState> iam,
    CredentialStore credentials,
    AccessControl access,
    TimeProvider time,
    IOptions<EmulatorOptions> options)
{
    private static readonly TimeSpan ChainedLimit = TimeSpan.FromHours(1);

    public AwsResult.Xml Assume(AwsCall call)
    {
        var state = iam.Current;
        var request = SessionRequest.Read(call, state);
        var tags = IamTags.ReadOfSession(call.Parameters);
        var caller = call.ResolvedCaller ?? throw new InvalidOperationException("AssumeRole reached its handler unsigned.");
        var role = access.FindAssumable(state, request.RoleArn);

        Demand(call, caller, role, request, tags, "sts:AssumeRole");
        if (!tags.IsEmpty)
        {
            Demand(call, caller, role, request, tags, "sts:TagSession");
        }

        request.CheckDuration(role!);
        if (caller.Principal is IamPrincipal.RoleSession && request.Duration > ChainedLimit)
        {
            throw IamErrors.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        var session = new IamPrincipal.RoleSession(role!.RoleId, request.SessionName, time.GetUtcNow(), request.Policies, tags.ToImmutableDictionary(), ImmutableDictionary<string, string>.Empty);
        return new AwsResult.Xml(
            SessionRequest.Credentials(credentials.Issue(session, request.Duration)),
            request.AssumedRoleUser(role, options.Value.AccountId),
            request.PackedPolicySize);
    }

    private void Demand(AwsCall call, ResolvedCaller caller, IamRole? role, SessionRequest request, ImmutableSortedDictionary<string, string> tags, string action)
    {
        var keys = new ConditionKeys()
            .Add("sts:RoleSessionName", request.SessionName)
            .Add("sts:ExternalId", call.Parameters.Find("ExternalId"))
            .AddRequestTags(tags)
            .AddResourceTags(role?.Tags ?? IamTags.None, "iam");
        var context = access.ContextOf(call.Http!, call.Region, caller.ContextKeys, keys.Values);
        var decision = role is null
            ? new PolicyDecision(PolicyEffect.ImplicitlyDenied, $"because no resource-based policy allows the {action} action", "the role does not exist")
            : Decide(caller, role, action, context);
        if (!decision.IsAllowed)
        {
            throw access.Deny(AwsProtocol.Query, caller.Identity.Arn, action, request.RoleArn, decision);
        }
    }

    private static PolicyDecision Decide(ResolvedCaller caller, IamRole role, string action, PolicyContext context)
    {
        var own = PolicyEvaluator.Evaluate(caller.Policies, action, role.Arn, context);
        var trust = new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy);
        var isBounded = caller.Policies.Boundary is not null;
        var byName = PolicyEvaluator.EvaluateTrust(trust, principal => TrustMatch.IsCaller(principal, caller, role), isBounded, action, context);
        var byAccount = PolicyEvaluator.EvaluateTrust(trust, principal => TrustMatch.IsCallersAccount(principal, caller), isBounded, action, context);

        foreach (var decision in new[] { own, byName, byAccount })
        {
            if (decision.Effect == PolicyEffect.ExplicitlyDenied)
            {
                return decision;
            }
        }

        if (PolicyEvaluator.EvaluateTrust(trust, principal => TrustMatch.IsCallerItself(principal, caller, role), isBounded, action, context) is { IsAllowed: true } itself)
        {
            return itself;
        }

        if (byName.IsAllowed)
        {
            return PolicyEvaluator.FindLimit(caller.Policies, action, role.Arn, context) ?? byName;
        }

        return byAccount.IsAllowed ? own : byAccount;
    }
}
