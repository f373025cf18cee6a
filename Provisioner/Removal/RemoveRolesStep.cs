using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Identity;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the environment's roles, those of workloads that are no longer in the specification included.</summary>
internal sealed class RemoveRolesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly OwnedRoles _roles = new(context);

    public string Name => StepNames.Roles;

    public string Purpose => "delete the IAM roles";

    public IReadOnlyList<string> DependsOn => [StepNames.Cluster, StepNames.OidcProvider];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await _roles.ListCandidatesAsync(cancellationToken))
        {
            if (await _roles.FindPartsAsync(name, cancellationToken) is [var part, ..])
            {
                return RemovalPlan.Delete(part, context.Target.PollInterval);
            }
        }

        return new StepPlan.Ready("none is left");
    }
}
