using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Brings the targets of a binding's target group in line; targets of other clusters in it are left alone.</summary>
internal sealed class TargetGroupTargets(TargetList list, TrackedTargetStore tracked)
{
    /// <exception cref="AwsCallException">AWS refused.</exception>
    public async Task<BindingChange> PlanAsync(
        TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> wanted, CancellationToken cancellationToken) =>
        list.Plan(binding.Spec, wanted, await list.ListAsync(binding.Spec, cancellationToken));

    /// <exception cref="AwsCallException">AWS refused.</exception>
    public async Task ApplyAsync(
        TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> wanted, BindingChange change, CancellationToken cancellationToken)
    {
        var isStale = change.Deregister.Count > 0 && await DeregisterAsync(binding, change.Deregister, cancellationToken);

        // What is to be registered is tracked before: a target whose registration nobody heard of would be nobody's for ever.
        await tracked.TrackAsync(binding, isStale || change.Lacks, wanted, cancellationToken);
        if (change.Lacks)
        {
            await list.RegisterAsync(binding, wanted, change.Observed, cancellationToken);
        }
    }

    /// <summary>Takes out what is this cluster's, also what is on its way out already.</summary>
    /// <exception cref="AwsCallException">AWS refused.</exception>
    public async Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        if (binding.Spec.TargetGroupArn is { Length: > 0 })
        {
            try
            {
                await DeregisterAsync(binding, await list.ListAsync(binding.Spec, cancellationToken), cancellationToken);
            }
            catch (AwsCallException exception) when (exception.Code is "TargetGroupNotFound" or "InvalidTarget" or "ValidationError")
            {
                // Somebody deleted it, or it never was; there are no targets then.
            }
        }

        await tracked.CleanUpAsync(binding, cancellationToken);
    }

    // Whether what is tracked is out of date.
    private async Task<bool> DeregisterAsync(TargetGroupBindingObject binding, IReadOnlyList<TargetFact> surplus, CancellationToken cancellationToken)
    {
        var (own, isNew) = await tracked.FilterAsync(binding, surplus, cancellationToken);
        await list.DeregisterAsync(binding.Spec, own, cancellationToken);
        return isNew || own.Count != 0;
    }
}
