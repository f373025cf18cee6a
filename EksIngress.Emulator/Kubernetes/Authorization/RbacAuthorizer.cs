using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Decides by the roles and bindings of the cluster, and by the EKS access policies of an IAM principal.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/</remarks>
internal sealed class RbacAuthorizer(ObjectStore store)
{
    private const string Masters = "system:masters";
    private const string AccountPrefix = "system:serviceaccount:";

    public bool IsAllowed(KubernetesUser user, AccessAttributes wanted) =>
        user.Groups.Contains(Masters) || RulesFor(user, wanted.Namespace).Any(rule => rule.Allows(wanted));

    /// <summary>What the user may do in a namespace, and in the whole cluster; in the cluster alone when the name is empty.</summary>
    public IEnumerable<PolicyRule> RulesFor(KubernetesUser user, string inNamespace) =>
        AccessPolicies.RulesFor(user, inNamespace)
            .Concat(Bound("clusterrolebindings.rbac.authorization.k8s.io", "", user))
            .Concat(inNamespace.Length > 0 ? Bound("rolebindings.rbac.authorization.k8s.io", inNamespace, user) : []);

    /// <summary>The message of a 403, as Kubernetes words it.</summary>
    public static string Describe(KubernetesUser user, AccessAttributes wanted)
    {
        if (!wanted.IsResource)
        {
            return $"User \"{user.Name}\" cannot {wanted.Verb} path \"{wanted.Path}\"";
        }

        var where = wanted.Namespace.Length > 0 ? $" in the namespace \"{wanted.Namespace}\"" : " at the cluster scope";
        return $"User \"{user.Name}\" cannot {wanted.Verb} resource \"{wanted.Resource}\" in API group \"{wanted.Group}\"{where}";
    }

    private IEnumerable<PolicyRule> Bound(string bindings, string inNamespace, KubernetesUser user) =>
        store.List(bindings, inNamespace).Items
            .Where(binding => binding.Items("subjects").Any(subject => Names(subject, user, binding.Namespace())))
            .SelectMany(Rules)
            .Select(PolicyRule.FromObject);

    private static bool Names(JsonObject subject, KubernetesUser user, string inNamespace)
    {
        var name = subject.Text("name") ?? "";
        return subject.Text("kind") switch
        {
            "User" => user.Name == name,
            "Group" => user.Groups.Contains(name),
            "ServiceAccount" => user.Name == $"{AccountPrefix}{subject.Text("namespace") ?? inNamespace}:{name}",
            _ => false,
        };
    }

    private IEnumerable<JsonObject> Rules(JsonObject binding)
    {
        var name = binding.Text("roleRef", "name") ?? "";
        var role = binding.Text("roleRef", "kind") == "ClusterRole"
            ? store.Find("clusterroles.rbac.authorization.k8s.io", new("", name))
            : store.Find("roles.rbac.authorization.k8s.io", new(binding.Namespace(), name));
        return role.Items("rules");
    }
}
