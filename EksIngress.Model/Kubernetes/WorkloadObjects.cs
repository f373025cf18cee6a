using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Kubernetes;

/// <summary>The Kubernetes objects of one workload, without the labels and the namespace that kustomize adds.</summary>
internal static class WorkloadObjects
{
    internal const string NameLabel = "app.kubernetes.io/name";

    // The Service's port has the name that service discovery looks for.
    private const string PortName = "http";

    public static string ServiceAccountName(WorkloadSpec workload) => workload.ServiceAccount ?? workload.Name;

    public static string ConfigMapName(WorkloadSpec workload) => workload.Name + "-env";

    // Which role it has is a matter of the overlay: the role's name carries region and environment.
    public static JsonObject ServiceAccount(WorkloadSpec workload) => Node.Object(
        ("apiVersion", "v1"),
        ("kind", "ServiceAccount"),
        ("metadata", Node.Object(("name", ServiceAccountName(workload)))));

    public static JsonObject Service(WorkloadSpec workload, EnvironmentSpec spec)
    {
        var routed = spec.Ingresses
            .Where(ingress => ingress.Namespace == workload.Namespace && ingress.Rules.Any(rule => rule.Workload == workload.Name))
            .ToList();
        return Node.Object(
            ("apiVersion", "v1"),
            ("kind", "Service"),
            ("metadata", Node.Object(
                ("name", workload.Name),
                ("labels", Node.Map((NameLabel, workload.Name))),
                // The ALB asks each workload at its own path; on the Ingress there could be one path for all of them.
                ("annotations", Node.Map(("alb.ingress.kubernetes.io/healthcheck-path", routed.Count > 0 ? workload.ReadinessPath : null))))),
            ("spec", Node.Object(
                ("type", routed.Any(ingress => ingress.TargetType == IngressTargetType.Instance) ? "NodePort" : "ClusterIP"),
                ("selector", Node.Map((NameLabel, workload.Name))),
                ("ports", Node.Array(Node.Object(
                    ("name", PortName),
                    ("port", workload.ContainerPort),
                    ("protocol", "TCP"),
                    ("targetPort", PortNumber(workload))))))));
    }

    public static JsonObject Deployment(WorkloadSpec workload, EnvironmentSpec spec)
    {
        var literals = Literals(workload, spec);
        return Node.Object(
            ("apiVersion", "apps/v1"),
            ("kind", "Deployment"),
            ("metadata", Node.Object(("name", workload.Name), ("labels", Node.Map((NameLabel, workload.Name))))),
            ("spec", Node.Object(
                ("replicas", workload.Replicas),
                ("selector", Node.Object(("matchLabels", Node.Map((NameLabel, workload.Name))))),
                ("strategy", Node.Object(
                    ("type", "RollingUpdate"),
                    ("rollingUpdate", Node.Object(("maxSurge", 1), ("maxUnavailable", 0))))),
                ("template", Node.Object(
                    ("metadata", Node.Object(
                        ("labels", Node.Map((NameLabel, workload.Name))),
                        ("annotations", literals.Count == 0 ? null : Node.Map((Ownership.ConfigHashAnnotation, Hash(literals)))))),
                    ("spec", Node.Object(
                        ("serviceAccountName", ServiceAccountName(workload)),
                        ("containers", Node.Array(Container(workload, literals.Count > 0))))))))));
    }

    /// <summary>The environment as the ConfigMap holds it, in the order of the specification.</summary>
    public static IReadOnlyList<(string Name, string Value)> Literals(WorkloadSpec workload, EnvironmentSpec spec) =>
        [.. workload.Environment.Select(variable => (variable.Name, variable.Value ?? ServiceUrl(workload, variable.Workload!, spec)))];

    private static JsonObject Container(WorkloadSpec workload, bool hasConfigMap) => Node.Object(
        ("name", workload.Name),
        ("image", workload.Image),
        ("ports", Node.Array(Node.Object(("name", PortName), ("containerPort", workload.ContainerPort), ("protocol", "TCP")))),
        ("envFrom", hasConfigMap ? Node.Array(Node.Object(("configMapRef", Node.Object(("name", ConfigMapName(workload)))))) : null),
        ("env", Node.Array(
            FromField("POD_NAME", "metadata.name"),
            FromField("POD_NAMESPACE", "metadata.namespace"),
            FromField("NODE_NAME", "spec.nodeName"))),
        ("resources", Node.Object(
            ("requests", Node.Object(("cpu", workload.Resources.CpuRequest), ("memory", workload.Resources.MemoryRequest))),
            ("limits", Node.Object(("memory", workload.Resources.MemoryLimit))))),
        ("readinessProbe", Probe(workload, workload.ReadinessPath)),
        ("livenessProbe", Probe(workload, workload.LivenessPath)),
        ("securityContext", Node.Object(
            ("allowPrivilegeEscalation", false),
            ("capabilities", Node.Object(("drop", Node.Strings("ALL")))))));

    private static JsonObject FromField(string name, string field) => Node.Object(
        ("name", name),
        ("valueFrom", Node.Object(("fieldRef", Node.Object(("apiVersion", "v1"), ("fieldPath", field))))));

    private static JsonObject? Probe(WorkloadSpec workload, string? path) => path is null
        ? null
        : Node.Object(
            ("httpGet", Node.Object(("path", path), ("port", PortNumber(workload)), ("scheme", "HTTP"))),
            ("periodSeconds", 10),
            ("timeoutSeconds", 2));

    // The number, not the port's name: with a named port the controller takes port 1 as the target group's own.
    private static JsonNode PortNumber(WorkloadSpec workload) => workload.ContainerPort;

    private static string ServiceUrl(WorkloadSpec from, string name, EnvironmentSpec spec)
    {
        var target = spec.Workloads.First(workload => workload.Name == name);
        var host = target.Namespace == from.Namespace ? target.Name : $"{target.Name}.{target.Namespace}";
        return $"http://{host}:{target.ContainerPort}";
    }

    private static string Hash(IReadOnlyList<(string Name, string Value)> literals)
    {
        var text = string.Concat(literals.OrderBy(literal => literal.Name, StringComparer.Ordinal).Select(literal => $"{literal.Name}={literal.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
