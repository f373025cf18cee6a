using System.Text.Json;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Reads which branch interfaces a pod has, out of the annotation that the VPC resource controller writes.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html</remarks>
internal static class BranchInterfaces
{
    /// <summary>For example <c>[{"eniId":"eni-1","privateIp":"10.0.0.7","ipv6Addr":""}]</c>.</summary>
    private const string Annotation = "vpc.amazonaws.com/pod-eni";

    /// <summary>The interface with the pod's own address; null for none, and for an annotation that cannot be read.</summary>
    public static string? FindId(V1Pod pod)
    {
        if (pod.Status?.PodIP is not { Length: > 0 } address || pod.Metadata.Annotations?.TryGetValue(Annotation, out var text) != true)
        {
            return null;
        }

        try
        {
            return (JsonSerializer.Deserialize<Branch?[]>(text!, JsonSerializerOptions.Web) ?? []).OfType<Branch>()
                .FirstOrDefault(branch => branch.PrivateIp == address || branch.Ipv6Addr == address)?.EniId is { Length: > 0 } id ? id : null;
        }
        catch (JsonException)
        {
            // Upstream takes such a pod for one without, and looks at its node.
            return null;
        }
    }

    private sealed record Branch(string? EniId, string? PrivateIp, string? Ipv6Addr);
}
