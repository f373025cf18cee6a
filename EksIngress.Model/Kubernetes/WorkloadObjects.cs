using System.Globalization;
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

    public static string SecretName(WorkloadSpec workload) => workload.Name + "-secrets";

    // Which role it has is a matter of the overlay: the role's name carries region and environment.
    public static JsonObject ServiceAccount(WorkloadSpec workload) => Node.Object(
        ("apiVersion", "v1"),
        ("kind", "ServiceAccount"),
        ("metadata", Node.Object(("name", ServiceAccountName(workload)))));

    public static JsonObject Service(WorkloadSpec workload, EnvironmentSpec spec)
    {
        var routed = spec.Ingresses
            .Where(ingress => ingress.Namespace == workload.Namespace && ingress.Backends.Any(backend => backend.Workloads.Contains(workload.Name)))
            .ToList();
        var checkedElsewhere = routed.Exists(ingress => ingress.HealthCheck?.Path is not null);
        return Node.Object(
            ("apiVersion", "v1"),
            ("kind", "Service"),
            ("metadata", Node.Object(
                ("name", workload.Name),
                ("labels", Node.Map((NameLabel, workload.Name))),
                // The ALB asks each workload at its own path, unless the Ingress gives one for all; the Service's would win over that.
                ("annotations", Node.Map(("alb.ingress.kubernetes.io/healthcheck-path", routed.Count > 0 && !checkedElsewhere ? workload.Readiness?.Path : null))))),
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
        IReadOnlyList<(string Name, string Value)> configuration = [.. literals, .. SecretLiterals(workload)];
        return Node.Object(
            ("apiVersion", "apps/v1"),
            ("kind", "Deployment"),
            ("metadata", Node.Object(("name", workload.Name), ("labels", Node.Map((NameLabel, workload.Name))))),
            ("spec", Node.Object(
                // With an autoscaler the number is its own; a number here would undo it at every apply.
                ("replicas", workload.Autoscaling is null ? workload.Replicas : null),
                ("selector", Node.Object(("matchLabels", Node.Map((NameLabel, workload.Name))))),
                ("strategy", Node.Object(
                    ("type", "RollingUpdate"),
                    ("rollingUpdate", Node.Object(("maxSurge", 1), ("maxUnavailable", 0))))),
                ("template", Node.Object(
                    ("metadata", Node.Object(
                        ("labels", Node.Map((NameLabel, workload.Name))),
                        ("annotations", configuration.Count == 0 ? null : Node.Map((Ownership.ConfigHashAnnotation, Hash(configuration)))))),
                    ("spec", Node.Object(
                        ("serviceAccountName", ServiceAccountName(workload)),
                        ("terminationGracePeriodSeconds", PodTermination.WrittenGracePeriodSeconds(workload, spec)),
                        ("topologySpreadConstraints", TopologySpread(workload)),
                        ("containers", Node.Array(Container(workload, Sources(workload, literals)))))))))));
    }

    /// <summary>The objects that not every workload has, by the names of their files.</summary>
    public static IReadOnlyList<WorkloadManifest> Extras(WorkloadSpec workload, EnvironmentSpec spec)
    {
        var extras = new List<WorkloadManifest>();
        if (workload.Autoscaling is { } scaling)
        {
            extras.Add(new(WorkloadManifest.HorizontalPodAutoscaler, Autoscaler(workload, scaling)));
        }

        if (workload.DisruptionBudget is { } budget)
        {
            extras.Add(new(WorkloadManifest.PodDisruptionBudget, DisruptionBudget(workload, budget)));
        }

        if (spec.SecretStore is { } store)
        {
            if (ExternalSecretObjects.ExternalSecret(workload, store) is { } external)
            {
                extras.Add(new("externalsecret.yaml", external));
            }
        }
        else if (Secret(workload) is { } secret)
        {
            extras.Add(new("secret.yaml", secret));
        }

        return extras;
    }

    /// <summary>
    /// The Secret of the variables that refer to secret parameters: with placeholders, which the provisioner replaces on the way to the
    /// cluster and nowhere else. Null when there are none.
    /// </summary>
    private static JsonObject? Secret(WorkloadSpec workload) => SecretLiterals(workload) is { Count: > 0 } literals
        ? Node.Object(
            ("apiVersion", "v1"),
            ("kind", "Secret"),
            ("metadata", Node.Object(("name", SecretName(workload)), ("labels", Node.Map((NameLabel, workload.Name))))),
            ("type", "Opaque"),
            ("stringData", Node.Map(literals.Select(literal => KeyValuePair.Create(literal.Name, literal.Value)))))
        : null;

    /// <summary>The environment as the ConfigMap holds it, in the order of the specification: all but secrets.</summary>
    public static IReadOnlyList<(string Name, string Value)> Literals(WorkloadSpec workload, EnvironmentSpec spec) =>
        [.. workload.Environment.Where(variable => !variable.Secret)
            .Select(variable => (variable.Name, variable.Value ?? ServiceUrl(workload, variable.Workload!, spec)))];

    /// <summary>The variables that refer to secret parameters, with their placeholders.</summary>
    public static IReadOnlyList<(string Name, string Value)> SecretLiterals(WorkloadSpec workload) =>
        [.. workload.Environment.Where(variable => variable.Secret).Select(variable => (variable.Name, variable.Value!))];

    private static JsonObject Autoscaler(WorkloadSpec workload, AutoscalingSpec scaling) => Node.Object(
        ("apiVersion", "autoscaling/v2"),
        ("kind", "HorizontalPodAutoscaler"),
        ("metadata", Node.Object(("name", workload.Name), ("labels", Node.Map((NameLabel, workload.Name))))),
        ("spec", Node.Object(
            ("scaleTargetRef", Node.Object(("apiVersion", "apps/v1"), ("kind", "Deployment"), ("name", workload.Name))),
            ("minReplicas", scaling.MinReplicas),
            ("maxReplicas", scaling.MaxReplicas),
            ("metrics", Node.Array([.. Metric("cpu", scaling.TargetCpuPercent), .. Metric("memory", scaling.TargetMemoryPercent)])))));

    private static IEnumerable<JsonNode> Metric(string resource, int? percent) => percent is { } value
        ? [Node.Object(
            ("type", "Resource"),
            ("resource", Node.Object(
                ("name", resource),
                ("target", Node.Object(("type", "Utilization"), ("averageUtilization", value))))))]
        : [];

    private static JsonObject DisruptionBudget(WorkloadSpec workload, DisruptionBudgetSpec budget) => Node.Object(
        ("apiVersion", "policy/v1"),
        ("kind", "PodDisruptionBudget"),
        ("metadata", Node.Object(("name", workload.Name), ("labels", Node.Map((NameLabel, workload.Name))))),
        ("spec", Node.Object(
            ("minAvailable", CountOrPercent(budget.MinAvailable)),
            ("maxUnavailable", CountOrPercent(budget.MaxUnavailable)),
            ("selector", Node.Object(("matchLabels", Node.Map((NameLabel, workload.Name))))))));

    private static JsonNode? CountOrPercent(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : (JsonNode?)text;

    private static JsonArray? TopologySpread(WorkloadSpec workload) => workload.TopologySpread is { Count: > 0 } spread
        ? Node.Array(spread.Select(item => Node.Object(
            ("maxSkew", item.MaxSkew),
            ("topologyKey", item.TopologyKey),
            ("whenUnsatisfiable", item.Required ? "DoNotSchedule" : "ScheduleAnyway"),
            ("labelSelector", Node.Object(("matchLabels", Node.Map((NameLabel, workload.Name))))),
            // Pods of another revision do not count: a rollout would leave the new ones uneven.
            ("matchLabelKeys", Node.Strings("pod-template-hash")))))
        : null;

    private static JsonArray? Sources(WorkloadSpec workload, IReadOnlyList<(string Name, string Value)> literals)
    {
        var sources = new List<JsonNode>();
        if (literals.Count > 0)
        {
            sources.Add(Node.Object(("configMapRef", Node.Object(("name", ConfigMapName(workload))))));
        }

        if (SecretLiterals(workload).Count > 0)
        {
            sources.Add(Node.Object(("secretRef", Node.Object(("name", SecretName(workload))))));
        }

        return sources.Count == 0 ? null : Node.Array(sources);
    }

    private static JsonObject Container(WorkloadSpec workload, JsonArray? sources) => Node.Object(
        ("name", workload.Name),
        ("image", workload.Image),
        ("ports", workload.HasService ? Node.Array(Node.Object(("name", PortName), ("containerPort", workload.ContainerPort), ("protocol", "TCP"))) : null),
        ("envFrom", sources),
        ("env", Node.Array(
            FromField("POD_NAME", "metadata.name"),
            FromField("POD_NAMESPACE", "metadata.namespace"),
            FromField("NODE_NAME", "spec.nodeName"))),
        ("resources", Node.Object(
            ("requests", Node.Object(("cpu", workload.Resources.CpuRequest), ("memory", workload.Resources.MemoryRequest))),
            ("limits", Node.Object(("cpu", workload.Resources.CpuLimit), ("memory", workload.Resources.MemoryLimit))))),
        ("startupProbe", Probe(workload, workload.Startup)),
        ("readinessProbe", Probe(workload, workload.Readiness)),
        ("livenessProbe", Probe(workload, workload.Liveness)),
        ("lifecycle", PreStop(PodTermination.SleepSeconds(workload))),
        ("securityContext", Node.Object(
            ("allowPrivilegeEscalation", false),
            ("capabilities", Node.Object(("drop", Node.Strings("ALL")))))));

    private static JsonObject? PreStop(int seconds) => seconds == 0
        ? null
        : Node.Object(("preStop", Node.Object(("sleep", Node.Object(("seconds", seconds))))));

    private static JsonObject FromField(string name, string field) => Node.Object(
        ("name", name),
        ("valueFrom", Node.Object(("fieldRef", Node.Object(("apiVersion", "v1"), ("fieldPath", field))))));

    // Kubernetes' own defaults are left out: the API would add them, and a reader need not know them.
    private static JsonObject? Probe(WorkloadSpec workload, ProbeSpec? probe) => probe is null
        ? null
        : Node.Object(
            ("httpGet", Node.Object(("path", probe.Path), ("port", PortNumber(workload)), ("scheme", "HTTP"))),
            ("initialDelaySeconds", probe.InitialDelaySeconds == 0 ? null : probe.InitialDelaySeconds),
            ("periodSeconds", probe.PeriodSeconds),
            ("timeoutSeconds", probe.TimeoutSeconds),
            ("failureThreshold", probe.FailureThreshold == 3 ? null : probe.FailureThreshold),
            ("successThreshold", probe.SuccessThreshold == 1 ? null : probe.SuccessThreshold));

    // The number, not the port's name: with a named port the controller takes port 1 as the target group's own.
    private static JsonNode PortNumber(WorkloadSpec workload) => workload.ContainerPort;

    private static string ServiceUrl(WorkloadSpec from, string name, EnvironmentSpec spec)
    {
        var target = spec.Workloads.First(workload => workload.Name == name);
        var host = target.Namespace == from.Namespace ? target.Name : $"{target.Name}.{target.Namespace}";
        return $"http://{host}:{target.ContainerPort}";
    }

    internal static string Hash(IReadOnlyList<(string Name, string Value)> literals)
    {
        var text = string.Concat(literals.OrderBy(literal => literal.Name, StringComparer.Ordinal).Select(literal => $"{literal.Name}={literal.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
