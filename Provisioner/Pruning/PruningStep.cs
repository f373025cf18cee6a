using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Pruning;

/// <summary>Removes what the environment has and its specification no longer has, part by part. What is not ours by its marks is never looked at twice.</summary>
internal abstract class PruningStep(EnvironmentContext context, string name, string purpose) : IProvisioningStep
{
    protected EnvironmentContext Context { get; } = context;

    public string Name => name;

    public string Purpose => purpose;

    public abstract IReadOnlyList<string> DependsOn { get; }

    /// <summary>What is left over, in the order in which it goes. Looks at the account and the cluster; writes nothing.</summary>
    public abstract Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken);

    public virtual async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var parts = await FindStaleAsync(cancellationToken);
        if (parts.OfType<StalePart.Removable>().FirstOrDefault() is { } next)
        {
            return RemovalPlan.Delete(next.Part, Context.Target.PollInterval);
        }

        return parts.OfType<StalePart.Waiting>().FirstOrDefault() is { } waiting
            ? new StepPlan.Wait(waiting.Reason, Context.Target.PollInterval)
            : new StepPlan.Ready(parts.Count == 0 ? "none" : string.Join("; ", parts.OfType<StalePart.Kept>().Select(kept => $"{kept.What} stays: {kept.Why}")));
    }
}
