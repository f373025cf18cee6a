using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.LoadBalancerController;

namespace EksIngress.Model.Kubernetes;

/// <summary>The namespaces of an environment, and the label by which the controller gives their new pods readiness gates.</summary>
internal static class NamespaceObjects
{
    /// <summary>The namespace that every cluster has. It is nobody's own, and the API server deletes it for nobody.</summary>
    public const string Default = "default";

    /// <summary>Those that the environment brings, in ordinal order.</summary>
    public static IEnumerable<string> Own(EnvironmentSpec spec) =>
        spec.Workloads.Select(workload => workload.Namespace)
            .Concat(spec.Ingresses.Select(ingress => ingress.Namespace))
            .Where(name => name != Default)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Those whose pods are targets themselves, in ordinal order: new pods there wait until the load balancer finds them healthy. Behind instance targets the load balancer
    /// knows the nodes, and the controller gives no pod a gate.
    /// </summary>
    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
    public static IEnumerable<string> WithReadinessGates(EnvironmentSpec spec) => spec.PodReadinessGates
        ? spec.Ingresses
            .Where(ingress => ingress.TargetType == IngressTargetType.Ip && ingress.Backends.Any(backend => backend.Workloads.Any()))
            .Select(ingress => ingress.Namespace)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
        : [];

    public static JsonObject Namespace(string name) => Namespace(name, labels: null);

    /// <summary>The namespace with the label: as an object of its own, or as a patch.</summary>
    public static JsonObject WithReadinessGates(string name) => Namespace(name, Node.Map((ControllerNames.ReadinessGateLabel, "enabled")));

    private static JsonObject Namespace(string name, JsonObject? labels) =>
        Node.Object(("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Node.Object(("name", name), ("labels", labels))));
}
