using System.Net;
using System.Net.Security;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Connections to targets of HTTP/2 and for health checks.</summary>
internal static class TargetConnections
{
    /// <summary>An ALB gives a target ten seconds to accept a connection, TLS included.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html</remarks>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private const int MaxResponseHeadersKibibytes = 32;

    /// <summary>A handler that passes on what it gets: no cookies, no redirects, no proxy, no decompression, no headers of its own.</summary>
    /// <param name="lifetime">How long a connection may be used; zero for one request.</param>
    public static SocketsHttpHandler CreateHandler(TimeSpan lifetime) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        MaxResponseHeadersLength = MaxResponseHeadersKibibytes,
        PooledConnectionLifetime = lifetime,
        // Streams beyond what one connection takes get another one instead of waiting.
        EnableMultipleHttp2Connections = true,
        // The listener writes the trace headers itself: its own span is the parent.
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions
        {
#pragma warning disable CA5359 // An ALB encrypts to its targets and does not validate their certificates.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        },
    };
}
