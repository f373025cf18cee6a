using System.Diagnostics;
using System.Globalization;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>One reconcile of a TargetGroupBinding: finalizer, targets, status, event; or what its end leaves to do.</summary>
internal sealed class TargetGroupBindingReconciler(
    BindingApi api, ClusterInformers informers, TargetGroupBindingTargets targets, EventRecorder events, ControllerLog log, TimeProvider time)
{
    private const string Logger = "controllers.targetGroupBinding";

    public async Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        log.Debug(Logger, "Reconcile request", ("name", key.Name));
        if (informers.TargetGroupBindings.Find(key) is not { } binding)
        {
            return ReconcileResult.Done;
        }

        using var span = ControllerTelemetry.Start("reconcile target group binding", FindAnnotations(binding));
        span?.SetTag("k8s.namespace.name", key.Namespace)
            .SetTag("k8s.service.name", binding.Spec.ServiceRef.Name)
            .SetTag("aws.elb.target_group", binding.Spec.TargetGroupArn);
        var (result, failure) = await (binding.Metadata.DeletionTimestamp is null ? FillAsync(binding, cancellationToken) : CleanUpAsync(binding, cancellationToken));
        if (failure is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure);
            log.Error(Logger, "Reconciler error", failure, ("targetGroupBinding", key.ToString()));
        }

        return result;
    }

    private async Task<(ReconcileResult Result, string? Failure)> FillAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        var (reason, prefix) = ("FailedAddFinalizer", "Failed add finalizer due to");
        try
        {
            binding = await PatchFinalizersAsync(binding, metadata => Finalizers.Add(metadata, TargetGroupBindingObject.Finalizer), cancellationToken);

            (reason, prefix) = ("FailedReconcile", "Failed reconcile due to");
            var (outcome, written) = await targets.ReconcileAsync(binding, cancellationToken);
            if (outcome is not TargetOutcome.Reconciled)
            {
                return (outcome is TargetOutcome.Pending pending ? new ReconcileResult.After(pending.Delay) : ReconcileResult.Done, null);
            }

            (reason, prefix) = ("FailedUpdateStatus", "Failed update status due to");
            if (written.Status?.ObservedGeneration != written.Metadata.Generation)
            {
                await KubernetesFailures.WithinAsync(StatusFailure(written), api.PatchStatusAsync(
                    written, new Dictionary<string, object?> { ["observedGeneration"] = written.Metadata.Generation }, cancellationToken));
            }

            Record(binding, false, "SuccessfullyReconciled", "Successfully reconciled");
            return (ReconcileResult.Done, null);
        }
        catch (Exception exception) when (KubernetesFailures.IsExpected(exception))
        {
            var text = KubernetesFailures.Describe(exception);
            Record(binding, true, reason, $"{prefix} {text}");
            return (ReconcileResult.Failed, text);
        }
    }

    private async Task<(ReconcileResult Result, string? Failure)> CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        if (binding.Metadata.Finalizers?.Contains(TargetGroupBindingObject.Finalizer) != true)
        {
            return (ReconcileResult.Done, null);
        }

        var (reason, prefix) = ("FailedCleanup", "Failed cleanup due to");
        try
        {
            await targets.CleanUpAsync(binding, cancellationToken);
            (reason, prefix) = ("FailedRemoveFinalizer", "Failed remove finalizer due to");
            await PatchFinalizersAsync(binding, metadata => Finalizers.Remove(metadata, TargetGroupBindingObject.Finalizer), cancellationToken);
            return (ReconcileResult.Done, null);
        }
        catch (Exception exception) when (KubernetesFailures.IsExpected(exception))
        {
            var text = KubernetesFailures.Describe(exception);
            Record(binding, true, reason, $"{prefix} {text}");
            if (reason == "FailedCleanup")
            {
                await TellAsync(binding, text, cancellationToken);
            }

            return (ReconcileResult.Failed, text);
        }
    }

    private Task<TargetGroupBindingObject> PatchFinalizersAsync(
        TargetGroupBindingObject binding, Func<V1ObjectMeta, V1Patch?> change, CancellationToken cancellationToken) => ConflictRetry.RunAsync(
        async () =>
        {
            var latest = informers.TargetGroupBindings.Find(new(binding.Metadata.NamespaceProperty, binding.Metadata.Name)) ?? binding;
            return change(latest.Metadata) is { } patch ? await api.PatchAsync(latest, patch, cancellationToken) : latest;
        },
        time,
        cancellationToken);

    // What holds a binding that is being deleted: kubectl describe shows it.
    private async Task TellAsync(TargetGroupBindingObject binding, string text, CancellationToken cancellationToken)
    {
        var observed = binding.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready");
        if (observed is { Status: "False", Reason: "FailedCleanup" } && observed.Message == text && observed.ObservedGeneration == binding.Metadata.Generation)
        {
            return;
        }

        var others = (binding.Status?.Conditions ?? []).Where(condition => condition.Type != "Ready").Cast<object>();
        var condition = new Dictionary<string, object?>
        {
            ["type"] = "Ready",
            ["status"] = "False",
            ["reason"] = "FailedCleanup",
            ["message"] = text,
            ["observedGeneration"] = binding.Metadata.Generation,
            ["lastTransitionTime"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        try
        {
            await KubernetesFailures.WithinAsync(StatusFailure(binding), api.PatchStatusAsync(
                binding, new Dictionary<string, object> { ["conditions"] = others.Append(condition).ToArray() }, cancellationToken));
        }
        catch (AlbModelException exception)
        {
            log.Error(Logger, "failed to update targetGroupBinding status condition", exception.Message);
        }
    }

    private static string StatusFailure(TargetGroupBindingObject binding) =>
        $"failed to update targetGroupBinding status: {binding.Metadata.NamespaceProperty}/{binding.Metadata.Name}";

    private void Record(TargetGroupBindingObject binding, bool isWarning, string reason, string message) =>
        events.Record(binding, binding.ApiVersion, TargetGroupBindingObject.KindName, isWarning, reason, message);

    // The binding itself is made by the controller; the trace is on the Ingress it was made for.
    private Dictionary<string, string>? FindAnnotations(TargetGroupBindingObject binding)
    {
        var labels = binding.Metadata.Labels;
        if (labels is null || !labels.TryGetValue(EksIngress.Alb.Naming.TrackingTags.StackName, out var name) || !labels.TryGetValue(EksIngress.Alb.Naming.TrackingTags.StackNamespace, out var ns))
        {
            return null;
        }

        return informers.Ingresses.Find(new NamespacedName(ns, name))?.Metadata.Annotations?.ToDictionary(StringComparer.Ordinal);
    }
}
