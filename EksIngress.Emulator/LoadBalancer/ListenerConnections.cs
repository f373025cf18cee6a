using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Http2;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Network;
using EksIngress.Emulator.LoadBalancer.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>
/// What a connection of a listener goes through: TLS for HTTPS, then the load balancer's own engine for HTTP/1, or the web server's HTTP/2.
/// </summary>
internal sealed class ListenerConnections(
    TlsHandshakes handshakes, Http2Forwarder forwarder, ConnectionLog log, AlbListeners albs, IServiceProvider services)
{
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html</remarks>
    private const int MaxStreams = 128;

    /// <summary>The listeners that connections may be handed to.</summary>
    public AlbListeners Albs => albs;

    public Http2Application CreateApplication(ListenerContext listener) => new(listener, forwarder);

    /// <param name="port">To be bound on 127.0.0.1.</param>
    /// <param name="handOver">Brings connections that others have taken.</param>
    public KestrelServerOptions CreateOptions(int port, HandOver handOver, ListenerContext listener)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        // Above what is allowed, so that the refusal is the load balancer's own.
        options.Limits.MaxRequestLineSize = 2 * RequestLimits.MaxRequestLine;
        options.Limits.MaxRequestHeadersTotalSize = 2 * RequestLimits.MaxHeaders;
        options.Limits.Http2.MaxRequestHeaderFieldSize = 2 * RequestLimits.MaxHeader;
        options.Limits.MaxRequestHeaderCount = 1000;
        options.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
        options.Limits.MaxRequestBodySize = null;
        // A guard of the load balancer's own knows the idle time-out that is in force.
        options.Limits.KeepAliveTimeout = Timeout.InfiniteTimeSpan;
        // An ALB limits silence, not speed.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        options.Listen(IPAddress.Loopback, port, Configure);
        options.Listen(handOver, listen =>
        {
            listen.Use(attached => connection =>
            {
                ((Flow)connection).Attach();
                return attached(connection);
            });
            Configure(listen);
        });
        return options;

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(counted => connection => ConnectionMetrics.CountAsync(listener, () => counted(connection)));
            listen.Use(secured => connection => IsSecure(listener) ? SecureAsync(connection, listener, secured) : ServePlainAsync(connection, listener));
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = context => AnswerAsync(context, listener) });
            listen.Use(http2 => connection =>
            {
                LogHandshake(connection, listener);
                return IsHttp2(connection) ? ServeHttp2Async(connection, listener, http2) : ServeAsync(connection, listener);
            });
        }
    }

    private static bool IsSecure(ListenerContext listener) => listener.Program?.IsSecure == true;

    private static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual(SslApplicationProtocol.Http2.Protocol.Span) == true;

    private static Task ServeAsync(ConnectionContext connection, ListenerContext listener) =>
        new Http1Connection(connection, listener, Describe(connection)).RunAsync();

    private static async Task ServeHttp2Async(ConnectionContext connection, ListenerContext listener, ConnectionDelegate http2)
    {
        // Its requests find both among the features.
        _ = Describe(connection);
        var guard = new Http2IdleGuard(connection, listener);
        connection.Features.Set(guard);
        listener.Sweep.Add(guard);
        connection.Transport = new Http2Transport(connection.Transport);
        try
        {
            await http2(connection);
        }
        finally
        {
            listener.Sweep.Remove(guard);
        }
    }

    private Task ServePlainAsync(ConnectionContext connection, ListenerContext listener)
    {
        if (listener.Program is { } program)
        {
            log.AddPlain(program, Describe(connection));
        }

        return ServeAsync(connection, listener);
    }

    private async Task SecureAsync(ConnectionContext connection, ListenerContext listener, ConnectionDelegate secured)
    {
        var handshake = new Handshake(listener.Time.GetTimestamp());
        connection.Features.Set(handshake);
        await secured(connection);
        if (!handshake.IsDone && listener.Program is { } program)
        {
            // What the handshake had settled went with it.
            var client = new ClientInfo { Address = AddressOf(connection) };
            log.AddHandshake(program, client, connection.Features.Get<TlsConnection>(), latency: null);
            ElbMetrics.ClientTlsNegotiationErrorCount.Add(1, program.MetricTags.Span);
        }
    }

    private void LogHandshake(ConnectionContext connection, ListenerContext listener)
    {
        if (connection.Features.Get<Handshake>() is { } handshake && listener.Program is { } program)
        {
            handshake.IsDone = true;
            log.AddHandshake(program, Describe(connection), connection.Features.Get<TlsConnection>(), listener.Time.GetElapsedTime(handshake.Start));
        }
    }

    // One for the connection and all its requests: logs refer to it by its trace id.
    private static ClientInfo Describe(ConnectionContext connection)
    {
        if (connection.Features.Get<ClientInfo>() is { } known)
        {
            return known;
        }

        var handshake = connection.Features.Get<ITlsHandshakeFeature>();
        var settled = connection.Features.Get<TlsConnection>();
        var client = new ClientInfo
        {
            Address = AddressOf(connection),
            TlsProtocol = handshake is null ? null : CipherNames.Of(handshake.Protocol),
            TlsCipher = handshake?.NegotiatedCipherSuite is { } suite ? CipherNames.Of(suite) : null,
            ServerName = settled?.ServerName is { Length: > 0 } name ? name : null,
            CertificateArn = settled?.CertificateArn,
            CertificateHeaders = settled?.CertificateHeaders ?? [],
            LocalPorts = (connection as Flow)?.LocalPorts,
        };
        connection.Features.Set(client);
        return client;
    }

    private static IPEndPoint AddressOf(ConnectionContext connection) => connection.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0);

    private ValueTask<SslServerAuthenticationOptions> AnswerAsync(TlsHandshakeCallbackContext context, ListenerContext listener)
    {
        var program = listener.Program ?? throw new AuthenticationException("The listener has no rules yet.");
        return ValueTask.FromResult(handshakes.Answer(program, context.ClientHelloInfo.ServerName, context.Connection.Features));
    }
}
