using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The roles and bindings that every cluster starts with, and the rules of the user-facing ones.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings</remarks>
internal static class BootstrapRoles
{
    private static readonly string[] s_read = ["get", "list", "watch"];
    private static readonly string[] s_write = ["create", "delete", "deletecollection", "patch", "update"];

    private static readonly (string Group, string[] Resources)[] s_workloads =
    [
        ("", ["configmaps", "endpoints", "pods", "services", "serviceaccounts"]),
        ("apps", ["daemonsets", "deployments", "deployments/scale", "replicasets", "replicasets/scale"]),
        ("autoscaling", ["horizontalpodautoscalers"]),
        ("networking.k8s.io", ["ingresses"]),
        ("policy", ["poddisruptionbudgets"]),
    ];

    public static IReadOnlyList<PolicyRule> ClusterAdmin { get; } =
        [Rule(["*"], "*", "*"), new(["*"], [], [], [], ["*"])];

    public static IReadOnlyList<PolicyRule> View { get; } =
    [
        .. s_workloads.Select(workload => Rule(s_read, workload.Group, workload.Resources)),
        Rule(s_read, "", "pods/log", "pods/status", "services/status", "events", "namespaces", "namespaces/status", "resourcequotas", "resourcequotas/status"),
        Rule(s_read, "apps", "daemonsets/status", "deployments/status", "replicasets/status"),
        Rule(s_read, "networking.k8s.io", "ingresses/status"),
        Rule(s_read, "discovery.k8s.io", "endpointslices"),
    ];

    public static IReadOnlyList<PolicyRule> Edit { get; } =
    [
        .. View,
        .. s_workloads.Select(workload => Rule(s_write, workload.Group, workload.Resources)),
        Rule([.. s_read, .. s_write], "", "secrets"),
        Rule([.. s_read, .. s_write], "coordination.k8s.io", "leases"),
        Rule(s_write, "", "events"),
        Rule(["create"], "", "serviceaccounts/token", "pods/eviction"),
        Rule(["impersonate"], "", "serviceaccounts"),
    ];

    public static IReadOnlyList<PolicyRule> Admin { get; } =
    [
        .. Edit,
        Rule([.. s_read, .. s_write], "rbac.authorization.k8s.io", "roles", "rolebindings"),
        Rule(["create"], "authorization.k8s.io", "localsubjectaccessreviews"),
    ];

    /// <summary>Read access to everything, Secrets included.</summary>
    public static IReadOnlyList<PolicyRule> AdminView { get; } = [Rule(s_read, "*", "*"), new(["get"], [], [], [], ["*"])];

    private static readonly (string Name, IReadOnlyList<PolicyRule> Rules)[] s_roles =
    [
        ("cluster-admin", ClusterAdmin),
        ("admin", Admin),
        ("edit", Edit),
        ("view", View),
        ("system:basic-user", [Rule(["create"], "authorization.k8s.io", "selfsubjectaccessreviews", "selfsubjectrulesreviews"), Rule(["create"], "authentication.k8s.io", "selfsubjectreviews")]),
        ("system:discovery", [new(["get"], [], [], [], ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"])]),
        ("system:public-info-viewer", [new(["get"], [], [], [], ["/healthz", "/livez", "/readyz", "/version", "/version/"])]),
    ];

    private static readonly (string Role, string[] Groups)[] s_bindings =
    [
        ("cluster-admin", ["system:masters"]),
        ("system:basic-user", ["system:authenticated"]),
        ("system:discovery", ["system:authenticated"]),
        ("system:public-info-viewer", ["system:authenticated", "system:unauthenticated"]),
    ];

    public static void CreateIn(ObjectRegistry registry)
    {
        foreach (var (name, rules) in s_roles)
        {
            registry.CreateIfMissing("clusterroles.rbac.authorization.k8s.io", new()
            {
                ["metadata"] = Metadata(name),
                ["rules"] = new JsonArray([.. rules.Select(rule => rule.ToObject())]),
            }, WriteOptions.ControllerManager);
        }

        foreach (var (role, groups) in s_bindings)
        {
            registry.CreateIfMissing("clusterrolebindings.rbac.authorization.k8s.io", new()
            {
                ["metadata"] = Metadata(role),
                ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = role },
                ["subjects"] = new JsonArray([.. groups.Select(group => new JsonObject
                {
                    ["apiGroup"] = "rbac.authorization.k8s.io",
                    ["kind"] = "Group",
                    ["name"] = group,
                })]),
            }, WriteOptions.ControllerManager);
        }
    }

    private static JsonObject Metadata(string name) => new()
    {
        ["name"] = name,
        ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
        ["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" },
    };

    private static PolicyRule Rule(string[] verbs, string group, params string[] resources) => new(verbs, [group], resources, [], []);
}
