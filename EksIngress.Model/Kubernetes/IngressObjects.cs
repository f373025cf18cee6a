using System.Text.Json.Nodes;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>Ingress, IngressClass and IngressClassParams.</summary>
internal static class IngressObjects
{
    /// <summary>The class that is installed with the controller.</summary>
    public const string DefaultClass = "alb";

    public static JsonObject Ingress(IngressSpec ingress, EnvironmentSpec spec)
    {
        // In the order of the specification: the names of actions are counted.
        var actions = new IngressActions(spec);
        var rules = Node.Array(Blocks(ingress.Rules).Select(block => Node.Object(
            ("host", block[0].Host),
            ("http", Node.Object(("paths", Node.Array(block.Select(rule => Node.Object(
                ("path", rule.Path),
                ("pathType", rule.PathType.ToString()),
                ("backend", actions.Backend(rule)))))))))));
        var defaultBackend = ingress.DefaultBackend is { } backend ? actions.Backend(backend) : null;
        return Node.Object(
            ("apiVersion", "networking.k8s.io/v1"),
            ("kind", "Ingress"),
            ("metadata", Node.Object(
                ("name", ingress.Name),
                ("namespace", ingress.Namespace),
                ("annotations", Node.Map(IngressAnnotations.Of(ingress, spec).Concat(actions.Annotations))))),
            ("spec", Node.Object(
                ("ingressClassName", ingress.Class),
                ("defaultBackend", defaultBackend),
                ("rules", rules.Count == 0 ? null : rules))));
    }

    public static JsonObject IngressClass(string name) => Node.Object(
        ("apiVersion", "networking.k8s.io/v1"),
        ("kind", "IngressClass"),
        ("metadata", Node.Object(("name", name))),
        ("spec", Node.Object(
            ("controller", "ingress.k8s.aws/alb"),
            ("parameters", Node.Object(
                ("apiGroup", "elbv2.k8s.aws"),
                ("kind", "IngressClassParams"),
                ("name", name))))));

    public static JsonObject IngressClassParams(string name) => Node.Object(
        ("apiVersion", "elbv2.k8s.aws/v1beta1"),
        ("kind", "IngressClassParams"),
        ("metadata", Node.Object(("name", name))));

    // Neighbours of one host share a block. The order of blocks decides which rule an ALB tries first, so rules of one host
    // that stand apart stay apart.
    private static List<List<IngressRuleSpec>> Blocks(IReadOnlyList<IngressRuleSpec> rules)
    {
        var blocks = new List<List<IngressRuleSpec>>();
        foreach (var rule in rules)
        {
            if (blocks.Count == 0 || blocks[^1][0].Host != rule.Host)
            {
                blocks.Add([]);
            }

            blocks[^1].Add(rule);
        }

        return blocks;
    }
}
