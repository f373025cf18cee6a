using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.LoadBalancerController;

/// <summary>The controller's own kinds. Their rules beyond the shape are checked by its webhooks.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/</remarks>
internal static class ControllerDefinitions
{
    private const string Group = "elbv2.k8s.aws";

    public static JsonObject IngressClassParams() => Definition(
        "IngressClassParams", "ingressclassparams", "ingressclassparams", "Cluster",
        [Column("GROUP-NAME", ".spec.group.name"), Column("SCHEME", ".spec.scheme"), Column("IP-ADDRESS-TYPE", ".spec.ipAddressType")],
        Type("object", ("properties", Node.Object(
            ("loadBalancerName", Type("string")),
            ("certificateArn", List(Type("string"))),
            ("namespaceSelector", Node.Object(("type", "object"), ("x-kubernetes-preserve-unknown-fields", true))),
            ("group", Type("object", ("properties", Node.Object(("name", Type("string")))), ("required", Node.Strings("name")))),
            ("scheme", Enumeration("internal", "internet-facing")),
            ("inboundCIDRs", List(Type("string"))),
            ("sslPolicy", Type("string")),
            ("sslRedirectPort", Type("string")),
            ("subnets", Type("object", ("properties", Node.Object(
                ("ids", List(Type("string"))),
                ("tags", Type("object", ("additionalProperties", List(Type("string"))))))))),
            ("ipAddressType", Enumeration("ipv4", "dualstack", "dualstack-without-public-ipv4")),
            ("tags", List(KeyAndValue())),
            ("targetType", Enumeration("instance", "ip")),
            ("loadBalancerAttributes", List(KeyAndValue())),
            ("listeners", List(Type("object", ("properties", Node.Object(
                ("protocol", Enumeration("HTTP", "HTTPS")),
                ("port", Type("integer", ("format", "int32"))),
                ("listenerAttributes", List(KeyAndValue()))))))),
            ("minimumLoadBalancerCapacity", Type("object", ("properties", Node.Object(
                ("capacityUnits", Type("integer", ("format", "int32"))))))),
            ("ipamConfiguration", Type("object", ("properties", Node.Object(("ipv4IPAMPoolId", Type("string")))))),
            ("prefixListsIDs", List(Type("string"))),
            ("wafv2AclArn", Type("string")),
            ("wafv2AclName", Type("string"))))));

    public static JsonObject TargetGroupBindings() => Definition(
        "TargetGroupBinding", "targetgroupbindings", "targetgroupbinding", "Namespaced",
        [
            Column("SERVICE-NAME", ".spec.serviceRef.name"), Column("SERVICE-PORT", ".spec.serviceRef.port"),
            Column("TARGET-TYPE", ".spec.targetType"), Column("ARN", ".spec.targetGroupARN", priority: 1),
        ],
        Type("object",
            ("required", Node.Strings("serviceRef")),
            ("properties", Node.Object(
                ("targetGroupARN", Type("string")),
                ("targetGroupName", Type("string")),
                ("multiClusterTargetGroup", Type("boolean")),
                ("targetType", Enumeration("instance", "ip")),
                ("targetGroupProtocol", Enumeration("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC")),
                ("serviceRef", Type("object",
                    ("required", Node.Strings("name", "port")),
                    ("properties", Node.Object(("name", Type("string")), ("port", IntOrString()))))),
                ("networking", Networking()),
                ("nodeSelector", Node.Object(("type", "object"), ("x-kubernetes-preserve-unknown-fields", true))),
                ("ipAddressType", Enumeration("ipv4", "ipv6")),
                ("vpcID", Type("string", ("pattern", "^vpc-[0-9a-f]{8}([0-9a-f]{9})?$"))),
                ("iamRoleArnToAssume", Type("string")),
                ("assumeRoleExternalId", Type("string"))))),
        status: Type("object", ("properties", Node.Object(
            ("observedGeneration", Type("integer", ("format", "int64"))),
            ("conditions", List(Node.Object(("type", "object"), ("x-kubernetes-preserve-unknown-fields", true))))))));

    private static JsonObject Networking()
    {
        var block = Type("object", ("required", Node.Strings("cidr")), ("properties", Node.Object(("cidr", Type("string")))));
        var group = Type("object", ("required", Node.Strings("groupID")), ("properties", Node.Object(("groupID", Type("string")))));
        var peer = Type("object", ("properties", Node.Object(("ipBlock", block), ("securityGroup", group))));
        var port = Type("object", ("properties", Node.Object(("protocol", Enumeration("TCP", "UDP")), ("port", IntOrString()))));
        var rule = Type("object",
            ("required", Node.Strings("from", "ports")),
            ("properties", Node.Object(("from", List(peer)), ("ports", List(port)))));
        return Type("object", ("properties", Node.Object(("ingress", List(rule)))));
    }

    private static JsonObject Definition(
        string kind,
        string plural,
        string singular,
        string scope,
        IEnumerable<JsonNode> columns,
        JsonObject spec,
        JsonObject? status = null) => Node.Object(
            ("apiVersion", "apiextensions.k8s.io/v1"),
            ("kind", "CustomResourceDefinition"),
            ("metadata", Node.Object(("name", $"{plural}.{Group}"))),
            ("spec", Node.Object(
                ("group", Group),
                ("names", Node.Object(("kind", kind), ("listKind", kind + "List"), ("plural", plural), ("singular", singular))),
                ("scope", scope),
                ("versions", Node.Array(Node.Object(
                    ("name", "v1beta1"),
                    ("served", true),
                    ("storage", true),
                    ("additionalPrinterColumns", Node.Array([.. columns, Column("AGE", ".metadata.creationTimestamp", type: "date")])),
                    ("schema", Node.Object(("openAPIV3Schema", Type("object", ("properties", Node.Object(
                        ("apiVersion", Type("string")),
                        ("kind", Type("string")),
                        ("metadata", Type("object")),
                        ("spec", spec),
                        ("status", status))))))),
                    ("subresources", Node.Object(("status", status is null ? null : new JsonObject())))))))));

    private static JsonObject Type(string name, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var node = Node.Object(("type", name));
        foreach (var (member, value) in members)
        {
            node[member] = value;
        }

        return node;
    }

    private static JsonObject List(JsonObject items) => Type("array", ("items", items));

    private static JsonObject Enumeration(params string[] values) => Type("string", ("enum", Node.Strings(values)));

    private static JsonObject IntOrString() => Node.Object(
        ("anyOf", Node.Array(Type("integer"), Type("string"))),
        ("x-kubernetes-int-or-string", true));

    private static JsonObject KeyAndValue() => Type("object",
        ("required", Node.Strings("key", "value")),
        ("properties", Node.Object(("key", Type("string")), ("value", Type("string")))));

    private static JsonObject Column(string name, string path, string type = "string", int priority = 0)
    {
        var node = Node.Object(("jsonPath", path), ("name", name), ("type", type));
        if (priority > 0)
        {
            node["priority"] = priority;
        }

        return node;
    }
}
