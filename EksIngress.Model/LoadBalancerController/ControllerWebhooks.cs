using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.LoadBalancerController;

/// <summary>What the API server asks the controller about before it stores an object.</summary>
internal static class ControllerWebhooks
{
    private const string BindingPath = "elbv2-k8s-aws-v1beta1-targetgroupbinding";

    public static IEnumerable<JsonObject> Build(WebhookCertificate certificate) =>
    [
        Configuration("MutatingWebhookConfiguration",
            Webhook(certificate, "mpod.elbv2.k8s.aws", "/mutate-v1-pod", "Ignore", ["CREATE"], "", "v1", "pods",
                namespaceSelector: Match(ControllerNames.ReadinessGateLabel, "In", "enabled"),
                // The controller's own pods must start without it.
                objectSelector: Match("app.kubernetes.io/name", "NotIn", ControllerNames.Name)),
            Webhook(certificate, "mservice.elbv2.k8s.aws", "/mutate-v1-service", "Fail", ["CREATE"], "", "v1", "services",
                objectSelector: Match("app.kubernetes.io/name", "NotIn", ControllerNames.Name)),
            Webhook(certificate, "mtargetgroupbinding.elbv2.k8s.aws", "/mutate-" + BindingPath, "Fail",
                ["CREATE", "UPDATE"], "elbv2.k8s.aws", "v1beta1", "targetgroupbindings")),
        Configuration("ValidatingWebhookConfiguration",
            Webhook(certificate, "vingressclassparams.elbv2.k8s.aws", "/validate-elbv2-k8s-aws-v1beta1-ingressclassparams", "Fail",
                ["CREATE", "UPDATE"], "elbv2.k8s.aws", "v1beta1", "ingressclassparams",
                objectSelector: Match("app.kubernetes.io/name", "NotIn", ControllerNames.Name)),
            Webhook(certificate, "vtargetgroupbinding.elbv2.k8s.aws", "/validate-" + BindingPath, "Fail",
                ["CREATE", "UPDATE"], "elbv2.k8s.aws", "v1beta1", "targetgroupbindings"),
            Webhook(certificate, "vingress.elbv2.k8s.aws", "/validate-networking-v1-ingress", "Fail",
                ["CREATE", "UPDATE"], "networking.k8s.io", "v1", "ingresses")),
    ];

    private static JsonObject Configuration(string kind, params JsonNode[] webhooks) => Node.Object(
        ("apiVersion", "admissionregistration.k8s.io/v1"),
        ("kind", kind),
        ("metadata", Node.Object(("name", ControllerNames.Webhook))),
        ("webhooks", Node.Array(webhooks)));

    private static JsonObject Webhook(
        WebhookCertificate certificate,
        string name,
        string path,
        string failurePolicy,
        string[] operations,
        string group,
        string version,
        string resource,
        JsonObject? namespaceSelector = null,
        JsonObject? objectSelector = null) => Node.Object(
            ("name", name),
            ("admissionReviewVersions", Node.Strings("v1beta1")),
            ("clientConfig", Node.Object(
                ("caBundle", Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.CertificateAuthority))),
                ("service", Node.Object(
                    ("name", ControllerNames.WebhookService),
                    ("namespace", ControllerNames.Namespace),
                    ("path", path))))),
            ("failurePolicy", failurePolicy),
            ("namespaceSelector", namespaceSelector),
            ("objectSelector", objectSelector),
            ("rules", Node.Array(Node.Object(
                ("apiGroups", Node.Strings(group)),
                ("apiVersions", Node.Strings(version)),
                ("operations", Node.Strings(operations)),
                ("resources", Node.Strings(resource))))),
            ("sideEffects", "None"));

    private static JsonObject Match(string key, string condition, string value) => Node.Object(
        ("matchExpressions", Node.Array(Node.Object(("key", key), ("operator", condition), ("values", Node.Strings(value))))));
}
