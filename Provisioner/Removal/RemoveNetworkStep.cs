using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the parts of the network of one kind, one after the other, until none is left.</summary>
/// <param name="context">The run.</param>
/// <param name="name">Name of the step.</param>
/// <param name="purpose">What it deletes, in a few words.</param>
/// <param name="dependsOn">What must be gone first.</param>
/// <param name="findNext">Finds a part that is left; null when there is none.</param>
internal sealed class RemoveNetworkStep(
    EnvironmentContext context,
    string name,
    string purpose,
    IReadOnlyList<string> dependsOn,
    Func<CancellationToken, Task<RemovablePart?>> findNext) : IProvisioningStep
{
    public string Name => name;

    public string Purpose => purpose;

    public IReadOnlyList<string> DependsOn => dependsOn;

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken) =>
        await findNext(cancellationToken) is { } part
            ? RemovalPlan.Delete(part, context.Target.PollInterval)
            : new StepPlan.Ready("none is left");
}
