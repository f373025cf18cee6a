using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>Looks one Service up. A Service that the cluster does not have is left to the next provider.</summary>
internal sealed class ClusterServiceEndpointProvider(
    HttpClient client, TimeProvider time, string @namespace, string name, string? portName) : IServiceEndpointProvider
{
    /// <summary>A ClusterIP lives as long as its Service; asking again soon only matters after a re-creation.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    /// <summary>A Service that is not there yet is probably on its way.</summary>
    private static readonly TimeSpan AbsentLifetime = TimeSpan.FromSeconds(1);

    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        using var response = await client.GetAsync(new Uri($"/_emulator/services/{@namespace}/{name}", UriKind.Relative), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            endpoints.AddChangeToken(ExpireAfter(AbsentLifetime));
            return;
        }

        response.EnsureSuccessStatusCode();
        var service = await response.Content.ReadFromJsonAsync(AttachJson.Default.ClusterService, cancellationToken)
            ?? throw new InvalidDataException($"The emulator answered nothing for service {@namespace}/{name}.");
        var port = service.Ports.FirstOrDefault(port => portName is null || port.Name == portName);
        if (port is not null)
        {
            endpoints.Endpoints.Add(ServiceEndpoint.Create(new IPEndPoint(IPAddress.Parse(service.ClusterIP), port.Port)));
        }

        endpoints.AddChangeToken(ExpireAfter(port is null ? AbsentLifetime : Lifetime));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

#pragma warning disable CA2000 // The source ends with its own timer; a token that nobody holds any more is collected with it.
    private CancellationChangeToken ExpireAfter(TimeSpan lifetime) => new(new CancellationTokenSource(lifetime, time).Token);
#pragma warning restore CA2000
}
