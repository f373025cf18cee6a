using System.Globalization;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Something that a target group should hold.</summary>
/// <param name="Id">Address, or instance id.</param>
/// <param name="Pod">The pod that answers there; null for a node.</param>
/// <param name="Node">The node that passes requests on; null for a pod.</param>
internal sealed record TargetEndpoint(string Id, int Port, V1Pod? Pod, V1Node? Node)
{
    /// <summary>Equal as long as it is the same pod or node at the same place.</summary>
    public string Identifier
    {
        get
        {
            var created = (Pod?.Metadata ?? Node!.Metadata).CreationTimestamp;
            var milliseconds = created is { } time ? new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds() : 0;
            return string.Create(CultureInfo.InvariantCulture, $"{Id}:{Port}:{milliseconds}");
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}:{Port}");
}
