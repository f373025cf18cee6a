using System.Text.Json.Serialization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>elbv2.k8s.aws/v1beta1 TargetGroupBinding: keeps a target group filled with the endpoints of a Service.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/</remarks>
public sealed record TargetGroupBinding
{
    /// <summary>Name, namespace and the like.</summary>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Target group and Service.</summary>
    public Specification Spec { get; init; } = new();

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key => new(Metadata.Namespace, Metadata.Name);

    /// <summary>Target group and Service.</summary>
    public sealed record Specification
    {
        /// <summary>Empty when the target group is given by name.</summary>
        [JsonPropertyName("targetGroupARN")]
        public string TargetGroupArn { get; init; } = "";

        /// <summary>Empty when the target group is given by ARN.</summary>
        public string TargetGroupName { get; init; } = "";

        /// <summary>Whether several bindings, in whatever cluster, may fill the target group.</summary>
        public bool MultiClusterTargetGroup { get; init; }

        /// <summary><c>instance</c> or <c>ip</c>; null until the mutating webhook has looked it up.</summary>
        public string? TargetType { get; init; }

        /// <summary><c>HTTP</c>, <c>HTTPS</c>, <c>TCP</c>, <c>TLS</c>, <c>UDP</c>, <c>TCP_UDP</c>, <c>QUIC</c> or <c>TCP_QUIC</c>; null as above.</summary>
        public string? TargetGroupProtocol { get; init; }

        /// <summary>Service in the binding's namespace.</summary>
        public ServiceReference ServiceRef { get; init; } = new();

        /// <summary>What may reach the targets; null when their security groups are somebody else's business.</summary>
        public NetworkRules? Networking { get; init; }

        /// <summary>Nodes for <c>instance</c> targets; null is every one.</summary>
        public LabelSelector? NodeSelector { get; init; }

        /// <summary><c>ipv4</c> or <c>ipv6</c>; null is <c>ipv4</c>.</summary>
        public string? IpAddressType { get; init; }

        /// <summary>VPC of the target group; empty is the cluster's.</summary>
        [JsonPropertyName("vpcID")]
        public string VpcId { get; init; } = "";

        /// <summary>Role of another account that owns the target group; empty is the controller's own account.</summary>
        public string IamRoleArnToAssume { get; init; } = "";

        /// <summary>External id that the trust policy of <see cref="IamRoleArnToAssume"/> asks for; empty is none.</summary>
        public string AssumeRoleExternalId { get; init; } = "";
    }

    /// <summary>A port of a Service.</summary>
    public sealed record ServiceReference
    {
        /// <summary>Name of the Service.</summary>
        public string Name { get; init; } = "";

        /// <summary>Port of the Service, by number or by name.</summary>
        public IntOrString Port { get; init; }
    }

    /// <summary>Traffic to admit at the targets' security groups.</summary>
    public sealed record NetworkRules
    {
        /// <summary>Each of them admits its peers to its ports.</summary>
        public IReadOnlyList<IngressRule> Ingress { get; init; } = [];
    }

    /// <summary>Peers and the ports they may reach.</summary>
    public sealed record IngressRule
    {
        /// <summary>Sources.</summary>
        public IReadOnlyList<Peer> From { get; init; } = [];

        /// <summary>Without any, the controller admits nothing.</summary>
        public IReadOnlyList<PeerPort> Ports { get; init; } = [];
    }

    /// <summary>A source; one of the two.</summary>
    public sealed record Peer
    {
        /// <summary>A network.</summary>
        public IpBlockPeer? IpBlock { get; init; }

        /// <summary>Whatever carries a security group.</summary>
        public SecurityGroupPeer? SecurityGroup { get; init; }
    }

    /// <summary>A network.</summary>
    public sealed record IpBlockPeer
    {
        /// <summary>Its CIDR block.</summary>
        public string Cidr { get; init; } = "";
    }

    /// <summary>A security group.</summary>
    public sealed record SecurityGroupPeer
    {
        /// <summary>Its id.</summary>
        [JsonPropertyName("groupID")]
        public string GroupId { get; init; } = "";
    }

    /// <summary>A port of the targets.</summary>
    public sealed record PeerPort
    {
        /// <summary><c>TCP</c> or <c>UDP</c>; null is <c>TCP</c>.</summary>
        public string? Protocol { get; init; }

        /// <summary>By number, or by the name of a container's port; null is every port.</summary>
        public IntOrString? Port { get; init; }
    }
}
