using System.Text.Json;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Finds what answers for a Service: its pods, or the nodes that pass requests on to them.</summary>
internal sealed class EndpointResolver(ClusterInformers informers)
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";
    private const string ClusterAutoscalerTaint = "ToBeDeletedByClusterAutoscaler";
    private const string KarpenterTaint = "karpenter.sh/disrupted";

    private static readonly string[] s_excludingLabels =
    [
        "node-role.kubernetes.io/master",
        "node.kubernetes.io/exclude-from-external-load-balancers",
        "alpha.service-controller.kubernetes.io/exclude-balancer",
    ];

    /// <summary>True for nodes that may pass requests on: machines of EC2 that nobody takes out.</summary>
    public static bool IsTrafficProxy(V1Node node) =>
        node.Spec?.ProviderID is { Length: > 0 }
        && !s_excludingLabels.Any(label => node.Metadata.Labels?.ContainsKey(label) == true)
        && !(node.Metadata.Labels?.TryGetValue("eks.amazonaws.com/compute-type", out var type) == true && type == "fargate")
        && node.Spec.Taints?.Any(taint => taint.Key is ClusterAutoscalerTaint or KarpenterTaint) != true;

    public static string ReadyStatus(V1Node node) => node.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status ?? "False";

    /// <exception cref="BackendNotFoundException">The Service or its port does not exist.</exception>
    /// <exception cref="AlbModelException">The Service cannot serve such targets.</exception>
    public IReadOnlyList<TargetEndpoint> Resolve(TargetGroupBindingObject binding)
    {
        var key = new NamespacedName(binding.Metadata.NamespaceProperty, binding.Spec.ServiceRef.Name);
        var service = informers.Services.Find(key) ?? throw new BackendNotFoundException($"Service \"{key.Name}\" not found");
        var port = FindPort(service, binding.Spec.ServiceRef.Port)
            ?? throw new BackendNotFoundException($"unable to find port {binding.Spec.ServiceRef.Port} on service {key}");
        return binding.Spec.TargetType == "ip" ? Pods(binding, key, port) : Nodes(binding, key, service, port);
    }

    private static V1ServicePort? FindPort(V1Service service, JsonElement reference) => reference.ValueKind == JsonValueKind.Number
        ? service.Spec.Ports?.FirstOrDefault(candidate => candidate.Port == reference.GetInt32())
        : service.Spec.Ports?.FirstOrDefault(candidate => candidate.Name == reference.GetString());

    private List<TargetEndpoint> Pods(TargetGroupBindingObject binding, NamespacedName service, V1ServicePort port)
    {
        var family = binding.Spec.IpAddressType == "ipv6" ? "IPv6" : "IPv4";
        var ready = new List<TargetEndpoint>();
        var unknown = new List<TargetEndpoint>();
        var slices = informers.EndpointSlices.Items
            .Where(slice => slice.Metadata.NamespaceProperty == service.Namespace && slice.AddressType == family
                && slice.Metadata.Labels?.TryGetValue(ServiceNameLabel, out var name) == true && name == service.Name)
            .OrderBy(slice => slice.Metadata.Name, StringComparer.Ordinal);
        foreach (var slice in slices)
        {
            foreach (var slicePort in (slice.Ports ?? []).Where(candidate => string.IsNullOrEmpty(port.Name) || candidate.Name == port.Name))
            {
                foreach (var endpoint in (slice.Endpoints ?? []).Where(endpoint => endpoint.TargetRef?.Kind == "Pod" && endpoint.Addresses.Count > 0))
                {
                    Place(endpoint, slicePort.Port ?? 0);
                }
            }
        }

        return [.. (ready.Count > 0 ? ready : unknown).DistinctBy(endpoint => (endpoint.Id, endpoint.Port))];

        void Place(V1Endpoint endpoint, int number)
        {
            var reference = endpoint.TargetRef;
            if (informers.Pods.Find(new(reference.NamespaceProperty ?? service.Namespace, reference.Name)) is not { } pod)
            {
                // Not in the cache yet; its own event brings us back.
                return;
            }

            var target = new TargetEndpoint(endpoint.Addresses[0], number, pod, null);
            if (endpoint.Conditions?.Ready != false)
            {
                ready.Add(target);
            }
            else if (PodReadinessGates.Condition(pod, "ContainersReady")?.Status == "True" && informers.Nodes.Find(new("", pod.Spec.NodeName ?? "")) is { } node)
            {
                switch (ReadyStatus(node))
                {
                    // It waits for its readiness gate, which waits for us.
                    case "True" when endpoint.Conditions?.Terminating != true:
                        ready.Add(target);
                        break;
                    case "Unknown":
                        unknown.Add(target);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private List<TargetEndpoint> Nodes(TargetGroupBindingObject binding, NamespacedName key, V1Service service, V1ServicePort port)
    {
        if (service.Spec.Type is not ("NodePort" or "LoadBalancer"))
        {
            throw new AlbModelException($"service type must be either 'NodePort' or 'LoadBalancer': {key}");
        }

        var candidates = informers.Nodes.Items
            .Where(node => IsTrafficProxy(node) && Labels.Match(binding.Spec.NodeSelector, node.Metadata.Labels))
            .OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
            .ToList();
        var ready = candidates.Where(node => ReadyStatus(node) == "True").ToList();
        return
        [
            .. (ready.Count > 0 ? ready : candidates.Where(node => ReadyStatus(node) == "Unknown"))
                .Select(node => new TargetEndpoint(InstanceId(node), port.NodePort ?? 0, null, node)),
        ];
    }

    /// <summary>The last part of <c>aws:///ZONE/INSTANCE</c>.</summary>
    public static string InstanceId(V1Node node) => node.Spec.ProviderID[(node.Spec.ProviderID.LastIndexOf('/') + 1)..] is var id && id.StartsWith("i-", StringComparison.Ordinal)
        ? id
        : throw new AlbModelException($"providerID {node.Spec.ProviderID} is invalid for EC2 instances, node: {node.Metadata.Name}");
}
