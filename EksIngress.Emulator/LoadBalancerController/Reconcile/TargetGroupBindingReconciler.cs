using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Reconcile;

/// <summary>Keeps a target group filled with the ready endpoints of its Service.</summary>
/// <remarks>
/// Security group rules for targets are not made: emulated pods have loopback addresses and no network interface that a rule could go on.
/// </remarks>
internal sealed class TargetGroupBindingReconciler(
    IKubernetes client,
    ClusterInformers informers,
    IAmazonElasticLoadBalancingV2 elb,
    IAmazonEC2 ec2,
    ControllerConfiguration configuration,
    EventRecorder events,
    ControllerLog log) : IDisposable
{
    private const string Logger = "controllers.targetGroupBinding";
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<IPNetwork>? _vpcBlocks;

    /// <returns>False when it failed and should be tried again.</returns>
    public async Task<bool> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (informers.TargetGroupBindings.Find(key) is not { } binding)
        {
            return true;
        }

        using var span = ControllerTelemetry.Start("reconcile target group binding", FindAnnotations(binding));
        span?.SetTag("k8s.namespace.name", key.Namespace)
            .SetTag("k8s.service.name", binding.Spec.ServiceRef.Name)
            .SetTag("aws.elb.target_group", binding.Spec.TargetGroupArn);
        var isDeleted = binding.Metadata.DeletionTimestamp is not null;
        try
        {
            await (isDeleted ? CleanUpAsync(binding, cancellationToken) : FillAsync(binding, cancellationToken));
            return true;
        }
        catch (Exception exception) when (exception is AlbModelException or HttpOperationException or HttpRequestException)
        {
            var text = exception is HttpOperationException { Response.Content: { } content } ? content : exception.Message;
            span?.SetStatus(ActivityStatusCode.Error, text);
            log.Error(Logger, "Reconciler error", text, ("targetGroupBinding", key.ToString()));
            await RecordAsync(
                binding, true, isDeleted ? "FailedCleanup" : "FailedReconcile", $"{(isDeleted ? "Failed cleanup" : "Failed reconcile")} due to {text}", cancellationToken);
            return false;
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task FillAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        if (Finalizers.Add(binding.Metadata, TargetGroupBindingObject.Finalizer) is { } patch)
        {
            await PatchAsync(binding, patch, cancellationToken);
        }

        if (binding.Spec.TargetType != "ip")
        {
            throw new AlbModelException(
                $"target type {binding.Spec.TargetType} is not supported here: emulated nodes have no node ports; use target type ip");
        }

        if (FindUnsupported(binding) is { } member)
        {
            throw new AlbModelException($"field spec.{member} of TargetGroupBinding is not supported here; remove it to continue");
        }

        var backend = FindEndpoints(binding, out var missing);
        if (backend is null)
        {
            await RecordAsync(binding, true, "BackendNotFound", $"backend not found: {missing}", cancellationToken);
        }

        var arn = binding.Spec.TargetGroupArn ?? throw new AlbModelException("TargetGroupBinding must specify either TargetGroupARN or TargetGroupName");
        var registered = await RegisteredAsync(arn, cancellationToken);
        var wanted = backend ?? [];
        await DeregisterAsync(arn, [.. registered.Where(target => !wanted.Contains((target.Id, target.Port!.Value)))], cancellationToken);
        await RegisterAsync(arn, [.. wanted.Where(endpoint => !registered.Exists(target => (target.Id, target.Port!.Value) == endpoint))], cancellationToken);
        await UpdateStatusAsync(binding, cancellationToken);
        if (backend is not null)
        {
            await RecordAsync(binding, false, "SuccessfullyReconciled", "Successfully reconciled", cancellationToken);
        }
    }

    private async Task CleanUpAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        if (binding.Metadata.Finalizers?.Contains(TargetGroupBindingObject.Finalizer) != true)
        {
            return;
        }

        if (binding.Spec.TargetGroupArn is { } arn)
        {
            try
            {
                await DeregisterAsync(arn, await RegisteredAsync(arn, cancellationToken), cancellationToken);
            }
            catch (AwsCallException exception) when (exception.Code == "TargetGroupNotFound")
            {
                // Somebody deleted it; its targets are gone with it.
            }
        }

        await PatchAsync(binding, Finalizers.Remove(binding.Metadata, TargetGroupBindingObject.Finalizer)!, cancellationToken);
    }

    // Null when the Service or its port is missing.
    private HashSet<(string Id, int Port)>? FindEndpoints(TargetGroupBindingObject binding, out string missing)
    {
        var reference = binding.Spec.ServiceRef;
        var key = new NamespacedName(binding.Metadata.NamespaceProperty, reference.Name);
        missing = $"Service \"{key.Name}\" not found";
        if (informers.Services.Find(key) is not { } service)
        {
            return null;
        }

        var port = reference.Port.ValueKind == JsonValueKind.Number
            ? service.Spec.Ports?.FirstOrDefault(candidate => candidate.Port == reference.Port.GetInt32())
            : service.Spec.Ports?.FirstOrDefault(candidate => candidate.Name == reference.Port.GetString());
        missing = $"unable to find port {reference.Port} on service {key}";
        if (port is null)
        {
            return null;
        }

        return
        [
            .. informers.EndpointSlices.Items
                .Where(slice => slice.Metadata.NamespaceProperty == key.Namespace && slice.Metadata.Labels?.TryGetValue(ServiceNameLabel, out var name) == true && name == key.Name)
                .SelectMany(slice => (slice.Ports ?? [])
                    .Where(candidate => (candidate.Name ?? "") == (port.Name ?? "") && candidate.Port is not null)
                    .SelectMany(candidate => (slice.Endpoints ?? [])
                        .Where(endpoint => endpoint.Conditions?.Ready != false)
                        .SelectMany(endpoint => endpoint.Addresses ?? [])
                        .Select(address => (address, candidate.Port!.Value)))),
        ];
    }

    private async Task<List<TargetDescription>> RegisteredAsync(string arn, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetHealth", elb.DescribeTargetHealthAsync(
            new DescribeTargetHealthRequest { TargetGroupArn = arn }, cancellationToken));
        return [.. (response.TargetHealthDescriptions ?? [])
            .Where(description => description.TargetHealth.State != TargetHealthStateEnum.Draining)
            .Select(description => description.Target)];
    }

    private async Task RegisterAsync(string arn, List<(string Id, int Port)> endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Count == 0)
        {
            return;
        }

        var blocks = await VpcBlocksAsync(cancellationToken);
        await AwsCalls.InvokeAsync(AwsCalls.Elb, "RegisterTargets", elb.RegisterTargetsAsync(
            new RegisterTargetsRequest
            {
                TargetGroupArn = arn,
                Targets =
                [
                    .. endpoints.Select(endpoint => new TargetDescription
                    {
                        Id = endpoint.Id,
                        Port = endpoint.Port,
                        // Addresses outside the VPC belong to no zone.
                        AvailabilityZone = blocks.Any(block => block.Contains(IPAddress.Parse(endpoint.Id))) ? null : "all",
                    }),
                ],
            },
            cancellationToken));
        log.Info(Logger, "registered targets", ("arn", arn), ("targets", string.Join(',', endpoints.Select(Text))));
    }

    private async Task DeregisterAsync(string arn, List<TargetDescription> targets, CancellationToken cancellationToken)
    {
        if (targets.Count == 0)
        {
            return;
        }

        await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeregisterTargets", elb.DeregisterTargetsAsync(
            new DeregisterTargetsRequest { TargetGroupArn = arn, Targets = [.. targets.Select(target => new TargetDescription { Id = target.Id, Port = target.Port })] },
            cancellationToken));
        log.Info(Logger, "deRegistered targets", ("arn", arn), ("targets", string.Join(',', targets.Select(target => Text((target.Id, target.Port!.Value))))));
    }

    private async Task<IReadOnlyList<IPNetwork>> VpcBlocksAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_vpcBlocks is null)
            {
                var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeVpcs", ec2.DescribeVpcsAsync(
                    new DescribeVpcsRequest { VpcIds = [configuration.VpcId] }, cancellationToken));
                _vpcBlocks = [.. (response.Vpcs ?? []).Select(vpc => IPNetwork.Parse(vpc.CidrBlock))];
            }

            return _vpcBlocks;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task UpdateStatusAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        if (binding.Status?.ObservedGeneration == binding.Metadata.Generation)
        {
            return;
        }

        var status = new Dictionary<string, object> { ["status"] = new Dictionary<string, object?> { ["observedGeneration"] = binding.Metadata.Generation } };
        await client.CustomObjects.PatchNamespacedCustomObjectStatusAsync(
            new V1Patch(status, V1Patch.PatchType.MergePatch),
            ClusterInformers.Group, ClusterInformers.Version, binding.Metadata.NamespaceProperty, TargetGroupBindingObject.Plural, binding.Metadata.Name,
            cancellationToken: cancellationToken);
    }

    private Task PatchAsync(TargetGroupBindingObject binding, V1Patch patch, CancellationToken cancellationToken) =>
        client.CustomObjects.PatchNamespacedCustomObjectAsync(
            patch, ClusterInformers.Group, ClusterInformers.Version, binding.Metadata.NamespaceProperty, TargetGroupBindingObject.Plural, binding.Metadata.Name,
            cancellationToken: cancellationToken);

    private Task RecordAsync(TargetGroupBindingObject binding, bool isWarning, string reason, string message, CancellationToken cancellationToken) =>
        events.RecordAsync(binding, binding.ApiVersion, TargetGroupBindingObject.KindName, isWarning, reason, message, cancellationToken);

    private static string? FindUnsupported(TargetGroupBindingObject binding) => binding.Spec.Others?
        .Where(member => member.Key is "multiClusterTargetGroup" or "iamRoleArnToAssume" or "assumeRoleExternalId" or "targetGroupName" &&
            member.Value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
        .Select(member => member.Key)
        .FirstOrDefault();

    // The binding itself is made by the controller; the trace is on the Ingress it was made for.
    private Dictionary<string, string>? FindAnnotations(TargetGroupBindingObject binding)
    {
        var labels = binding.Metadata.Labels;
        if (labels is null || !labels.TryGetValue(Alb.Naming.TrackingTags.StackName, out var name) || !labels.TryGetValue(Alb.Naming.TrackingTags.StackNamespace, out var ns))
        {
            return null;
        }

        return informers.Ingresses.Find(new NamespacedName(ns, name))?.Metadata.Annotations?.ToDictionary(StringComparer.Ordinal);
    }

    private static string Text((string Id, int Port) target) => $"{target.Id}:{target.Port.ToString(CultureInfo.InvariantCulture)}";
}
