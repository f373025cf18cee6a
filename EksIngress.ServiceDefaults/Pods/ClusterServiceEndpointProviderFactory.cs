using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>Resolves <c>http://service-b</c> to the Service's ClusterIP, as cluster DNS does for a pod.</summary>
internal sealed class ClusterServiceEndpointProviderFactory(IOptions<PodAttachmentOptions> options, TimeProvider time)
    : IServiceEndpointProviderFactory, IDisposable
{
    // Look-ups are no part of any request's resilience or discovery, so the client is no factory's.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
    {
        BaseAddress = options.Value.Url,
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestHeaders = { Authorization = new("Bearer", options.Value.Key) },
    };

    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(query);
        var labels = query.ServiceName.Split('.');
        if (labels.Length > 2 || !labels.All(IsLabel))
        {
            provider = null;
            return false;
        }

        provider = new ClusterServiceEndpointProvider(
            _client, time, labels.Length == 2 ? labels[1] : options.Value.Namespace, labels[0], query.EndpointName);
        return true;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A DNS label as Kubernetes names Services: at most 63 of a-z, 0-9 and '-'.</summary>
    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
