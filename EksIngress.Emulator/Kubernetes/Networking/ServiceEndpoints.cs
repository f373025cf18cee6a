using System.Net;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The ready endpoints of a Service's port, out of its EndpointSlices.</summary>
internal static class ServiceEndpoints
{
    private const string Slices = "endpointslices.discovery.k8s.io";

    /// <param name="portName">Name of the Service's port; empty for the only one.</param>
    public static IReadOnlyList<ServiceEndpoint> Find(ObjectStore store, NamespacedName service, string portName) =>
    [
        .. store.List(Slices, service.Namespace).Items
            .Where(slice => slice.Label(EndpointSliceController.ServiceLabel) == service.Name)
            .SelectMany(slice => slice.Items("ports")
                .Where(port => (port.Text("name") ?? "") == portName && port.Number("port") is not null)
                .SelectMany(port => slice.Items("endpoints")
                    .Where(endpoint => endpoint.Flag("conditions", "ready") != false)
                    .SelectMany(endpoint => endpoint.Texts("addresses").Select(address => new ServiceEndpoint(
                        new IPEndPoint(IPAddress.Parse(address), (int)port.Number("port")!.Value), endpoint.Text("nodeName"))))))
            .Distinct(),
    ];
}
