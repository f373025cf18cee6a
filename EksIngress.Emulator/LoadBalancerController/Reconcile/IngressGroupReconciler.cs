using System.Diagnostics;
using EksIngress.Alb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Deploy;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Reconcile;

/// <summary>
/// One reconcile of an Ingress group: load, finalizers, build, deploy, status, finalizers of those that left, event. Every failure ends in
/// an event on every member.
/// </summary>
internal sealed class IngressGroupReconciler(
    ControllerParts parts, IAwsLookup aws, StackDeployer deployer, BackendSecurityGroup backend, SecretWatches secrets, EventRecorder events)
{
    private const string Logger = "controllers.ingress";
    private const string PlanAnnotation = "alb.ingress.kubernetes.io/dry-run-plan";

    private readonly ControllerConfiguration _configuration = parts.Configuration;
    private readonly ClusterInformers _informers = parts.Informers;
    private readonly IKubernetes _client = parts.Client;
    private readonly ControllerLog _log = parts.Log;

    public async Task<ReconcileResult> ReconcileAsync(IngressGroupId group, CancellationToken cancellationToken)
    {
        var view = new ClusterView(_informers);
        IngressGroup loaded;
        try
        {
            loaded = new IngressGroupLoader(_configuration, view).Load(group);
        }
        catch (AlbModelException exception)
        {
            _log.Error(Logger, "Reconciler error", exception.Message, ("ingressGroup", group.ToString()));
            return ReconcileResult.Failed;
        }

        if (loaded.Members.Count == 0 && loaded.InactiveMembers.Count == 0)
        {
            return ReconcileResult.Done;
        }

        var annotated = loaded.Members.Select(member => member.Ingress).Concat(loaded.InactiveMembers).First();
        using var span = ControllerTelemetry.Start("reconcile ingress group", annotated.Metadata.Annotations);
        span?.SetTag("k8s.cluster.name", _configuration.ClusterName)
            .SetTag("eksingress.ingress_group", group.ToString())
            .SetTag("k8s.namespace.name", annotated.Metadata.Namespace);
        var (result, failure) = await TryReconcileAsync(loaded, view, cancellationToken);
        if (failure is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure);
            _log.Error(Logger, "Reconciler error", failure, ("ingressGroup", group.ToString()));
        }

        return result;
    }

    /// <summary>Says why an Ingress belongs to no group although it wants to.</summary>
    public void RecordInvalidGroup(V1Ingress ingress, string reason) =>
        Record(ingress, true, "FailedLoadGroupID", $"failed load groupID due to {reason}");

    private async Task<(ReconcileResult Result, string? Failure)> TryReconcileAsync(IngressGroup group, ClusterView view, CancellationToken cancellationToken)
    {
        (string? reason, var prefix) = ("FailedAddFinalizer", "Failed add finalizer due to");
        try
        {
            await Task.WhenAll(group.Members.Select(member =>
                PatchFinalizersAsync(member.Key, metadata => Finalizers.Add(metadata, group.Id.Finalizer), cancellationToken)));

            (reason, prefix) = ("FailedBuildModel", "Failed build model due to");
            var stack = await BuildAsync(group, view, cancellationToken);
            var json = StackJson.Write(stack);
            _log.Info(Logger, "successfully built model", ("model", json));
            await WritePlanAsync(group, json, cancellationToken);

            (reason, prefix) = ("FailedDeployModel", "Failed deploy model due to");
            var outcome = await deployer.DeployAsync(stack, cancellationToken);
            if (outcome is DeployOutcome.Waiting waiting)
            {
                var delay = waiting.Delay ?? parts.Flags.StabilizationInterval;
                _log.Debug(Logger, "requeue after", ("duration", delay), ("reason", waiting.Reason));
                return (new ReconcileResult.After(delay), null);
            }

            _log.Info(Logger, "successfully deployed model", ("ingressGroup", group.Id.ToString()));
            secrets.Watch(group.Id, stack.SecretKeys);

            // As upstream, no event tells of this one.
            (reason, prefix) = (null, "");
            await ReleaseBackendAsync(group, stack, cancellationToken);

            (reason, prefix) = ("FailedUpdateStatus", "Failed update status due to");
            if (outcome is DeployOutcome.Done { Balancers: { Count: > 0 } deployed })
            {
                foreach (var member in group.Members)
                {
                    await UpdateStatusAsync(member.Key, deployed, cancellationToken);
                }
            }

            (reason, prefix) = ("FailedRemoveFinalizer", "Failed remove finalizer due to");
            foreach (var ingress in group.InactiveMembers)
            {
                await PatchFinalizersAsync(ingress.Key, metadata => Finalizers.Remove(metadata, group.Id.Finalizer), cancellationToken);
            }

            RecordAll(group, false, "SuccessfullyReconciled", "Successfully reconciled");
            return (ReconcileResult.Done, null);
        }
        catch (Exception exception) when (KubernetesFailures.IsExpected(exception))
        {
            var text = KubernetesFailures.Describe(exception);
            if (reason is not null)
            {
                RecordAll(group, true, reason, $"{prefix} {text}");
            }

            return (ReconcileResult.Failed, text);
        }
    }

    // Whether a build fails is only known once the Secrets that it asked for were read.
    private async Task<IngressStack> BuildAsync(IngressGroup group, ClusterView view, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await new IngressStackBuilder(_configuration, view, aws).BuildAsync(group, cancellationToken);
            }
            catch (AlbModelException)
            {
                if (!await view.ReadSecretsAsync(secrets, cancellationToken))
                {
                    throw;
                }
            }
        }
    }

    private async Task PatchFinalizersAsync(NamespacedName key, Func<V1ObjectMeta, V1Patch?> change, CancellationToken cancellationToken)
    {
        var written = await ConflictRetry.RunAsync<V1Ingress?>(
            async () => _informers.Ingresses.Find(key) is { } ingress && change(ingress.Metadata) is { } patch
                ? await _client.NetworkingV1.PatchNamespacedIngressAsync(patch, key.Name, key.Namespace, cancellationToken: cancellationToken)
                : null,
            parts.Time,
            cancellationToken);
        if (written is not null)
        {
            Observe(written);
        }
    }

    // Of a group one member carries the plan, its first; without the feature gate none does. Nothing else depends on it.
    private async Task WritePlanAsync(IngressGroup group, string json, CancellationToken cancellationToken)
    {
        foreach (var (index, member) in group.Members.Index())
        {
            var wanted = _configuration.IngressPlanAnnotation && index == 0 ? json : null;
            string? observed = null;
            if (_informers.Ingresses.Find(member.Key) is not { } ingress
                || (ingress.Metadata.Annotations?.TryGetValue(PlanAnnotation, out observed) == true ? observed : null) == wanted)
            {
                continue;
            }

            var patch = new Dictionary<string, object>
            {
                ["metadata"] = new Dictionary<string, object> { ["annotations"] = new Dictionary<string, string?> { [PlanAnnotation] = wanted } },
            };
            try
            {
                Observe(await _client.NetworkingV1.PatchNamespacedIngressAsync(
                    new V1Patch(patch, V1Patch.PatchType.MergePatch), member.Key.Name, member.Key.Namespace, cancellationToken: cancellationToken));
            }
            catch (HttpOperationException exception)
            {
                _log.Error(
                    Logger, "failed to patch dry-run plan annotation", KubernetesFailures.Describe(exception), ("ingress", member.Key.ToString()));
            }
        }
    }

    // The shared group goes when no Ingress is left that the controller holds on to.
    private async Task ReleaseBackendAsync(IngressGroup group, IngressStack stack, CancellationToken cancellationToken)
    {
        var leaving = group.InactiveMembers.Select(ingress => ingress.Key).ToHashSet();
        var needed = stack.UsesBackendSecurityGroup || _informers.Ingresses.Items.Any(ingress =>
            ingress.Metadata.Finalizers?.Any(IsOurs) == true &&
            !leaving.Contains(new NamespacedName(ingress.Metadata.NamespaceProperty, ingress.Metadata.Name)) &&
            group.Members.All(member => member.Ingress.Metadata.Uid != ingress.Metadata.Uid));
        if (!needed)
        {
            await backend.ReleaseAsync(cancellationToken);
        }
    }

    // An NLB in front comes second, as upstream has it; here with its ports, which are ports of this machine.
    private async Task UpdateStatusAsync(NamespacedName key, IReadOnlyList<DeployedLoadBalancer> deployed, CancellationToken cancellationToken)
    {
        if (_informers.Ingresses.Find(key) is not { } ingress)
        {
            return;
        }

        var observed = ingress.Status?.LoadBalancer?.Ingress ?? [];
        if (observed.Count == deployed.Count && observed.Zip(deployed).All(pair => IsSame(pair.First, pair.Second)))
        {
            return;
        }

        var status = new Dictionary<string, object>
        {
            ["status"] = new Dictionary<string, object>
            {
                ["loadBalancer"] = new Dictionary<string, object>
                {
                    ["ingress"] = deployed.Select(balancer => new Dictionary<string, object>
                    {
                        ["hostname"] = balancer.Hostname,
                        ["ports"] = balancer.Ports.Select(port => new Dictionary<string, object> { ["port"] = port, ["protocol"] = "TCP" }).ToArray(),
                    }).ToArray(),
                },
            },
        };
        Observe(await KubernetesFailures.WithinAsync(
            $"failed to update ingress status: {key}",
            _client.NetworkingV1.PatchNamespacedIngressStatusAsync(
                new V1Patch(status, V1Patch.PatchType.MergePatch), key.Name, key.Namespace, cancellationToken: cancellationToken)));
    }

    private static bool IsSame(V1IngressLoadBalancerIngress observed, DeployedLoadBalancer deployed) =>
        string.IsNullOrEmpty(observed.Ip) && observed.Hostname == deployed.Hostname &&
        (observed.Ports ?? []).Select(port => port.Port).SequenceEqual(deployed.Ports);

    // The last finalizer's removal is answered with an object that is gone by then; the watch tells of that.
    private void Observe(V1Ingress written)
    {
        if (written.Metadata.DeletionTimestamp is null || written.Metadata.Finalizers?.Count > 0)
        {
            _informers.Ingresses.Observe(written);
        }
    }

    private void RecordAll(IngressGroup group, bool isWarning, string reason, string message)
    {
        foreach (var member in group.Members)
        {
            if (_informers.Ingresses.Find(member.Key) is { } ingress)
            {
                Record(ingress, isWarning, reason, message);
            }
        }
    }

    private void Record(V1Ingress ingress, bool isWarning, string reason, string message) =>
        events.Record(ingress, "networking.k8s.io/v1", "Ingress", isWarning, reason, message);

    private static bool IsOurs(string finalizer) =>
        finalizer == IngressGroupId.ImplicitFinalizer || finalizer.StartsWith(IngressGroupId.ExplicitFinalizerPrefix, StringComparison.Ordinal);
}
