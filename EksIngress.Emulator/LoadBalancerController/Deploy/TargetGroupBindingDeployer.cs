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

/// <summary>Makes the TargetGroupBindings of a stack what they should be, and waits until surplus ones are really gone.</summary>
internal sealed class TargetGroupBindingDeployer(IKubernetes client, ClusterInformers informers, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan GoneLimit = TimeSpan.FromSeconds(60);

    /// <exception cref="HttpOperationException">The API refused.</exception>
    /// <exception cref="TimeoutException">A surplus binding did not go.</exception>
    public async Task DeployAsync(IngressStack stack, StackArns arns, CancellationToken cancellationToken)
    {
        var labels = TrackingTags.Labels(stack.Id);
        var observed = informers.TargetGroupBindings.Items
            .Where(binding => labels.All(label => binding.Metadata.Labels?.TryGetValue(label.Key, out var value) == true && value == label.Value))
            .ToDictionary(binding => new NamespacedName(binding.Metadata.NamespaceProperty, binding.Metadata.Name));
        foreach (var (key, binding) in observed.Where(pair => stack.TargetGroupBindings.All(desired => desired.Key != pair.Key)))
        {
            await DeleteAsync(key, binding, cancellationToken);
        }

        foreach (var desired in stack.TargetGroupBindings)
        {
            var spec = SpecOf(desired, arns);
            if (!observed.TryGetValue(desired.Key, out var existing))
            {
                await CreateAsync(desired, spec, labels, cancellationToken);
            }
            else if (!Same(existing, spec))
            {
                await client.CustomObjects.PatchNamespacedCustomObjectAsync(
                    new V1Patch(new Dictionary<string, object> { ["spec"] = spec }, V1Patch.PatchType.MergePatch),
                    ClusterInformers.Group, ClusterInformers.Version, desired.Key.Namespace, TargetGroupBindingObject.Plural, desired.Key.Name,
                    cancellationToken: cancellationToken);
            }
        }
    }

    private async Task CreateAsync(
        TargetGroupBindingSpec desired, Dictionary<string, object?> spec, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>
        {
            ["apiVersion"] = $"{ClusterInformers.Group}/{ClusterInformers.Version}",
            ["kind"] = TargetGroupBindingObject.KindName,
            ["metadata"] = new Dictionary<string, object?> { ["name"] = desired.Key.Name, ["namespace"] = desired.Key.Namespace, ["labels"] = labels },
            ["spec"] = spec,
        };
        try
        {
            await client.CustomObjects.CreateNamespacedCustomObjectAsync(
                body, ClusterInformers.Group, ClusterInformers.Version, desired.Key.Namespace, TargetGroupBindingObject.Plural, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict)
        {
            // Made by the reconcile before this one; the cache has not seen it yet. The next event of it brings us back.
        }
    }

    private async Task DeleteAsync(NamespacedName key, TargetGroupBindingObject binding, CancellationToken cancellationToken)
    {
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

        var deadline = time.GetUtcNow() + GoneLimit;
        while (informers.TargetGroupBindings.Find(key) is { } left && left.Metadata.Uid == binding.Metadata.Uid)
        {
            if (time.GetUtcNow() >= deadline)
            {
                throw new TimeoutException($"timed out waiting for TargetGroupBinding {key} to be deleted");
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private static Dictionary<string, object?> SpecOf(TargetGroupBindingSpec desired, StackArns arns)
    {
        var spec = new Dictionary<string, object?>
        {
            ["targetGroupARN"] = arns.Resolve(ResourceTypes.TargetGroupArn(desired.ResourceId)),
            ["targetType"] = desired.TargetType,
            ["serviceRef"] = new Dictionary<string, object?> { ["name"] = desired.ServiceName, ["port"] = PortOf(desired.ServicePort) },
            ["ipAddressType"] = desired.IpAddressType,
            ["vpcID"] = desired.VpcId,
            ["targetGroupProtocol"] = desired.TargetGroupProtocol,
        };
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
        var current = JsonSerializer.SerializeToElement(observed.Spec);
        var wanted = JsonSerializer.SerializeToElement(desired);
        return wanted.EnumerateObject().All(member =>
            current.TryGetProperty(member.Name, out var value) && JsonElement.DeepEquals(value, member.Value));
    }
}
