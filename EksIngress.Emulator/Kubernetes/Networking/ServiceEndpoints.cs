using System.Net;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The endpoints of a Service's port that connections go to, out of its EndpointSlices.</summary>
internal static class ServiceEndpoints
{
    private const string Slices = "endpointslices.discovery.k8s.io";

    /// <summary>The ready ones; without any those that end and still serve, as kube-proxy has it.</summary>
    /// <param name="portName">Name of the Service's port; empty for the only one.</param>
    /// <remarks>Source: https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints</remarks>
    public static IReadOnlyList<ServiceEndpoint> Find(ObjectStore store, NamespacedName service, string portName)
    {
        var endpoints = store.List(Slices, service.Namespace).Items
            .Where(slice => slice.Label(EndpointSliceController.ServiceLabel) == service.Name)
            .SelectMany(slice => slice.Items("ports")
                .Where(port => (port.Text("name") ?? "") == portName && port.Number("port") is not null)
                .SelectMany(port => slice.Items("endpoints").Select(endpoint => (Endpoint: endpoint, Port: (int)port.Number("port")!.Value))))
            .ToList();
        var ready = endpoints.FindAll(item => item.Endpoint.Flag("conditions", "ready") != false);
        var used = ready.Count > 0
            ? ready
            : endpoints.FindAll(item => item.Endpoint.Flag("conditions", "serving") == true && item.Endpoint.Flag("conditions", "terminating") == true);
        return
        [
            .. used.SelectMany(item => item.Endpoint.Texts("addresses").Select(address => new ServiceEndpoint(
                new IPEndPoint(IPAddress.Parse(address), item.Port), item.Endpoint.Text("nodeName")))).Distinct(),
        ];
    }
}
