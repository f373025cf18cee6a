using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.LoadBalancerController;

/// <summary>What the controller may do in the cluster.</summary>
internal static class ControllerAccess
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const string LeaderElection = ControllerNames.Name + "-leader-election-role";
    private const string LeaderLease = ControllerNames.Name + "-leader";
    private const string ClusterRoleName = ControllerNames.Name + "-role";

    public static IEnumerable<JsonObject> Build() =>
    [
        Role(), Binding("Role", LeaderElection, ControllerNames.Name + "-leader-election-rolebinding"),
        ClusterRole(), Binding("ClusterRole", ClusterRoleName, ControllerNames.Name + "-rolebinding"),
    ];

    private static JsonObject Role() => Node.Object(
        ("apiVersion", RbacGroup + "/v1"),
        ("kind", "Role"),
        ("metadata", Node.Object(("name", LeaderElection), ("namespace", ControllerNames.Namespace))),
        ("rules", Node.Array(
            Rule("", ["configmaps"], ["create"]),
            Rule("", ["configmaps"], ["get", "patch", "update"], LeaderLease),
            Rule("coordination.k8s.io", ["leases"], ["create"]),
            Rule("coordination.k8s.io", ["leases"], ["get", "patch", "update"], LeaderLease))));

    private static JsonObject ClusterRole()
    {
        string[] read = ["get", "list", "watch"];
        string[] readAndChange = ["get", "list", "patch", "update", "watch"];
        return Node.Object(
            ("apiVersion", RbacGroup + "/v1"),
            ("kind", "ClusterRole"),
            ("metadata", Node.Object(("name", ClusterRoleName))),
            ("rules", Node.Array(
                Rule("", ["configmaps"], ["create", "delete", "get", "update"]),
                Rule("", ["endpoints", "namespaces", "nodes", "pods"], read),
                Rule("", ["events"], ["create", "patch"]),
                Rule("", ["pods/status", "services/status"], ["patch", "update"]),
                Rule("", ["services"], readAndChange),
                Rule("discovery.k8s.io", ["endpointslices"], read),
                Rule("elbv2.k8s.aws", ["ingressclassparams"], read),
                Rule("elbv2.k8s.aws", ["targetgroupbindings"], ["create", "delete", .. readAndChange]),
                Rule("elbv2.k8s.aws", ["targetgroupbindings/status"], ["patch", "update"]),
                Rule("networking.k8s.io", ["ingressclasses"], read),
                Rule("networking.k8s.io", ["ingresses"], readAndChange),
                Rule("networking.k8s.io", ["ingresses/status"], ["patch", "update"]))));
    }

    private static JsonObject Binding(string kind, string role, string name) => Node.Object(
        ("apiVersion", RbacGroup + "/v1"),
        ("kind", kind + "Binding"),
        ("metadata", Node.Object(
            ("name", name),
            ("namespace", kind == "Role" ? ControllerNames.Namespace : null))),
        ("roleRef", Node.Object(("apiGroup", RbacGroup), ("kind", kind), ("name", role))),
        ("subjects", Node.Array(Node.Object(
            ("kind", "ServiceAccount"),
            ("name", ControllerNames.ServiceAccount),
            ("namespace", ControllerNames.Namespace)))));

    private static JsonObject Rule(string group, string[] resources, string[] verbs, string? resourceName = null) => Node.Object(
        ("apiGroups", Node.Strings(group)),
        ("resources", Node.Strings(resources)),
        ("resourceNames", resourceName is null ? null : Node.Strings(resourceName)),
        ("verbs", Node.Strings(verbs)));
}
