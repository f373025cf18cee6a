using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The columns of each kind, as kubectl users know them.</summary>
internal static class TableColumns
{
    private const string None = "<none>";
    private const string Unset = "<unset>";

    private static readonly TableColumn s_name = new("Name", "string", 0, (item, _) => item.Name());
    private static readonly TableColumn s_age = new("Age", "string", 0, (item, now) => Age(item.Text("metadata", "creationTimestamp"), now));

    public static IReadOnlyList<TableColumn> Of(ResourceDefinition resource) => resource.Columns ?? resource.StorageKey switch
    {
        "pods" => PodColumns.All,
        "nodes" => NodeColumns.All,
        "events" when resource.Group.Length == 0 => EventColumns.All,
        "events" => [s_name, s_age],
        "namespaces" => [s_name, Text("Status", item => item.Text("status", "phase")), s_age],
        "configmaps" => [s_name, Number("Data", item => (item.Map("data")?.Count ?? 0) + (item.Map("binaryData")?.Count ?? 0)), s_age],
        "secrets" => [s_name, Text("Type", item => item.Text("type")), Number("Data", item => item.Map("data")?.Count ?? 0), s_age],
        "serviceaccounts" => [s_name, Number("Secrets", item => item.Items("secrets").Count()), s_age],
        "services" =>
        [
            s_name,
            Text("Type", item => item.Text("spec", "type")),
            Text("Cluster-IP", item => item.Text("spec", "clusterIP") ?? None),
            Text("External-IP", item => item.Text("spec", "externalName") ?? None),
            Text("Port(s)", item => Join(item.Items("spec", "ports").Select(port => $"{port.Number("port")}/{port.Text("protocol")}"))),
            s_age,
            Text("Selector", item => Labels(item.At("spec", "selector")), 1),
        ],
        "deployments.apps" =>
        [
            s_name,
            Text("Ready", item => $"{item.Number("status", "readyReplicas") ?? 0}/{item.Number("spec", "replicas") ?? 0}"),
            Number("Up-to-date", item => item.Number("status", "updatedReplicas") ?? 0),
            Number("Available", item => item.Number("status", "availableReplicas") ?? 0),
            s_age,
            .. Containers("spec", "template", "spec"),
            Text("Selector", item => LabelSelector.FromObject(item.At("spec", "selector"))?.ToString() ?? None, 1),
        ],
        "replicasets.apps" =>
        [
            s_name,
            Number("Desired", item => item.Number("spec", "replicas") ?? 0),
            Number("Current", item => item.Number("status", "replicas") ?? 0),
            Number("Ready", item => item.Number("status", "readyReplicas") ?? 0),
            s_age,
            .. Containers("spec", "template", "spec"),
            Text("Selector", item => LabelSelector.FromObject(item.At("spec", "selector"))?.ToString() ?? None, 1),
        ],
        "ingresses.networking.k8s.io" =>
        [
            s_name,
            Text("Class", item => item.Text("spec", "ingressClassName") ?? item.Annotation("kubernetes.io/ingress.class") ?? None),
            Text("Hosts", item => item.Items("spec", "rules").Select(rule => rule.Text("host")).OfType<string>().ToList() is { Count: > 0 } hosts ? Join(hosts) : "*"),
            Text("Address", item => Join(item.Items("status", "loadBalancer", "ingress").Select(entry => entry.Text("hostname") ?? entry.Text("ip") ?? ""), "")),
            Text("Ports", item => item.Items("spec", "tls").Any() ? "80, 443" : "80"),
            s_age,
        ],
        "ingressclasses.networking.k8s.io" =>
        [
            s_name,
            Text("Controller", item => item.Text("spec", "controller")),
            Text("Parameters", item => item.Map("spec", "parameters") is { } parameters ? $"{parameters.Text("kind")}.{parameters.Text("apiGroup")}/{parameters.Text("name")}" : None),
            s_age,
        ],
        "endpointslices.discovery.k8s.io" =>
        [
            s_name,
            Text("AddressType", item => item.Text("addressType")),
            Text("Ports", item => Join(item.Items("ports").Select(port => port.Number("port")?.ToString(CultureInfo.InvariantCulture) ?? "*"), Unset)),
            Text("Endpoints", item => Join(item.Items("endpoints").SelectMany(endpoint => endpoint.Texts("addresses")), Unset)),
            s_age,
        ],
        "leases.coordination.k8s.io" => [s_name, Text("Holder", item => item.Text("spec", "holderIdentity") ?? ""), s_age],
        "roles.rbac.authorization.k8s.io" or "clusterroles.rbac.authorization.k8s.io" => [s_name, Text("Created At", item => item.Text("metadata", "creationTimestamp"))],
        "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io" =>
        [
            s_name,
            Text("Role", item => $"{item.Text("roleRef", "kind")}/{item.Text("roleRef", "name")}"),
            s_age,
            Text("Users", item => Subjects(item, "User"), 1),
            Text("Groups", item => Subjects(item, "Group"), 1),
            Text("ServiceAccounts", item => Subjects(item, "ServiceAccount"), 1),
        ],
        "customresourcedefinitions.apiextensions.k8s.io" => [s_name, Text("Created At", item => item.Text("metadata", "creationTimestamp"))],
        "mutatingwebhookconfigurations.admissionregistration.k8s.io" or "validatingwebhookconfigurations.admissionregistration.k8s.io" =>
            [s_name, Number("Webhooks", item => item.Items("webhooks").Count()), s_age],
        "priorityclasses.scheduling.k8s.io" =>
            [s_name, Number("Value", item => item.Number("value") ?? 0), Text("Global-Default", item => item.Flag("globalDefault") == true ? "true" : "false"), s_age],
        "poddisruptionbudgets.policy" =>
        [
            s_name,
            Text("Min Available", item => item.At("spec", "minAvailable")?.ToString() ?? "N/A"),
            Text("Max Unavailable", item => item.At("spec", "maxUnavailable")?.ToString() ?? "N/A"),
            Number("Allowed Disruptions", item => item.Number("status", "disruptionsAllowed") ?? 0),
            s_age,
        ],
        "horizontalpodautoscalers.autoscaling" =>
        [
            s_name,
            Text("Reference", item => $"{item.Text("spec", "scaleTargetRef", "kind")}/{item.Text("spec", "scaleTargetRef", "name")}"),
            Number("MinPods", item => item.Number("spec", "minReplicas") ?? 0),
            Number("MaxPods", item => item.Number("spec", "maxReplicas") ?? 0),
            Number("Replicas", item => item.Number("status", "currentReplicas") ?? 0),
            s_age,
        ],
        _ => [s_name, s_age],
    };

    /// <summary>Columns that a CustomResourceDefinition declares.</summary>
    public static IReadOnlyList<TableColumn> OfCustom(IEnumerable<JsonObject> declared)
    {
        var columns = declared.Select(column =>
        {
            var path = (column.Text("jsonPath") ?? "").Trim('.').Split('.');
            var isDate = column.Text("type") == "date";
            return new TableColumn(column.Text("name") ?? "", column.Text("type") ?? "string", (int)(column.Number("priority") ?? 0), (item, now) =>
                isDate ? Age(item.Text(path), now) : item.At(path)?.DeepClone());
        }).ToList();
        return columns.Count == 0 ? [s_name, s_age] : [s_name, .. columns];
    }

    /// <summary>How long ago, as kubectl writes it: <c>45s</c>, <c>3m12s</c>, <c>5h</c>, <c>12d</c>.</summary>
    public static string Age(string? timestamp, DateTimeOffset now)
    {
        if (Timestamps.Parse(timestamp) is not { } time)
        {
            return "<unknown>";
        }

        var age = now - time;
        age = age < TimeSpan.Zero ? TimeSpan.Zero : age;
        return age switch
        {
            { TotalSeconds: < 120 } => $"{(int)age.TotalSeconds}s",
            { TotalMinutes: < 10 } => age.Seconds == 0 ? $"{(int)age.TotalMinutes}m" : $"{(int)age.TotalMinutes}m{age.Seconds}s",
            { TotalHours: < 3 } => $"{(int)age.TotalMinutes}m",
            { TotalHours: < 8 } => age.Minutes == 0 ? $"{(int)age.TotalHours}h" : $"{(int)age.TotalHours}h{age.Minutes}m",
            { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
            { TotalDays: < 8 } => age.Hours == 0 ? $"{(int)age.TotalDays}d" : $"{(int)age.TotalDays}d{age.Hours}h",
            _ => $"{(int)age.TotalDays}d",
        };
    }

    public static TableColumn Text(string name, Func<JsonObject, string?> value, int priority = 0) =>
        new(name, "string", priority, (item, _) => value(item) ?? "");

    public static TableColumn Number(string name, Func<JsonObject, long> value, int priority = 0) =>
        new(name, "integer", priority, (item, _) => value(item));

    private static IEnumerable<TableColumn> Containers(params string[] path) =>
    [
        Text("Containers", item => Join(item.At(path).Items("containers").Select(container => container.Text("name") ?? "")), 1),
        Text("Images", item => Join(item.At(path).Items("containers").Select(container => container.Text("image") ?? "")), 1),
    ];

    private static string Labels(JsonNode? map) => Join(map.Pairs().Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Subjects(JsonObject item, string kind) => Join(item.Items("subjects")
        .Where(subject => subject.Text("kind") == kind)
        .Select(subject => kind == "ServiceAccount" ? $"{subject.Text("namespace")}/{subject.Text("name")}" : subject.Text("name") ?? ""), "");

    private static string Join(IEnumerable<string> values, string empty = None) =>
        string.Join(',', values) is { Length: > 0 } text ? text : empty;
}
