using EksIngress.Model.Iam;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>What to do next about a role.</summary>
internal static class RolePlan
{
    /// <param name="wanted">The role as it shall be.</param>
    /// <param name="observed">The role as IAM has it; null when there is none.</param>
    /// <exception cref="ProvisioningException">A role of that name belongs to someone else.</exception>
    public static RoleAction Decide(RoleSpec wanted, ObservedRole? observed)
    {
        if (observed is null)
        {
            return new RoleAction.Create();
        }

        if (!observed.IsOwned)
        {
            throw new ProvisioningException(
                $"IAM role {wanted.Name} exists and does not belong to this environment: its ownership tags are missing or name another. Give the role another name, or delete that one.");
        }

        if (!PolicyDocuments.AreEqual(wanted.TrustPolicy, observed.TrustPolicy))
        {
            return new RoleAction.UpdateTrust();
        }

        return wanted.PolicyArns.FirstOrDefault(arn => !observed.PolicyArns.Contains(arn)) is { } missing
            ? new RoleAction.Attach(missing)
            : new RoleAction.None();
    }
}
