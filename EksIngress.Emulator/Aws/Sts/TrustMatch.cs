using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>Whether an entry of a trust policy's Principal means a caller.</summary>
internal static class TrustMatch
{
    /// <summary>By name: user, role, or one session of a role. A role or user made anew under the name is another one.</summary>
    public static bool IsCaller(PolicyPrincipal principal, ResolvedCaller caller, IamRole role)
    {
        if (principal.Kind != "AWS")
        {
            return false;
        }

        if (IsSession(principal, caller))
        {
            return true;
        }

        var id = caller.Principal switch
        {
            IamPrincipal.User user => user.UserId,
            IamPrincipal.UserSession session => session.UserId,
            IamPrincipal.RoleSession session => session.RoleId,
            _ => null,
        };
        return id is not null && principal.Value == caller.Identity.PrincipalArn && role.TrustedPrincipalIds.GetValueOrDefault(principal.Value) == id;
    }

    /// <summary>
    /// By name, and not by that of its role: what is granted to a user or to one session is not limited by what a permissions boundary or session policy leaves out.
    /// </summary>
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html</remarks>
    public static bool IsCallerItself(PolicyPrincipal principal, ResolvedCaller caller, IamRole role) =>
        caller.Principal is IamPrincipal.RoleSession ? principal.Kind == "AWS" && IsSession(principal, caller) : IsCaller(principal, caller, role);

    private static bool IsSession(PolicyPrincipal principal, ResolvedCaller caller) =>
        principal.Value == caller.Identity.Arn && caller.Principal is IamPrincipal.RoleSession;

    /// <summary>As a member of its account, or as anyone.</summary>
    public static bool IsCallersAccount(PolicyPrincipal principal, ResolvedCaller caller) =>
        principal.Kind == "*"
        || (principal.Kind == "AWS" && (principal.Value == "*" || principal.Value == caller.Identity.AccountId || principal.Value == $"arn:aws:iam::{caller.Identity.AccountId}:root"));
}
