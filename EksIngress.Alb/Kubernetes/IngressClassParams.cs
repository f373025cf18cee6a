using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>elbv2.k8s.aws/v1beta1 IngressClassParams.</summary>
internal sealed record IngressClassParams
{
    public ObjectMeta Metadata { get; init; } = new();

    public Specification Spec { get; init; } = new();

    internal sealed record Specification
    {
        public string LoadBalancerName { get; init; } = "";

        public IReadOnlyList<string> CertificateArn { get; init; } = [];

        public LabelSelector? NamespaceSelector { get; init; }

        public IngressGroupName? Group { get; init; }

        public string? Scheme { get; init; }

        [JsonPropertyName("inboundCIDRs")]
        public IReadOnlyList<string> InboundCidrs { get; init; } = [];

        public string SslPolicy { get; init; } = "";

        public string SslRedirectPort { get; init; } = "";

        public SubnetSelector? Subnets { get; init; }

        public string? IpAddressType { get; init; }

        public IReadOnlyList<KeyValue> Tags { get; init; } = [];

        public string TargetType { get; init; } = "";

        public IReadOnlyList<KeyValue> LoadBalancerAttributes { get; init; } = [];

        public IReadOnlyList<ListenerSettings> Listeners { get; init; } = [];

        [JsonPropertyName("prefixListsIDs")]
        public IReadOnlyList<string> PrefixListIds { get; init; } = [];

        /// <summary>Spelling of earlier versions of the custom resource.</summary>
        [JsonPropertyName("PrefixListsIDs")]
        public IReadOnlyList<string> PrefixListIdsLegacy { get; init; } = [];

        /// <summary>Fields without a property here, so that none is passed over in silence.</summary>
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; init; }
    }

    internal sealed record IngressGroupName
    {
        public string Name { get; init; } = "";
    }

    internal sealed record SubnetSelector
    {
        public IReadOnlyList<string>? Ids { get; init; }

        public IReadOnlyDictionary<string, IReadOnlyList<string>>? Tags { get; init; }
    }

    internal sealed record KeyValue
    {
        public string Key { get; init; } = "";

        public string Value { get; init; } = "";
    }

    internal sealed record ListenerSettings
    {
        public string Protocol { get; init; } = "";

        public int Port { get; init; }

        public IReadOnlyList<KeyValue> ListenerAttributes { get; init; } = [];
    }
}
