using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Identity;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the environment's customer managed policies.</summary>
internal sealed class RemovePoliciesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly OwnedPolicies _policies = new(context);

    public string Name => StepNames.Policies;

    public string Purpose => "delete the IAM policies";

    public IReadOnlyList<string> DependsOn => [StepNames.Roles];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        foreach (var listed in await _policies.ListCandidatesAsync(cancellationToken))
        {
            if (await _policies.FindPartsAsync(listed, cancellationToken) is [var part, ..])
            {
                return RemovalPlan.Delete(part, context.Target.PollInterval);
            }
        }

        return new StepPlan.Ready("none is left");
    }
}
