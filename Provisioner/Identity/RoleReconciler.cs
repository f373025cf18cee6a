using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Iam;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>Brings IAM roles to their wanted state, one change at a time.</summary>
internal sealed class RoleReconciler(EnvironmentContext context)
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    /// <summary>The next change to the role; null when there is none to make.</summary>
    public async Task<StepPlan?> PlanAsync(RoleSpec wanted, CancellationToken cancellationToken) =>
        RolePlan.Decide(wanted, await FindAsync(wanted.Name, cancellationToken)) switch
        {
            RoleAction.Create => StepPlan.Do($"created role {wanted.Name}", token => CreateAsync(wanted, token)),
            RoleAction.UpdateTrust => StepPlan.Do($"corrected trust policy of role {wanted.Name}", token => _iam.UpdateAssumeRolePolicyAsync(
                new UpdateAssumeRolePolicyRequest { RoleName = wanted.Name, PolicyDocument = PolicyDocuments.Write(wanted.TrustPolicy) }, token)),
            RoleAction.Attach attach => StepPlan.Do($"attached {attach.PolicyArn} to role {wanted.Name}", token => _iam.AttachRolePolicyAsync(
                new AttachRolePolicyRequest { RoleName = wanted.Name, PolicyArn = attach.PolicyArn }, token)),
            _ => null,
        };

    private async Task<ObservedRole?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var role = (await _iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken)).Role;
            var attached = await Paging.AllAsync<AttachedPolicyType>(async marker =>
            {
                var page = await _iam.ListAttachedRolePoliciesAsync(
                    new ListAttachedRolePoliciesRequest { RoleName = name, Marker = marker }, cancellationToken);
                return (page.AttachedPolicies, page.Marker);
            });
            return new ObservedRole(
                context.Tags.Owns(role.Tags),
                role.AssumeRolePolicyDocument,
                attached.Select(policy => policy.PolicyArn).ToHashSet(StringComparer.Ordinal));
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    private Task CreateAsync(RoleSpec wanted, CancellationToken cancellationToken) => _iam.CreateRoleAsync(
        new CreateRoleRequest
        {
            RoleName = wanted.Name,
            Description = wanted.Description,
            AssumeRolePolicyDocument = PolicyDocuments.Write(wanted.TrustPolicy),
            Tags = context.Tags.ForIam,
        },
        cancellationToken);
}
