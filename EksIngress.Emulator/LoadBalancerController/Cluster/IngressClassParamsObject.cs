using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>elbv2.k8s.aws/v1beta1 IngressClassParams as the API serves it; what is in its spec is read by the model.</summary>
internal sealed class IngressClassParamsObject : IKubernetesObject<V1ObjectMeta>
{
    public const string Plural = "ingressclassparams";

    public string ApiVersion { get; set; } = $"{ClusterInformers.Group}/{ClusterInformers.Version}";

    public string Kind { get; set; } = "IngressClassParams";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public JsonElement? Spec { get; set; }
}
