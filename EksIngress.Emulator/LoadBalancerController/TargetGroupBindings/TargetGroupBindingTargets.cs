using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Cluster;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Keeps a target group filled with what answers for its Service, reachable, and its pods told.</summary>
internal sealed class TargetGroupBindingTargets(
    BindingEndpoints endpoints, TargetGroupTargets targets, TargetNetworking networking, PodReadinessGates gates, BindingApi api, BindingContext context)
{
    private const string Logger = "controllers.targetGroupBinding";

    /// <returns>What came of it, and the binding as it is stored by now.</returns>
    /// <exception cref="AlbModelException">AWS or the binding itself says no.</exception>
    public async Task<(TargetOutcome Outcome, TargetGroupBindingObject Binding)> ReconcileAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        Check(binding);
        IReadOnlyList<TargetEndpoint> wanted;
        try
        {
            wanted = endpoints.Resolve(binding);
        }
        catch (BackendNotFoundException exception)
        {
            context.Events.Record(binding, binding.ApiVersion, TargetGroupBindingObject.KindName, true, "BackendNotFound", exception.Message);
            await CleanUpAsync(binding, cancellationToken);
            return (new TargetOutcome.Reconciled(), await WriteAsync(binding, "", cancellationToken));
        }

        var checkpoint = Checkpoint.Of(binding, wanted);
        if (Checkpoint.Read(binding, context.SyncPeriod, context.Time.GetUtcNow()) == checkpoint
            && !wanted.Any(endpoint => endpoint.Pod is { Pod: var pod } && ReadinessGates.IsPending(pod, binding.Metadata.Name)))
        {
            context.Log.Info(Logger, "Skipping targetgroupbinding reconcile", ("tgb", binding.Metadata.Name), ("calculated hash", checkpoint));
            return (new TargetOutcome.Unchanged(), binding);
        }

        return await AlignAsync(binding, wanted, checkpoint, cancellationToken);
    }

    /// <summary>Empties the target group, closes what was opened for it, lets its pods go.</summary>
    public async Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        await targets.CleanUpAsync(binding, cancellationToken);
        await networking.CleanUpAsync(binding, cancellationToken);
        await gates.ReleaseAsync(binding, cancellationToken);
    }

    private async Task<(TargetOutcome Outcome, TargetGroupBindingObject Binding)> AlignAsync(
        TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> wanted, string checkpoint, CancellationToken cancellationToken)
    {
        var change = await targets.PlanAsync(binding, wanted, cancellationToken);
        var isBlocked = !await TryOpenAsync(binding, wanted, cancellationToken);
        var pending = change.Pods.Any(pair => ReadinessGates.Evaluate(pair.Pod, binding.Metadata.Name, pair.Health) is { NeedsFurtherProbe: true });
        if (change.Deregister.Count > 0 || change.Lacks || isBlocked || pending)
        {
            // Whatever happens from here on, the next reconcile must look at AWS again.
            binding = await WriteAsync(binding, "", cancellationToken);
        }

        await targets.ApplyAsync(binding, wanted, change, cancellationToken);
        foreach (var (pod, health) in change.Pods)
        {
            await gates.UpdateAsync(pod, binding.Metadata.Name, health, cancellationToken);
        }

        if (pending || isBlocked)
        {
            context.Log.Info(Logger, pending ? "Requeue for target monitor target health" : "Requeue for networking requeue", ("tgb", binding.Metadata.Name));
            return (new TargetOutcome.Pending(context.RequeueDuration), binding);
        }

        context.Log.Info(Logger, "Successful reconcile", ("tgb", binding.Metadata.Name), ("checkpoint", checkpoint));
        return (new TargetOutcome.Reconciled(), await WriteAsync(binding, checkpoint, cancellationToken));
    }

    // For pods, rules that cannot be written are told and tried again; the targets are registered all the same.
    private async Task<bool> TryOpenAsync(TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> wanted, CancellationToken cancellationToken)
    {
        try
        {
            await networking.ReconcileAsync(binding, wanted, cancellationToken);
            return true;
        }
        catch (AlbModelException exception) when (binding.Spec.TargetType == "ip")
        {
            context.Log.Error(Logger, "Requesting network requeue due to error from ReconcileForPodEndpoints", exception.Message, ("tgb", binding.Metadata.Name));
            context.Events.Record(binding, binding.ApiVersion, TargetGroupBindingObject.KindName, true, "FailedNetworkReconcile", exception.Message);
            return false;
        }
    }

    private async Task<TargetGroupBindingObject> WriteAsync(TargetGroupBindingObject binding, string checkpoint, CancellationToken cancellationToken) =>
        Checkpoint.IsWritten(binding, checkpoint)
            ? binding
            : await KubernetesFailures.WithinAsync(
                $"failed to update targetGroupBinding checkpoint: {binding.Metadata.NamespaceProperty}/{binding.Metadata.Name}",
                api.PatchAsync(binding, Checkpoint.ToPatch(checkpoint, context.Time.GetUtcNow()), cancellationToken));

    private static void Check(TargetGroupBindingObject binding)
    {
        var spec = binding.Spec;
        if (spec.TargetType is not { Length: > 0 })
        {
            throw new AlbModelException($"targetType is not specified: {binding.Metadata.NamespaceProperty}/{binding.Metadata.Name}");
        }

        if (spec.TargetGroupArn is not { Length: > 0 })
        {
            throw new AlbModelException("must provide either TargetGroupARN or TargetGroupName");
        }
    }
}
