using System.Net;
using System.Text.Json;
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

    /// <returns>Those that nothing wants any more.</returns>
    /// <exception cref="HttpOperationException">The API refused.</exception>
    /// <exception cref="TimeoutException">A change was not reconciled in time.</exception>
    public async Task<IReadOnlyList<TargetGroupBindingObject>> DeployAsync(IngressStack stack, StackArns arns, CancellationToken cancellationToken)
    {
        // A binding belongs to its target group, whatever its name. Of several for one group, which the webhook does not let come up, only one is
        // looked after, as upstream does.
        var labels = TrackingTags.Labels(stack.Id);
        var observed = new SortedDictionary<string, TargetGroupBindingObject>(StringComparer.Ordinal);
        foreach (var binding in informers.TargetGroupBindings.Items
            .Where(binding => labels.All(label => binding.Metadata.Labels?.TryGetValue(label.Key, out var value) == true && value == label.Value))
            .OrderBy(binding => KeyOf(binding).ToString(), StringComparer.Ordinal))
        {
            observed[binding.Spec.TargetGroupArn ?? ""] = binding;
        }

        var wanted = new SortedDictionary<string, TargetGroupBindingSpec>(
            stack.TargetGroupBindings.ToDictionary(desired => arns.Resolve(ResourceTypes.TargetGroupArn(desired.ResourceId)), StringComparer.Ordinal),
            StringComparer.Ordinal);
        foreach (var (arn, desired) in wanted.Where(pair => !observed.ContainsKey(pair.Key)))
        {
            await CreateAsync(desired, SpecOf(desired, arn, arns), labels, cancellationToken);
        }

        foreach (var (arn, desired) in wanted.Where(pair => observed.ContainsKey(pair.Key)))
        {
            var patch = BindingPatch.Find(observed[arn], SpecOf(desired, arn, arns), labels);
            if (patch is not null)
            {
                await UpdateAsync(observed[arn], patch, cancellationToken);
            }
        }

        return [.. observed.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value)];
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

    private async Task UpdateAsync(TargetGroupBindingObject existing, V1Patch patch, CancellationToken cancellationToken)
    {
        var key = KeyOf(existing);
        var written = (JsonElement)await client.CustomObjects.PatchNamespacedCustomObjectAsync(
            patch,
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
        var created = (JsonElement)await client.CustomObjects.CreateNamespacedCustomObjectAsync(
            body, ClusterInformers.Group, ClusterInformers.Version, desired.Key.Namespace, TargetGroupBindingObject.Plural, cancellationToken: cancellationToken);
        informers.TargetGroupBindings.Observe(k8s.KubernetesJson.Deserialize<TargetGroupBindingObject>(created.GetRawText()));
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
}
