namespace EksIngress.Emulator.Kubernetes;

/// <summary>EKS access policies as Kubernetes rules.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html</remarks>
internal static class AccessPolicies
{
    /// <summary>The rules that a user's policies give it in a namespace; cluster-wide ones only when it is empty.</summary>
    public static IEnumerable<PolicyRule> RulesFor(KubernetesUser user, string inNamespace) => user.AccessPolicies
        .Where(policy => policy.Namespaces.Count == 0 || policy.Namespaces.Any(pattern => Matches(pattern, inNamespace)))
        .SelectMany(policy => Rules(policy.Name));

    private static IReadOnlyList<PolicyRule> Rules(string policy) => policy switch
    {
        "AmazonEKSClusterAdminPolicy" => BootstrapRoles.ClusterAdmin,
        "AmazonEKSAdminPolicy" => BootstrapRoles.Admin,
        "AmazonEKSEditPolicy" => BootstrapRoles.Edit,
        "AmazonEKSViewPolicy" => BootstrapRoles.View,
        "AmazonEKSAdminViewPolicy" => BootstrapRoles.AdminView,
        _ => [],
    };

    // A scope may end in a wildcard, for example dev-*.
    private static bool Matches(string pattern, string name) =>
        name.Length > 0 && (pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name);
}
