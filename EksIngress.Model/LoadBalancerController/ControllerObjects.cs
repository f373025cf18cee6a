using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;

namespace EksIngress.Model.LoadBalancerController;

/// <summary>The AWS Load Balancer Controller's objects, as its Helm chart installs them.</summary>
/// <remarks>Source: https://github.com/aws/eks-charts/tree/master/stable/aws-load-balancer-controller</remarks>
internal static class ControllerObjects
{
    private const int WebhookPort = 9443;
    private const int MetricsPort = 8080;
    private const int HealthPort = 61779;

    /// <summary>
    /// All objects in the order in which they are applied: definitions first, the ServiceAccount with its role before the pods
    /// that get their credentials by it, webhooks last.
    /// </summary>
    public static IReadOnlyList<JsonObject> Build(EnvironmentSpec spec, ControllerSettings settings)
    {
        List<JsonObject> objects =
        [
            ControllerDefinitions.IngressClassParams(),
            ControllerDefinitions.TargetGroupBindings(),
            ServiceAccount(settings.RoleArn),
            .. ControllerAccess.Build(),
            TlsSecret(settings.Certificate),
            Service(),
            Deployment(spec, settings),
            IngressObjects.IngressClassParams(ControllerNames.IngressClass),
            IngressObjects.IngressClass(ControllerNames.IngressClass),
            .. ControllerWebhooks.Build(settings.Certificate),
        ];
        foreach (var item in objects)
        {
            AddLabels(item, spec);
        }

        return objects;
    }

    /// <summary>What the objects are called, whatever they hold.</summary>
    public static IReadOnlyList<ObjectId> Ids(EnvironmentSpec spec) =>
        [.. Build(spec, new ControllerSettings("", "", new WebhookCertificate("", "", ""))).Select(ObjectId.Of)];

    private static JsonObject ServiceAccount(string roleArn) => Node.Object(
        ("apiVersion", "v1"),
        ("kind", "ServiceAccount"),
        ("metadata", Node.Object(
            ("name", ControllerNames.ServiceAccount),
            ("namespace", ControllerNames.Namespace),
            ("annotations", Node.Map((Ownership.RoleArnAnnotation, roleArn))))));

    private static JsonObject TlsSecret(WebhookCertificate certificate) => Node.Object(
        ("apiVersion", "v1"),
        ("kind", "Secret"),
        ("metadata", Node.Object(("name", ControllerNames.TlsSecret), ("namespace", ControllerNames.Namespace))),
        ("type", "kubernetes.io/tls"),
        ("data", Node.Object(
            ("ca.crt", Base64(certificate.CertificateAuthority)),
            ("tls.crt", Base64(certificate.Certificate)),
            ("tls.key", Base64(certificate.PrivateKey)))));

    private static JsonObject Service() => Node.Object(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", Node.Object(
            ("name", ControllerNames.WebhookService),
            ("namespace", ControllerNames.Namespace),
            // The chart's own marks: the webhook for Services leaves this one alone by them.
            ("labels", Node.Map(("app.kubernetes.io/component", "webhook"))))),
        ("spec", Node.Object(
            ("ports", Node.Array(Node.Object(("name", "webhook-server"), ("port", 443), ("protocol", "TCP"), ("targetPort", "webhook-server")))),
            ("selector", Selector()))));

    private static JsonObject Deployment(EnvironmentSpec spec, ControllerSettings settings) => Node.Object(
        ("apiVersion", "apps/v1"),
        ("kind", "Deployment"),
        ("metadata", Node.Object(("name", ControllerNames.Name), ("namespace", ControllerNames.Namespace))),
        ("spec", Node.Object(
            ("replicas", spec.LoadBalancerController.Replicas),
            ("selector", Node.Object(("matchLabels", Selector()))),
            ("template", Node.Object(
                ("metadata", Node.Object(("labels", Selector()))),
                ("spec", Node.Object(
                    ("serviceAccountName", ControllerNames.ServiceAccount),
                    ("priorityClassName", "system-cluster-critical"),
                    ("terminationGracePeriodSeconds", 10),
                    ("securityContext", Node.Object(("fsGroup", 65534))),
                    ("affinity", SpreadOverNodes()),
                    ("containers", Node.Array(Container(spec, settings))),
                    ("volumes", Node.Array(Node.Object(
                        ("name", "cert"),
                        ("secret", Node.Object(("defaultMode", 420), ("secretName", ControllerNames.TlsSecret)))))))))))));

    private static JsonObject Container(EnvironmentSpec spec, ControllerSettings settings) => Node.Object(
        ("name", ControllerNames.Name),
        ("image", $"{ControllerNames.Image}:{spec.LoadBalancerController.Version}"),
        ("args", Node.Strings(
        [
            "--cluster-name=" + ResourceNames.Cluster(spec),
            "--ingress-class=" + ControllerNames.IngressClass,
            "--aws-region=" + spec.Region,
            "--aws-vpc-id=" + settings.VpcId,
            .. spec.Tags is { Count: > 0 } tags
                ? ["--default-tags=" + string.Join(',', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))]
                : Array.Empty<string>(),
        ])),
        ("ports", Node.Array(
            Node.Object(("name", "webhook-server"), ("containerPort", WebhookPort), ("protocol", "TCP")),
            Node.Object(("name", "metrics-server"), ("containerPort", MetricsPort), ("protocol", "TCP")))),
        ("livenessProbe", Probe("/healthz", initialDelay: 30)),
        ("readinessProbe", Probe("/readyz", initialDelay: 10)),
        ("securityContext", Node.Object(
            ("allowPrivilegeEscalation", false),
            ("capabilities", Node.Object(("drop", Node.Strings("ALL")))),
            ("readOnlyRootFilesystem", true),
            ("runAsNonRoot", true))),
        ("volumeMounts", Node.Array(Node.Object(
            ("name", "cert"),
            ("mountPath", "/tmp/k8s-webhook-server/serving-certs"),
            ("readOnly", true)))));

    private static JsonObject Probe(string path, int initialDelay) => Node.Object(
        ("failureThreshold", 2),
        ("httpGet", Node.Object(("path", path), ("port", HealthPort), ("scheme", "HTTP"))),
        ("initialDelaySeconds", initialDelay),
        ("timeoutSeconds", 10));

    private static JsonObject SpreadOverNodes() => Node.Object(("podAntiAffinity", Node.Object(
        ("preferredDuringSchedulingIgnoredDuringExecution", Node.Array(Node.Object(
            ("weight", 100),
            ("podAffinityTerm", Node.Object(
                ("labelSelector", Node.Object(("matchLabels", Selector()))),
                ("topologyKey", "kubernetes.io/hostname")))))))));

    private static JsonObject Selector() =>
        Node.Map(("app.kubernetes.io/instance", ControllerNames.Name), ("app.kubernetes.io/name", ControllerNames.Name))!;

    private static void AddLabels(JsonObject item, EnvironmentSpec spec)
    {
        var metadata = item["metadata"]!.AsObject();
        if (metadata["labels"] is not JsonObject labels)
        {
            metadata["labels"] = labels = [];
        }

        labels["app.kubernetes.io/instance"] = ControllerNames.Name;
        labels["app.kubernetes.io/name"] = ControllerNames.Name;
        labels[Ownership.ManagedByLabel] = Ownership.ManagedBy;
        labels[Ownership.EnvironmentKey] = spec.Name;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
