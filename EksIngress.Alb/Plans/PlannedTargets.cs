using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Explain;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Plans;

/// <summary>The targets that the controller would register, as far as the objects say it. Nobody has probed them.</summary>
internal sealed class PlannedTargets(ControllerConfiguration configuration, KubernetesObjects objects)
{
    private readonly EndpointFacts _facts = objects.FindEndpoints(configuration.EnableEndpointSlices);

    /// <returns>The targets, or why they are not known.</returns>
    public (IReadOnlyList<TargetModel>? Targets, string? Unknown) Find(TargetGroupBindingSpec binding)
    {
        var service = new NamespacedName(binding.Key.Namespace, binding.ServiceName);
        var resolver = new EndpointResolver(configuration, _facts);
        try
        {
            return binding.TargetType == "ip" ? FindPods(binding, service, resolver) : FindNodePorts(binding, service, resolver);
        }
        catch (AlbModelException exception)
        {
            return (null, exception.Message);
        }
    }

    private (IReadOnlyList<TargetModel>? Targets, string? Unknown) FindPods(
        TargetGroupBindingSpec binding, NamespacedName service, EndpointResolver resolver)
    {
        // With the flag --enable-endpoint-slices=false the controller reads the older kind.
        var kind = configuration.EnableEndpointSlices ? "EndpointSlice" : "Endpoints";
        var slices = configuration.EnableEndpointSlices
            ? _facts.EndpointSlices.Where(slice =>
                slice.Metadata.Namespace == service.Namespace && slice.Metadata.Labels.GetValueOrDefault(EndpointSlice.ServiceNameLabel) == service.Name).ToList()
            : [.. _facts.Endpoints.Where(endpoints => endpoints.Key == service).SelectMany(endpoints => endpoints.ToSlices())];
        if (slices.Count == 0 && !_facts.Endpoints.Any(endpoints => !configuration.EnableEndpointSlices && endpoints.Key == service))
        {
            return (null, $"no {kind} of Service {service} was given");
        }

        // An endpoint whose pod is missing is passed over, which says nothing when the pods were never given.
        return slices.Exists(slice => slice.Endpoints.Count != 0) && _facts.Pods.Count == 0
            ? (null, $"{(configuration.EnableEndpointSlices ? "EndpointSlices" : kind)} of Service {service} were given, and no Pod")
            : ([.. new TargetPlanner(configuration).PlanPods(resolver.ResolvePods(service, binding.ServicePort, binding.IpAddressType), [], null).Register
                .Select(planned => planned.Endpoint)
                .OrderBy(endpoint => endpoint.Ip, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Port)
                .Select(endpoint => new TargetModel { Id = endpoint.Ip, Port = endpoint.Port, Object = $"Pod {endpoint.Pod.Metadata.Namespace}/{endpoint.Pod.Metadata.Name}" })],
                null);
    }

    private (IReadOnlyList<TargetModel>? Targets, string? Unknown) FindNodePorts(
        TargetGroupBindingSpec binding, NamespacedName service, EndpointResolver resolver)
    {
        if (_facts.Nodes.Count == 0)
        {
            return (null, "no Node was given");
        }

        var selector = binding.NodeLabels is null ? null : new LabelSelector { MatchLabels = binding.NodeLabels };
        return ([.. new TargetPlanner(configuration).PlanNodePorts(resolver.ResolveNodePorts(service, binding.ServicePort, selector), []).Register
            .Select(planned => planned.Endpoint)
            .OrderBy(endpoint => endpoint.InstanceId, StringComparer.Ordinal)
            .Select(endpoint => new TargetModel { Id = endpoint.InstanceId, Port = endpoint.Port, Object = $"Node {endpoint.Node.Metadata.Name}" })],
            null);
    }
}
