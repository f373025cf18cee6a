using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>elbv2.k8s.aws/v1beta1 TargetGroupBinding.</summary>
internal sealed class TargetGroupBindingObject : IKubernetesObject<V1ObjectMeta>
{
    public const string Plural = "targetgroupbindings";
    public const string Finalizer = "elbv2.k8s.aws/resources";
    public const string KindName = "TargetGroupBinding";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = $"{ClusterInformers.Group}/{ClusterInformers.Version}";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = KindName;

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public SpecObject Spec { get; set; } = new();

    [JsonPropertyName("status")]
    public StatusObject? Status { get; set; }

    internal sealed class SpecObject
    {
        [JsonPropertyName("targetGroupARN")]
        public string? TargetGroupArn { get; set; }

        [JsonPropertyName("targetGroupName")]
        public string? TargetGroupName { get; set; }

        [JsonPropertyName("multiClusterTargetGroup")]
        public bool? MultiClusterTargetGroup { get; set; }

        [JsonPropertyName("targetType")]
        public string? TargetType { get; set; }

        [JsonPropertyName("targetGroupProtocol")]
        public string? TargetGroupProtocol { get; set; }

        [JsonPropertyName("serviceRef")]
        public ServiceReference ServiceRef { get; set; } = new();

        [JsonPropertyName("networking")]
        public JsonElement? Networking { get; set; }

        [JsonPropertyName("ipAddressType")]
        public string? IpAddressType { get; set; }

        [JsonPropertyName("vpcID")]
        public string? VpcId { get; set; }

        [JsonPropertyName("iamRoleArnToAssume")]
        public string? IamRoleArnToAssume { get; set; }

        [JsonPropertyName("assumeRoleExternalId")]
        public string? AssumeRoleExternalId { get; set; }

        /// <summary>Members this controller writes and compares, and does not look into.</summary>
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; set; }
    }

    internal sealed class ServiceReference
    {
        [JsonPropertyName("name")]
        public string Name { get; set; } = "";

        [JsonPropertyName("port")]
        public JsonElement Port { get; set; }
    }

    internal sealed class StatusObject
    {
        [JsonPropertyName("conditions")]
        public IReadOnlyList<V1Condition>? Conditions { get; set; }

        [JsonPropertyName("observedGeneration")]
        public long? ObservedGeneration { get; set; }
    }
}
