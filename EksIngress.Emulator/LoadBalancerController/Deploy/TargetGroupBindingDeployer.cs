using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s;
using k8s.Autorest;
using k8s.Models;
using IntOrString = EksIngress.Alb.Kubernetes.IntOrString;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Makes the TargetGroupBindings of a stack what they should be; surplus ones are deleted after that, until they are really gone.</summary>
internal sealed class TargetGroupBindingDeployer(IKubernetes client, ClusterInformers informers, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <returns>Those that nothing wants any more.</returns>
    /// <exception cref="HttpOperationException">The API refused.</exception>
    /// <exception cref="TimeoutException">A change was not reconciled in time.</exception>
    public async Task<IReadOnlyList<TargetGroupBindingObject>> DeployAsync(IngressStack stack, StackArns arns, CancellationToken cancellationToken)
    {
        // A binding belongs to its target group, whatever its name.
        var labels = TrackingTags.Labels(stack.Id);
        var observed = informers.TargetGroupBindings.Items
            .Where(binding => labels.All(label => binding.Metadata.Labels?.TryGetValue(label.Key, out var value) == true && value == label.Value))
            .ToList();
        var kept = new List<TargetGroupBindingObject>();
        foreach (var desired in stack.TargetGroupBindings)
        {
            var arn = arns.Resolve(ResourceTypes.TargetGroupArn(desired.ResourceId));
            var spec = SpecOf(desired, arn, arns);
            if (observed.Find(binding => binding.Spec.TargetGroupArn == arn) is not { } existing)
            {
                await CreateAsync(desired, spec, labels, cancellationToken);
                continue;
            }

            kept.Add(existing);
            if (!Same(existing, spec))
            {
                await UpdateAsync(existing, spec, cancellationToken);
            }
        }

        return [.. observed.Except(kept)];
    }

    /// <exception cref="HttpOperationException">The API refused.</exception>
    /// <exception cref="TimeoutException">It did not go.</exception>
    public async Task DeleteAsync(TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
        var key = KeyOf(binding);
        if (binding.Metadata.DeletionTimestamp is null)
        {
            try
            {
                await client.CustomObjects.DeleteNamespacedCustomObjectAsync(
                    ClusterInformers.Group, ClusterInformers.Version, key.Namespace, TargetGroupBindingObject.Plural, key.Name, cancellationToken: cancellationToken);
            }
            catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
            {
                return;
            }
        }

        try
        {
            await UntilAsync(key, found => found is null || found.Metadata.Uid != binding.Metadata.Uid, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"failed to wait targetGroupBinding deletion: {exception.Message}");
        }
    }

    private async Task UpdateAsync(TargetGroupBindingObject existing, Dictionary<string, object?> spec, CancellationToken cancellationToken)
    {
        var key = KeyOf(existing);
        var written = (JsonElement)await client.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch(new Dictionary<string, object> { ["spec"] = spec }, V1Patch.PatchType.MergePatch),
            ClusterInformers.Group, ClusterInformers.Version, key.Namespace, TargetGroupBindingObject.Plural, key.Name, cancellationToken: cancellationToken);
        var updated = k8s.KubernetesJson.Deserialize<TargetGroupBindingObject>(written.GetRawText());
        informers.TargetGroupBindings.Observe(updated);
        await UntilAsync(key, found => found is null || found.Status?.ObservedGeneration >= updated.Metadata.Generation, cancellationToken);
    }

    // Told by the cache: nobody looks every 200 ms, as the upstream controller does.
    private async Task UntilAsync(NamespacedName key, Func<TargetGroupBindingObject?, bool> holds, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(TargetGroupBindingObject? before, TargetGroupBindingObject? after)
        {
            if (holds(informers.TargetGroupBindings.Find(key)))
            {
                reached.TrySetResult();
            }
        }

        informers.TargetGroupBindings.Changed += Look;
        try
        {
            Look(null, null);
            await reached.Task.WaitAsync(Limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException("timed out waiting for the condition");
        }
        finally
        {
            informers.TargetGroupBindings.Changed -= Look;
        }
    }

    private static NamespacedName KeyOf(TargetGroupBindingObject binding) => new(binding.Metadata.NamespaceProperty, binding.Metadata.Name);

    private async Task CreateAsync(
        TargetGroupBindingSpec desired, Dictionary<string, object?> spec, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>
        {
            ["apiVersion"] = $"{ClusterInformers.Group}/{ClusterInformers.Version}",
            ["kind"] = TargetGroupBindingObject.KindName,
            ["metadata"] = new Dictionary<string, object?> { ["name"] = desired.Key.Name, ["namespace"] = desired.Key.Namespace, ["labels"] = labels },
            ["spec"] = spec.Where(member => member.Value is not null).ToDictionary(StringComparer.Ordinal),
        };
        try
        {
            var created = (JsonElement)await client.CustomObjects.CreateNamespacedCustomObjectAsync(
                body, ClusterInformers.Group, ClusterInformers.Version, desired.Key.Namespace, TargetGroupBindingObject.Plural, cancellationToken: cancellationToken);
            informers.TargetGroupBindings.Observe(k8s.KubernetesJson.Deserialize<TargetGroupBindingObject>(created.GetRawText()));
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict)
        {
            // Made by the reconcile before this one; the cache has not seen it yet. The next event of it brings us back.
        }
    }

    private static Dictionary<string, object?> SpecOf(TargetGroupBindingSpec desired, string arn, StackArns arns)
    {
        var spec = new Dictionary<string, object?>
        {
            ["targetGroupARN"] = arn,
            ["targetType"] = desired.TargetType,
            ["serviceRef"] = new Dictionary<string, object?> { ["name"] = desired.ServiceName, ["port"] = PortOf(desired.ServicePort) },
            ["ipAddressType"] = desired.IpAddressType,
            ["vpcID"] = desired.VpcId,
            ["targetGroupProtocol"] = desired.TargetGroupProtocol,
        };
        // Null takes away what was there before.
        spec["multiClusterTargetGroup"] = desired.MultiClusterTargetGroup ? true : null;
        spec["networking"] = null;
        spec["nodeSelector"] = null;
        if (desired.NetworkRules is { } network)
        {
            spec["networking"] = new Dictionary<string, object?>
            {
                ["ingress"] = network.Ports.Select(port => new Dictionary<string, object?>
                {
                    ["from"] = new[] { new Dictionary<string, object?> { ["securityGroup"] = new Dictionary<string, object?> { ["groupID"] = arns.Resolve(network.From) } } },
                    ["ports"] = new[]
                    {
                        port is { } value
                            ? new Dictionary<string, object?> { ["port"] = PortOf(value), ["protocol"] = "TCP" }
                            : new Dictionary<string, object?> { ["protocol"] = "TCP" },
                    },
                }).ToArray(),
            };
        }

        if (desired.NodeLabels is { } labels)
        {
            spec["nodeSelector"] = new Dictionary<string, object?> { ["matchLabels"] = labels };
        }

        return spec;
    }

    private static object PortOf(IntOrString port) => port.IsNumber ? port.Number : port.ToString();

    // Members that the API server added by default are not ours to compare.
    private static bool Same(TargetGroupBindingObject observed, Dictionary<string, object?> desired)
    {
        var current = JsonSerializer.SerializeToElement(observed.Spec, Options);
        var wanted = JsonSerializer.SerializeToElement(desired, Options);
        return wanted.EnumerateObject().All(member => current.TryGetProperty(member.Name, out var value)
            ? JsonElement.DeepEquals(value, member.Value)
            : member.Value.ValueKind == JsonValueKind.Null);
    }
}
