using System.ComponentModel;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Plans;

/// <summary>
/// What a build asks of an AWS account, as data: the facts document. A section that is null is not known, which is not the same as an empty
/// one: a build that needs it ends with a <see cref="MissingFact"/>.
/// </summary>
/// <remarks>Names are those of the AWS APIs; <c>docs/alb-facts.schema.json</c> is its JSON schema.</remarks>
public sealed record AwsFacts
{
    /// <summary>The version that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the document's format; 1.</summary>
    [Description("Version of this format; 1.")]
    public required int Version { get; init; }

    /// <summary>The VPC of the cluster.</summary>
    [Description("The VPC of the cluster.")]
    public VpcFact? Vpc { get; init; }

    /// <summary>Every subnet of the VPC.</summary>
    [Description("Every subnet of the VPC, with its tags.")]
    public IReadOnlyList<Subnet>? Subnets { get; init; }

    /// <summary>Every route table of the VPC; asked for when no subnet carries the role tag.</summary>
    [Description("Every route table of the VPC. Needed when no subnet carries the tag kubernetes.io/role/elb or kubernetes.io/role/internal-elb.")]
    public IReadOnlyList<RouteTable>? RouteTables { get; init; }

    /// <summary>Security groups of the VPC that Ingresses name.</summary>
    [Description("Security groups of the VPC. Needed when an Ingress names some.")]
    public IReadOnlyList<SecurityGroup>? SecurityGroups { get; init; }

    /// <summary>Id of the security group that all load balancers of the cluster share as the source of traffic to targets.</summary>
    [Description("Id of the shared backend security group of the cluster (tag elbv2.k8s.aws/resource=backend-sg). The controller makes it when there is none.")]
    public string? BackendSecurityGroupId { get; init; }

    /// <summary>Certificates of ACM in the region; asked for when an HTTPS listener names none.</summary>
    [Description("Certificates of AWS Certificate Manager. Needed when an HTTPS listener has no certificate-arn.")]
    public IReadOnlyList<Certificate>? Certificates { get; init; }

    /// <summary>Target groups that actions refer to by name, made by somebody else.</summary>
    [Description("Target groups that actions name by targetGroupName.")]
    public IReadOnlyList<TargetGroup>? TargetGroups { get; init; }

    /// <summary>Load balancers that exist already; null and empty both mean that there is none: a first deployment.</summary>
    [Description("Load balancers that exist already, with the controller's tags: one that exists keeps its subnets. Left out: there is none.")]
    public IReadOnlyList<LoadBalancer>? LoadBalancers { get; init; }

    /// <summary>Trust stores that mutual authentication names.</summary>
    [Description("Trust stores that the annotation mutual-authentication names.")]
    public IReadOnlyList<TrustStore>? TrustStores { get; init; }

    /// <summary>Web ACLs that the annotation <c>wafv2-acl-name</c> names.</summary>
    [Description("Web ACLs of AWS WAF that the annotation wafv2-acl-name names.")]
    [System.Text.Json.Serialization.JsonPropertyName("webACLs")]
    public IReadOnlyList<WebAcl>? WebAcls { get; init; }

    /// <summary>Calls that AWS refuses, by operation of its API, with the error that it answers; null and empty both mean that it refuses none.</summary>
    [Description("Calls that AWS refuses, with the error that it answers: what a user reads then. Operations: DescribeSubnets, DescribeRouteTables, DescribeAvailabilityZones, DescribeSecurityGroups, DescribeLoadBalancers, DescribeTargetGroups, DescribeTrustStores, ListCertificates, ListWebACLs.")]
    public IReadOnlyDictionary<string, string>? Failures { get; init; }

    /// <summary>
    /// The account for parts of the model that are called on their own: <see cref="SubnetResolver"/>, <see cref="SecurityGroupResolver"/>,
    /// <see cref="IngressStackBuilder"/> and others. A section that is null ends a call with a <see cref="MissingFactException"/>.
    /// </summary>
    public IAwsLookup ToLookup() => new AwsFactsLookup(this, Vpc?.VpcId ?? "the VPC", null, []);

    /// <summary>The target groups for the webhooks of TargetGroupBindings; null sections as with <see cref="ToLookup"/>.</summary>
    public ITargetGroupLookup ToTargetGroupLookup() => new TargetGroupFactsLookup(this);

    /// <summary>A VPC.</summary>
    public sealed record VpcFact
    {
        /// <summary>For example <c>vpc-0123456789abcdef0</c>.</summary>
        [Description("For example vpc-0123456789abcdef0.")]
        public required string VpcId { get; init; }

        /// <summary>IPv4 and IPv6 blocks that are associated with it.</summary>
        [Description("IPv4 and IPv6 blocks that are associated with it.")]
        public IReadOnlyList<string> CidrBlocks { get; init; } = [];

        /// <summary>Its tags; asked for with <c>--aws-vpc-tags</c>.</summary>
        [Description("Its tags. Needed with the controller's flag --aws-vpc-tags.")]
        public IReadOnlyDictionary<string, string>? Tags { get; init; }
    }

    /// <summary>A subnet.</summary>
    public sealed record Subnet
    {
        /// <summary>For example <c>subnet-0123456789abcdef0</c>.</summary>
        [Description("For example subnet-0123456789abcdef0.")]
        public required string SubnetId { get; init; }

        /// <summary>Name of its zone, for example <c>eu-west-1a</c>.</summary>
        [Description("Name of its zone, for example eu-west-1a.")]
        public required string AvailabilityZone { get; init; }

        /// <summary>Id of its zone, for example <c>euw1-az1</c>; the name when it is left out.</summary>
        [Description("Id of its zone, for example euw1-az1. Left out: the name of the zone.")]
        public string? AvailabilityZoneId { get; init; }

        /// <summary><c>availability-zone</c> (the default), <c>local-zone</c> or <c>wavelength-zone</c>.</summary>
        [Description("Type of its zone: availability-zone (the default), local-zone or wavelength-zone.")]
        public string ZoneType { get; init; } = "availability-zone";

        /// <summary>Free IPv4 addresses; a load balancer needs 8.</summary>
        [Description("Free IPv4 addresses; a load balancer needs 8. Left out: enough.")]
        public int AvailableIpAddressCount { get; init; } = int.MaxValue;

        /// <summary>True when an IPv6 block is associated with it.</summary>
        [Description("True when an IPv6 block is associated with it. Left out: false.")]
        public bool HasIpv6CidrBlock { get; init; }

        /// <summary>ARN of the Outpost that it is on; null when it is on none.</summary>
        [Description("ARN of the Outpost that it is on.")]
        public string? OutpostArn { get; init; }

        /// <summary>Its tags.</summary>
        [Description("Its tags; kubernetes.io/role/elb, kubernetes.io/role/internal-elb, kubernetes.io/cluster/NAME and Name matter.")]
        public IReadOnlyDictionary<string, string> Tags { get; init; } = Kubernetes.NoStrings.Map;
    }

    /// <summary>A route table.</summary>
    public sealed record RouteTable
    {
        /// <summary>True for the table of subnets without an association of their own.</summary>
        [Description("True for the table of subnets without an association of their own. Left out: false.")]
        public bool Main { get; init; }

        /// <summary>Subnets that are associated with it.</summary>
        [Description("Subnets that are associated with it.")]
        public IReadOnlyList<string> SubnetIds { get; init; } = [];

        /// <summary>Gateways of its routes, for example <c>local</c> and <c>igw-0123456789abcdef0</c>.</summary>
        [Description("Gateways of its routes, for example local and igw-0123456789abcdef0.")]
        public IReadOnlyList<string> GatewayIds { get; init; } = [];
    }

    /// <summary>A security group.</summary>
    public sealed record SecurityGroup
    {
        /// <summary>For example <c>sg-0123456789abcdef0</c>.</summary>
        [Description("For example sg-0123456789abcdef0.")]
        public required string GroupId { get; init; }

        /// <summary>Its tags; the controller looks a name up in the tag <c>Name</c>.</summary>
        [Description("Its tags; a name in the annotation security-groups is looked up in the tag Name.")]
        public IReadOnlyDictionary<string, string> Tags { get; init; } = Kubernetes.NoStrings.Map;
    }

    /// <summary>A certificate that was issued.</summary>
    public sealed record Certificate
    {
        /// <summary>Its ARN.</summary>
        [Description("Its ARN.")]
        public required string CertificateArn { get; init; }

        /// <summary>Its domain name and its subject alternative names, for example <c>*.example.com</c>.</summary>
        [Description("Its domain name and its subject alternative names, for example *.example.com.")]
        public required IReadOnlyList<string> DomainNames { get; init; }

        /// <summary>ARN of the private CA that issued it; null for certificates of Amazon and imported ones.</summary>
        [Description("ARN of the private CA that issued it. Needed with --allowed-certificate-authority-arns.")]
        public string? CertificateAuthorityArn { get; init; }

        /// <summary>Its tags.</summary>
        [Description("Its tags. Needed with the feature gate EnableCertificateManagement.")]
        public IReadOnlyDictionary<string, string> Tags { get; init; } = Kubernetes.NoStrings.Map;
    }

    /// <summary>A target group that somebody else made.</summary>
    public sealed record TargetGroup
    {
        /// <summary>Its name, unique in the region.</summary>
        [Description("Its name.")]
        public required string TargetGroupName { get; init; }

        /// <summary>Its ARN.</summary>
        [Description("Its ARN.")]
        public required string TargetGroupArn { get; init; }

        /// <summary><c>instance</c>, <c>ip</c>, <c>lambda</c> or <c>alb</c>; null when it is not known. Webhooks of TargetGroupBindings ask for it.</summary>
        [Description("instance, ip, lambda or alb. Needed when a TargetGroupBinding is checked.")]
        public string? TargetType { get; init; }

        /// <summary>For example <c>HTTP</c>; null when it is not known, and for <c>lambda</c>.</summary>
        [Description("For example HTTP. Needed when a TargetGroupBinding is checked.")]
        public string? Protocol { get; init; }

        /// <summary><c>ipv4</c>, which is also what null means, or <c>ipv6</c>.</summary>
        [Description("ipv4 (the default) or ipv6.")]
        public string? IpAddressType { get; init; }

        /// <summary>VPC of its targets; null when it is not known, and for <c>lambda</c>.</summary>
        [Description("VPC of its targets. Needed when a TargetGroupBinding is checked.")]
        public string? VpcId { get; init; }
    }

    /// <summary>A load balancer that exists.</summary>
    public sealed record LoadBalancer
    {
        /// <summary>Its ARN.</summary>
        [Description("Its ARN.")]
        public required string LoadBalancerArn { get; init; }

        /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
        [Description("internal or internet-facing.")]
        public required string Scheme { get; init; }

        /// <summary>Its subnets, one for each zone.</summary>
        [Description("Its subnets, one for each zone.")]
        public IReadOnlyList<string> SubnetIds { get; init; } = [];

        /// <summary>Its tags; the controller knows it again by <c>elbv2.k8s.aws/cluster</c> and <c>ingress.k8s.aws/stack</c>.</summary>
        [Description("Its tags; the controller knows it again by elbv2.k8s.aws/cluster and ingress.k8s.aws/stack.")]
        public IReadOnlyDictionary<string, string> Tags { get; init; } = Kubernetes.NoStrings.Map;
    }

    /// <summary>A trust store of mutual authentication.</summary>
    public sealed record TrustStore
    {
        /// <summary>Its name.</summary>
        [Description("Its name.")]
        public required string Name { get; init; }

        /// <summary>Its ARN.</summary>
        [Description("Its ARN.")]
        public required string TrustStoreArn { get; init; }
    }

    /// <summary>A web ACL of AWS WAF, of the region's scope.</summary>
    public sealed record WebAcl
    {
        /// <summary>Its name.</summary>
        [Description("Its name.")]
        public required string Name { get; init; }

        /// <summary>Its ARN.</summary>
        [Description("Its ARN.")]
        [System.Text.Json.Serialization.JsonPropertyName("ARN")]
        public required string Arn { get; init; }
    }
}
