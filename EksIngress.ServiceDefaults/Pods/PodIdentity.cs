using Microsoft.Extensions.Configuration;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>
/// Which pod this process is. In a cluster it comes from the downward API variables <c>POD_NAME</c>,
/// <c>POD_NAMESPACE</c> and <c>NODE_NAME</c>; attached to an emulated cluster, from that cluster, and it may change.
/// </summary>
public sealed class PodIdentity
{
    private volatile Pod? _current;

    internal PodIdentity(IConfiguration configuration)
    {
        if (configuration["POD_NAME"] is { Length: > 0 } name)
        {
            _current = new Pod(name, configuration["POD_NAMESPACE"] ?? "default", configuration["NODE_NAME"] ?? "", null);
        }
    }

    /// <summary>Null while the process is no pod: run on its own, or attached and not bound yet.</summary>
    public Pod? Current
    {
        get => _current;
        internal set => _current = value;
    }
}
