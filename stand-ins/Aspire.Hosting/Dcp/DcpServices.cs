using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Dcp;

/// <summary>Gives every endpoint its public address: a proxy of the orchestrator's, or the process's own port.</summary>
internal sealed partial class DcpServices(IConfiguration configuration, TimeProvider timeProvider, ILogger<DcpServices> logger)
{
    private static readonly TimeSpan s_allocationTimeout = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<DcpService>> _allocations = new(StringComparer.Ordinal);

    private bool RandomizePorts => configuration.GetValue("DcpPublisher:RandomizePorts", false);

    /// <summary>Checks what can be wrong before anything is started.</summary>
    /// <exception cref="DistributedApplicationException">Endpoints that cannot be served as they are declared.</exception>
    public IReadOnlyList<DcpServiceEndpoint> Plan(IEnumerable<IResource> resources)
    {
        var planned = new List<DcpServiceEndpoint>();
        foreach (var resource in resources)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                Validate(resource, endpoint);
                var name = DcpNames.Service(resource, endpoint);
                for (var i = 1; !names.Add(name); i++)
                {
                    name = $"{DcpNames.Service(resource, endpoint)}-{i}";
                }

                planned.Add(new DcpServiceEndpoint(resource, endpoint, name));
            }
        }

        foreach (var (resource, endpoint, _) in planned.Where(service => service.Endpoint.IsProxied))
        {
            RequireFree(resource, endpoint);
        }

        return planned;
    }

    /// <summary>Creates the services and waits until each has its address.</summary>
    public async Task AllocateAsync(DcpClient client, IReadOnlyList<DcpServiceEndpoint> services, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_allocationTimeout, timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await Task.WhenAll(services.Select(async service =>
        {
            var (resource, endpoint, name) = service;
            if (!endpoint.IsProxied && endpoint.Port is null)
            {
                endpoint.Port = FreePort();
            }

            var allocation = _allocations.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
            await client.CreateAsync(DcpService.Plural, ToService(service), limit.Token);
            try
            {
                var allocated = endpoint.IsProxied ? await allocation.Task.WaitAsync(limit.Token) : null;
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(
                    endpoint,
                    endpoint.TargetHost,
                    allocated?.Status?.EffectivePort ?? endpoint.Port!.Value,
                    service.TargetPortExpression);
                LogAllocated(resource.Name, endpoint.Name, endpoint.AllocatedEndpoint.UriString);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new DistributedApplicationException(
                    $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' got no address within {s_allocationTimeout.TotalSeconds} seconds" +
                    (endpoint.Port is { } port ? $"; port {port} may be in use." : "."));
            }
        }));
    }

    /// <summary>Told by the watch on services.</summary>
    public void Observe(DcpService service)
    {
        if (service.Status is { EffectivePort: > 0, EffectiveAddress.Length: > 0 })
        {
            _allocations.GetOrAdd(service.Metadata.Name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(service);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Validate(IResource resource, EndpointAnnotation endpoint)
    {
        if (endpoint.IsProxied && endpoint.Port is { } port && endpoint.TargetPort == port)
        {
            throw new DistributedApplicationException(
                $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' has port and target port {port}, which a proxy and the process cannot both " +
                "listen on. Leave one of them out, or set isProxied to false.");
        }

        if (resource.GetReplicaCount() > 1 && (endpoint.TargetPort is not null || !endpoint.IsProxied))
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' has {resource.GetReplicaCount()} replicas: its endpoint '{endpoint.Name}' can have neither a " +
                "target port nor isProxied false, as only one process can listen on a port.");
        }
    }

    private DcpService ToService(DcpServiceEndpoint service) =>
        new()
        {
            Kind = "Service",
            Metadata = new DcpMetadata
            {
                Name = service.ServiceName,
                Annotations = new Dictionary<string, string>
                {
                    ["resource-name"] = service.Resource.Name,
                    ["endpoint-name"] = service.Endpoint.Name,
                },
            },
            Spec = new DcpServiceSpec
            {
                Address = service.Endpoint.IsProxied ? service.Endpoint.TargetHost : "localhost",
                Port = PublicPort(service.Endpoint),
                Protocol = service.Endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP",
                AddressAllocationMode = service.Endpoint.IsProxied ? "Localhost" : "Proxyless",
            },
        };

    private int? PublicPort(EndpointAnnotation endpoint) => RandomizePorts && endpoint.IsProxied ? null : endpoint.Port;

    /// <summary>The orchestrator would leave the service without an address for ever; a plain answer is better.</summary>
    private void RequireFree(IResource resource, EndpointAnnotation endpoint)
    {
        if (PublicPort(endpoint) is not { } port)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new DistributedApplicationException(
                $"Port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use by another process. End it, or change the port.",
                exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Endpoint '{Endpoint}' of resource '{Resource}' is {Address}.")]
    private partial void LogAllocated(string resource, string endpoint, string address);
}
