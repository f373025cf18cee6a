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

        if (principal.Value == caller.Identity.Arn && caller.Principal is IamPrincipal.RoleSession)
        {
            return true;
        }

        var id = caller.Principal switch
        {
            IamPrincipal.User user => user.UserId,
            IamPrincipal.RoleSession session => session.RoleId,
            _ => null,
        };
        return principal.Value == caller.Identity.PrincipalArn && role.TrustedPrincipalIds.GetValueOrDefault(principal.Value) == id;
    }

    /// <summary>As a member of its account, or as anyone.</summary>
    public static bool IsCallersAccount(PolicyPrincipal principal, ResolvedCaller caller) =>
        principal.Kind == "*"
        || (principal.Kind == "AWS" && (principal.Value == "*" || principal.Value == caller.Identity.AccountId || principal.Value == $"arn:aws:iam::{caller.Identity.AccountId}:root"));
}
