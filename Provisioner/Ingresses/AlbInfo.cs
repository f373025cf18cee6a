namespace EksIngress.Provisioner.Ingresses;

/// <summary>An ALB that stands for an Ingress.</summary>
/// <param name="Arn">ARN of the load balancer.</param>
/// <param name="Name">Name of the load balancer.</param>
/// <param name="Hostname">Its DNS name.</param>
/// <param name="Listeners">Listeners, by port.</param>
internal sealed record AlbInfo(string Arn, string Name, string Hostname, IReadOnlyList<AlbListener> Listeners)
{
    /// <summary>The Ingresses it stands for, as <c>namespace/name</c>, in the order of the manifests.</summary>
    public IReadOnlyList<string> Ingresses { get; init; } = [];

    /// <summary>The NLB in front of it, with its listeners of TCP; null without one.</summary>
    public AlbInfo? FrontendNlb { get; init; }

    /// <summary>Where a client reaches it: on an emulator the local port, on AWS the DNS name. HTTPS is preferred where there is no HTTP.</summary>
    public string? Url
    {
        get
        {
            var listener = Listeners.OrderBy(candidate => candidate.Protocol == "HTTP" ? 0 : 1).FirstOrDefault();
            var scheme = listener?.Protocol == "HTTPS" ? "https" : "http";
            return listener switch
            {
                null => null,
                { LocalPort: { } local } => $"{scheme}://127.0.0.1:{local}",
                { Protocol: "HTTP", Port: 80 } or { Protocol: "HTTPS", Port: 443 } => $"{scheme}://{Hostname}",
                _ => $"{scheme}://{Hostname}:{listener.Port}",
            };
        }
    }
}
