using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Keeps a target group filled with what answers for its Service, reachable, and its pods told.</summary>
internal sealed class TargetGroupBindingTargets(
    BindingEndpoints endpoints, TargetList targets, TargetNetworking networking, PodReadinessGates gates, BindingApi api, BindingContext context)
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
        var gate = PodReadinessGates.ConditionType(binding);
        if (Checkpoint.Read(binding, context.SyncPeriod, context.Time.GetUtcNow()) == checkpoint
            && !wanted.Any(endpoint => endpoint.Pod is { } pod && PodReadinessGates.IsUnmet(pod, gate)))
        {
            context.Log.Info(Logger, "Skipping targetgroupbinding reconcile", ("tgb", binding.Metadata.Name), ("calculated hash", checkpoint));
            return (new TargetOutcome.Unchanged(), binding);
        }

        return await AlignAsync(binding, wanted, checkpoint, cancellationToken);
    }

    /// <summary>Empties the target group, closes what was opened for it, lets its pods go.</summary>
    public async Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        if (binding.Spec.TargetGroupArn is { Length: > 0 } arn)
        {
            try
            {
                await targets.DeregisterAsync(
                    arn,
                    [.. (await targets.ListAsync(arn, cancellationToken)).Where(description => !IsDraining(description)).Select(description => description.Target)],
                    cancellationToken);
            }
            catch (AwsCallException exception) when (exception.Code is "TargetGroupNotFound" || IsInvalidArn(exception))
            {
                // Somebody deleted it, or it never was; there are no targets then.
            }
        }

        await networking.CleanUpAsync(binding, cancellationToken);
        await gates.ReleaseAsync(binding, cancellationToken);
    }

    private async Task<(TargetOutcome Outcome, TargetGroupBindingObject Binding)> AlignAsync(
        TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> wanted, string checkpoint, CancellationToken cancellationToken)
    {
        var arn = binding.Spec.TargetGroupArn!;
        var gate = PodReadinessGates.ConditionType(binding);
        var listed = (await targets.ListAsync(arn, cancellationToken)).Where(description => !IsDraining(description)).ToList();
        var health = listed.ToDictionary(description => (description.Target.Id, description.Target.Port!.Value), description => description.TargetHealth);
        var places = wanted.Select(endpoint => (endpoint.Id, endpoint.Port)).ToHashSet();
        var surplus = listed.Where(description => !places.Contains((description.Target.Id, description.Target.Port!.Value))).Select(description => description.Target).ToList();
        var missing = wanted.Where(endpoint => !health.ContainsKey((endpoint.Id, endpoint.Port))).ToList();

        var isBlocked = !await TryOpenAsync(binding, wanted, cancellationToken);
        var pending = wanted.Any(endpoint =>
            endpoint.Pod is { } pod && health.TryGetValue((endpoint.Id, endpoint.Port), out var found) && PodReadinessGates.IsPending(pod, gate, found));
        if (surplus.Count > 0 || missing.Count > 0 || isBlocked || pending)
        {
            // Whatever happens from here on, the next reconcile must look at AWS again.
            binding = await WriteAsync(binding, "", cancellationToken);
        }

        await targets.DeregisterAsync(arn, surplus, cancellationToken);
        await targets.RegisterAsync(arn, binding.Spec.VpcId, missing, cancellationToken);
        foreach (var endpoint in wanted)
        {
            if (endpoint.Pod is { } pod)
            {
                var found = health.GetValueOrDefault((endpoint.Id, endpoint.Port)) ?? PodReadinessGates.RegistrationInProgress;
                await gates.UpdateAsync(pod, gate, found, cancellationToken);
                pending |= PodReadinessGates.IsPending(pod, gate, found);
            }
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
            : await api.PatchAsync(binding, Checkpoint.ToPatch(checkpoint, context.Time.GetUtcNow()), cancellationToken);

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

        if (spec.MultiClusterTargetGroup == true || spec.IamRoleArnToAssume is { Length: > 0 })
        {
            throw new AlbModelException(
                $"field spec.{(spec.MultiClusterTargetGroup == true ? "multiClusterTargetGroup" : "iamRoleArnToAssume")} of TargetGroupBinding is not emulated; remove it to continue");
        }
    }

    private static bool IsDraining(TargetHealthDescription description) => description.TargetHealth.State == TargetHealthStateEnum.Draining;

    private static bool IsInvalidArn(AwsCallException exception) =>
        exception.Code == "ValidationError" && exception.Message.Contains("is not a valid target group ARN", StringComparison.Ordinal);
}
