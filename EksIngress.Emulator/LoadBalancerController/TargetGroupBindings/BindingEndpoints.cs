using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Resolves a binding's Service out of the caches, with the model's own rules.</summary>
internal sealed class BindingEndpoints(ControllerConfiguration configuration, ClusterInformers informers)
{
    /// <exception cref="BackendNotFoundException">The Service or its port does not exist.</exception>
    /// <exception cref="AlbModelException">The Service cannot serve such targets.</exception>
    public IReadOnlyList<TargetEndpoint> Resolve(TargetGroupBindingObject binding)
    {
        var wanted = ClusterView.Read<TargetGroupBinding>(binding).Spec;
        var service = new NamespacedName(binding.Metadata.NamespaceProperty, wanted.ServiceRef.Name);
        return wanted.TargetType == "ip" ? Pods(wanted, service) : Nodes(wanted, service);
    }

    private List<TargetEndpoint> Pods(TargetGroupBinding.Specification wanted, NamespacedName service)
    {
        // Only what the Service names is read: a cluster has many more pods.
        var slices = informers.EndpointSlices.Items.Where(slice => slice.Metadata.NamespaceProperty == service.Namespace
            && slice.Metadata.Labels?.TryGetValue(EndpointSlice.ServiceNameLabel, out var name) == true && name == service.Name).ToList();
        var pods = slices.SelectMany(slice => slice.Endpoints ?? [])
            .Where(endpoint => endpoint.TargetRef?.Kind == "Pod")
            .Select(endpoint => new NamespacedName(endpoint.TargetRef.NamespaceProperty ?? service.Namespace, endpoint.TargetRef.Name))
            .Distinct()
            .Select(informers.Pods.Find)
            .OfType<V1Pod>()
            .ToDictionary(pod => new NamespacedName(pod.Metadata.NamespaceProperty, pod.Metadata.Name));
        var facts = Facts(service) with
        {
            EndpointSlices = [.. slices.Select(ClusterView.Read<EndpointSlice>)],
            Pods = [.. pods.Values.Select(ClusterView.Read<Pod>)],
            Nodes = [.. informers.Nodes.Items.Select(ClusterView.Read<Node>)],
        };
        return [.. new EndpointResolver(configuration, facts).ResolvePods(service, wanted.ServiceRef.Port, wanted.IpAddressType ?? "ipv4")
            .Select(endpoint => new TargetEndpoint(endpoint, null, pods[endpoint.Pod.Key]))];
    }

    private List<TargetEndpoint> Nodes(TargetGroupBinding.Specification wanted, NamespacedName service)
    {
        var facts = Facts(service) with { Nodes = [.. informers.Nodes.Items.Select(ClusterView.Read<Node>)] };
        return [.. new EndpointResolver(configuration, facts).ResolveNodePorts(service, wanted.ServiceRef.Port, wanted.NodeSelector)
            .Select(endpoint => new TargetEndpoint(null, endpoint))];
    }

    private EndpointFacts Facts(NamespacedName service) =>
        new() { Services = informers.Services.Find(service) is { } found ? [ClusterView.Read<Service>(found)] : [] };
}
