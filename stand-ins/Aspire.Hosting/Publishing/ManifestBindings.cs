namespace Aspire.Hosting.Publishing;

internal static class ManifestBindings
{
    /// <summary>
    /// The first http and https endpoint of a project get their port from the platform; any other must name one that the process listens on.
    /// </summary>
    public static IEnumerable<ManifestBinding> Resolve(IResource resource, IReadOnlyList<EndpointAnnotation> endpoints, PortAllocator ports)
    {
        foreach (var known in endpoints.Where(endpoint => endpoint.TargetPort is not null))
        {
            ports.AddUsedPort(known.TargetPort!.Value);
        }

        var schemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in endpoints)
        {
            var fromPlatform = resource is ProjectResource && endpoint.UriScheme is "http" or "https" && schemes.Add(endpoint.UriScheme);
            var targetPort = endpoint.TargetPort ?? (fromPlatform ? null : ports.AllocatePort());
            yield return new ManifestBinding(endpoint, endpoint.Port == targetPort ? null : endpoint.Port, targetPort);
        }
    }
}
