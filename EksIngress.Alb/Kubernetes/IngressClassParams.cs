using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>elbv2.k8s.aws/v1beta1 IngressClassParams: settings that a class imposes on its Ingresses.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/</remarks>
public sealed record IngressClassParams
{
    /// <summary>Name, labels and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The settings.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>The settings; what is empty or null leaves the choice to annotations.</summary>
    public sealed record Specification
    {
        /// <summary>Name of the load balancer.</summary>
        public string LoadBalancerName { get; init; } = "";

        /// <summary>ARNs of certificates for HTTPS listeners.</summary>
        public IReadOnlyList<string> CertificateArn { get; init; } = [];

        /// <summary>Namespaces whose Ingresses may use the class; null is every one.</summary>
        public LabelSelector? NamespaceSelector { get; init; }

        /// <summary>The explicit group of every Ingress of the class.</summary>
        public IngressGroupName? Group { get; init; }

        /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
        public string? Scheme { get; init; }

        /// <summary>Networks that may reach the listeners.</summary>
        [JsonPropertyName("inboundCIDRs")]
        public IReadOnlyList<string> InboundCidrs { get; init; } = [];

        /// <summary>Security policy of HTTPS listeners.</summary>
        public string SslPolicy { get; init; } = "";

        /// <summary>Port that HTTP listeners redirect to, as text.</summary>
        public string SslRedirectPort { get; init; } = "";

        /// <summary>Subnets of the load balancer, by id or by tags.</summary>
        public SubnetSelector? Subnets { get; init; }

        /// <summary><c>ipv4</c>, <c>dualstack</c> or <c>dualstack-without-public-ipv4</c>.</summary>
        public string? IpAddressType { get; init; }

        /// <summary>Tags of everything that is made.</summary>
        public IReadOnlyList<KeyValue> Tags { get; init; } = [];

        /// <summary><c>instance</c> or <c>ip</c>.</summary>
        public string TargetType { get; init; } = "";

        /// <summary>Attributes of the load balancer.</summary>
        public IReadOnlyList<KeyValue> LoadBalancerAttributes { get; init; } = [];

        /// <summary>Attributes of listeners.</summary>
        public IReadOnlyList<ListenerSettings> Listeners { get; init; } = [];

        /// <summary>Reserved capacity of the load balancer.</summary>
        public CapacityReservation? MinimumLoadBalancerCapacity { get; init; }

        /// <summary>Address pools of the load balancer.</summary>
        public Ipam? IpamConfiguration { get; init; }

        /// <summary>Managed prefix lists that may reach the listeners.</summary>
        [JsonPropertyName("prefixListsIDs")]
        public IReadOnlyList<string> PrefixListIds { get; init; } = [];

        /// <summary>Spelling of earlier versions of the custom resource.</summary>
        [JsonPropertyName("PrefixListsIDs")]
        public IReadOnlyList<string> PrefixListIdsLegacy { get; init; } = [];

        /// <summary>ARN of a WAFv2 web ACL, or <c>none</c>.</summary>
        public string Wafv2AclArn { get; init; } = "";

        /// <summary>Name of a WAFv2 web ACL, or <c>none</c>; wins over the ARN.</summary>
        public string Wafv2AclName { get; init; } = "";
    }

    /// <summary>Reference to an explicit group.</summary>
    public sealed record IngressGroupName
    {
        /// <summary>Name of the group.</summary>
        public string Name { get; init; } = "";
    }

    /// <summary>Chooses subnets; exactly one of the two is set.</summary>
    public sealed record SubnetSelector
    {
        /// <summary>Subnet ids.</summary>
        public IReadOnlyList<string>? Ids { get; init; }

        /// <summary>A subnet matches when it has each of these tags with one of the values.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<string>>? Tags { get; init; }
    }

    /// <summary>A tag or an attribute.</summary>
    public sealed record KeyValue
    {
        /// <summary>Its key.</summary>
        public string Key { get; init; } = "";

        /// <summary>Its value.</summary>
        public string Value { get; init; } = "";
    }

    /// <summary>Attributes of the listener on one port.</summary>
    public sealed record ListenerSettings
    {
        /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
        public string Protocol { get; init; } = "";

        /// <summary>1 to 65535.</summary>
        public int Port { get; init; }

        /// <summary>The attributes.</summary>
        public IReadOnlyList<KeyValue> ListenerAttributes { get; init; } = [];
    }

    /// <summary>Reserved load balancer capacity.</summary>
    public sealed record CapacityReservation
    {
        /// <summary>Load balancer capacity units; 0 takes a reservation away.</summary>
        public int CapacityUnits { get; init; }
    }

    /// <summary>IP Address Manager pools.</summary>
    public sealed record Ipam
    {
        /// <summary>Pool of public IPv4 addresses.</summary>
        [JsonPropertyName("ipv4IPAMPoolId")]
        public string? Ipv4IpamPoolId { get; init; }
    }
}
