using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Looks at the roles that a request hands to EKS.</summary>
internal sealed class EksRoles(Guarded<IamState> iam, AccessControl access)
{
    /// <summary>Null when there is no role of that ARN, or EKS has not heard of it yet.</summary>
    public IamRole? Find(string arn) => access.FindAssumable(iam.Current, arn);

    /// <summary>The role as IAM has it, whether EKS has heard of it or not; null when there is none.</summary>
    public IamRole? FindAny(string arn) => iam.Current.Roles.Values.FirstOrDefault(role => role.Arn == arn);

    /// <summary>Unique id of the role or user; null when there is none of that ARN.</summary>
    public string? FindPrincipalId(string arn) =>
        Find(arn)?.RoleId ?? iam.Current.Users.Values.FirstOrDefault(user => user.Arn == arn)?.UserId;

    /// <summary>True if the role lets the service assume it for this account and cluster; if not, log and span say what decided.</summary>
    public bool Trusts(IamRole role, string service, string accountId, string clusterArn)
    {
        const string Action = "sts:AssumeRole";
        // What a service sends along, for trust policies that guard against being used on another's behalf.
        var keys = new ConditionKeys().Add("aws:SourceAccount", accountId).Add("aws:SourceArn", clusterArn);
        var decision = PolicyEvaluator.EvaluateTrust(
            new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy),
            principal => principal.Kind == "Service" && principal.Value == service,
            isBounded: false,
            Action,
            new PolicyContext(keys.Values));
        if (!decision.IsAllowed)
        {
            access.Record(service, Action, role.Arn, decision);
        }

        return decision.IsAllowed;
    }
}
