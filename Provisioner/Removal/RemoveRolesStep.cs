using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>
/// Deletes the environment's roles, those of workloads that are no longer in the specification included. Candidates are found
/// by name; only their tags say that they are ours.
/// </summary>
internal sealed class RemoveRolesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    public string Name => StepNames.Roles;

    public string Purpose => "delete the IAM roles";

    public IReadOnlyList<string> DependsOn => [StepNames.Cluster, StepNames.OidcProvider];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var prefix = ResourceNames.IamPrefix(context.Spec);
        var named = context.Spec.Workloads.Select(workload => workload.IamRole?.Name).ToHashSet(StringComparer.Ordinal);
        var roles = await Paging.AllAsync<Role>(async marker =>
        {
            var page = await _iam.ListRolesAsync(new ListRolesRequest { Marker = marker }, cancellationToken);
            return (page.Roles, page.Marker);
        });
        foreach (var name in roles.Select(role => role.RoleName).Where(name => name.StartsWith(prefix, StringComparison.Ordinal) || named.Contains(name)))
        {
            if (await PlanAsync(name, cancellationToken) is { } plan)
            {
                return plan;
            }
        }

        return new StepPlan.Ready("none is left");
    }

    private async Task<StepPlan?> PlanAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var role = await _iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken);
            if (!context.Tags.Owns(role.Role.Tags))
            {
                return null;
            }

            var attached = await _iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = name }, cancellationToken);
            if (attached.AttachedPolicies is { Count: > 0 } policies)
            {
                return StepPlan.Do($"detached {policies.Count} policies from role {name}", async token =>
                {
                    foreach (var policy in policies)
                    {
                        await _iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = name, PolicyArn = policy.PolicyArn }, token);
                    }
                });
            }
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }

        return RemovalPlan.Delete($"role {name}", context.Target.PollInterval, token =>
            _iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = name }, token));
    }
}
