using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>Resolves a Service's port to endpoints, as the controller does before it registers targets.</summary>
/// <param name="configuration">Flag <c>--enable-endpoint-slices</c> and feature gate EndpointsFailOpen matter here.</param>
/// <param name="facts">Services, slices, pods and nodes.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/</remarks>
public sealed class EndpointResolver(ControllerConfiguration configuration, EndpointFacts facts)
{
    /// <summary>Pods behind a port: the ready ones, and those that only wait for their readiness gates.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="port">Its port.</param>
    /// <param name="ipAddressType"><c>ipv4</c> or <c>ipv6</c>, that of the target group: which slices count; null is every slice.</param>
    /// <returns>Slices by name, endpoints in the order of their slice.</returns>
    /// <exception cref="BackendNotFoundException">There is no such Service or port, or no Endpoints object where slices are not read.</exception>
    public IReadOnlyList<PodEndpoint> ResolvePods(NamespacedName service, IntOrString port, string? ipAddressType = null)
    {
        var servicePort = GetPort(service, port).Port;
        var addressType = ipAddressType switch
        {
            null => null,
            "ipv6" => "IPv6",
            _ => "IPv4",
        };
        var ready = new List<PodEndpoint>();
        var unknown = new List<PodEndpoint>();
        foreach (var slice in configuration.EnableEndpointSlices ? FindSlices(service, addressType) : GetEndpoints(service).ToSlices())
        {
            foreach (var slicePort in slice.Ports.Where(candidate => servicePort.Name.Length == 0 || candidate.Name == servicePort.Name))
            {
                foreach (var endpoint in slice.Endpoints)
                {
                    Sort(endpoint, slicePort.Number, service.Namespace, ready, unknown);
                }
            }
        }

        return configuration.EndpointsFailOpen && ready.Count == 0 ? unknown : ready;
    }

    /// <summary>Node ports behind a port: of nodes that are ready and meant for traffic from outside.</summary>
    /// <param name="service">The Service; of type NodePort or LoadBalancer.</param>
    /// <param name="port">Its port.</param>
    /// <param name="nodeSelector">Nodes of the TargetGroupBinding; null is every one.</param>
    /// <returns>By the node's name.</returns>
    /// <exception cref="BackendNotFoundException">There is no such Service or port.</exception>
    /// <exception cref="AlbModelException">The Service has no node ports, the selector is malformed, or a node is no instance.</exception>
    public IReadOnlyList<NodePortEndpoint> ResolveNodePorts(NamespacedName service, IntOrString port, LabelSelector? nodeSelector = null)
    {
        // A malformed selector is told before anything else.
        _ = nodeSelector?.Matches(NoStrings.Map);
        var (found, servicePort) = GetPort(service, port);
        if (found.Spec.Type is not ("NodePort" or "LoadBalancer"))
        {
            throw new AlbModelException($"service type must be either 'NodePort' or 'LoadBalancer': {service}");
        }

        var candidates = facts.Nodes
            .Where(node => TrafficNodes.IsSuitable(node) && TrafficNodes.IsSelected(node, nodeSelector))
            .OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
            .ToList();
        var chosen = candidates.FindAll(node => node.Status.Find("Ready") == "True");
        if (configuration.EndpointsFailOpen && chosen.Count == 0)
        {
            chosen = candidates.FindAll(node => node.Status.Find("Ready") == "Unknown");
        }

        return [.. chosen.Select(node => new NodePortEndpoint(TrafficNodes.GetInstanceId(node), servicePort.NodePort, node))];
    }

    private IEnumerable<EndpointSlice> FindSlices(NamespacedName service, string? addressType) => facts.EndpointSlices
        .Where(slice => (addressType is null || slice.AddressType == addressType) && slice.Metadata.Namespace == service.Namespace &&
            slice.Metadata.Labels.GetValueOrDefault(EndpointSlice.ServiceNameLabel) == service.Name)
        .OrderBy(slice => slice.Metadata.Name, StringComparer.Ordinal);

    private EndpointsObject GetEndpoints(NamespacedName service) => facts.Endpoints.FirstOrDefault(candidate => candidate.Key == service)
        ?? throw new BackendNotFoundException(NotFound.Endpoints(service.Name, configuration));

    private void Sort(
        EndpointSlice.Endpoint endpoint, int port, string serviceNamespace, List<PodEndpoint> ready, List<PodEndpoint> unknown)
    {
        if (endpoint.TargetRef is not { Kind: "Pod" } reference || endpoint.Addresses.Count == 0)
        {
            return;
        }

        var key = new NamespacedName(reference.Namespace.Length == 0 ? serviceNamespace : reference.Namespace, reference.Name);
        if (facts.Pods.FirstOrDefault(candidate => candidate.Key == key) is not { } pod)
        {
            return;
        }

        var resolved = new PodEndpoint(endpoint.Addresses[0], port, pod)
        {
            QuicServerId = pod.FindQuicServerId(port, configuration.QuicEnvironmentVariableName),
        };
        if (endpoint.Conditions.Ready != false)
        {
            ready.Add(resolved);
            return;
        }

        // Not ready, but its containers are: it may only be waiting for the load balancer itself.
        if (pod.Status.Find("ContainersReady") != "True" ||
            facts.Nodes.FirstOrDefault(candidate => candidate.Metadata.Name == pod.Spec.NodeName) is not { } node)
        {
            return;
        }

        switch (node.Status.Find("Ready"))
        {
            case "True" when endpoint.Conditions.Terminating != true:
                ready.Add(resolved);
                break;
            case "Unknown":
                unknown.Add(resolved);
                break;
            default:
                break;
        }
    }

    private (Service Service, Service.Port Port) GetPort(NamespacedName key, IntOrString port)
    {
        var service = facts.Services.FirstOrDefault(candidate => candidate.Key == key)
            ?? throw new BackendNotFoundException(NotFound.Service(key.Name, configuration));
        try
        {
            return (service, service.GetPort(port));
        }
        catch (AlbModelException exception)
        {
            throw new BackendNotFoundException(exception.Message);
        }
    }
}
