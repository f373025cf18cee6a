using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>An HTTPS listener, and clients that trust the emulator's certificate authority and nothing else.</summary>
internal sealed class TlsBed : IAsyncDisposable
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly List<HttpClient> _clients = [];

    private TlsBed(ElbTestbed bed, ExchangeList exchanges, string listenerArn, string balancerArn, string defaultCertificateArn, int port)
    {
        Bed = bed;
        Exchanges = exchanges;
        ListenerArn = listenerArn;
        BalancerArn = balancerArn;
        DefaultCertificateArn = defaultCertificateArn;
        Port = port;
        _authorities.ImportFromPemFile(Path.Combine(bed.Emulator.Directory, "ca.pem"));
    }

    public ElbTestbed Bed { get; }

    public ExchangeList Exchanges { get; }

    public string ListenerArn { get; }

    public string BalancerArn { get; }

    public string DefaultCertificateArn { get; }

    public int Port { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="action">Makes the default action.</param>
    public static async Task<TlsBed> StartAsync(Func<ElbTestbed, Task<Action>> action, string host = "shop.example.test", string? sslPolicy = null, Action<IServiceCollection>? services = null)
    {
        var exchanges = new ExchangeList();
        var bed = await ElbTestbed.StartAsync(new RunningEmulatorOptions
        {
            ConfigureServices = collection =>
            {
                collection.AddSingleton<IExchangeObserver>(exchanges);
                services?.Invoke(collection);
            },
        });
        var balancer = await bed.CreateLoadBalancerAsync();
        var certificate = await bed.CreateCertificateAsync(host);
        var listener = await bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, await action(bed), certificate, sslPolicy: sslPolicy);
        var address = await bed.AddressOfAsync(listener.ListenerArn);
        return new TlsBed(bed, exchanges, listener.ListenerArn, balancer.LoadBalancerArn, certificate, address.Port);
    }

    public static Task<TlsBed> StartFixedAsync(string? sslPolicy = null) =>
        StartAsync(_ => Task.FromResult(ElbTestbed.Fixed("200", "text/plain", "fixed")), sslPolicy: sslPolicy);

    /// <summary>A listener that forwards to a target.</summary>
    public static Task<TlsBed> StartAsync(TargetDescription target, string protocolVersion = "HTTP1") => StartAsync(async bed =>
    {
        var group = await bed.CreateTargetGroupAsync(configure: request => request.ProtocolVersion = protocolVersion);
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [target] }, Token);
        return ElbTestbed.Forward(group.TargetGroupArn);
    });

    /// <summary>A handshake; the certificate that came is the result's.</summary>
    /// <param name="versions">What the client takes; by default what the platform does.</param>
    public async Task<SslStream> ConnectAsync(
        string? host, X509Certificate2? client = null, List<SslApplicationProtocol>? protocols = null, SslProtocols versions = SslProtocols.None)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Port, Token);
        var stream = new SslStream(socket.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host ?? "",
#pragma warning disable CA5359 // Which certificate comes is what is tested; whether it is trusted has tests of its own.
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                ClientCertificates = client is null ? [] : [client],
                ApplicationProtocols = protocols,
                EnabledSslProtocols = versions,
#pragma warning disable SYSLIB0040 // The runtime then takes OpenSSL's lowest security level, which TLS 1.0 and 1.1 need.
                EncryptionPolicy = versions == SslProtocols.None ? EncryptionPolicy.RequireEncryption : EncryptionPolicy.AllowNoEncryption,
#pragma warning restore SYSLIB0040
            },
            Token);
        return stream;
    }

    /// <summary>Makes the listener ask clients for certificates.</summary>
    /// <param name="authority">Bundle of the trust store.</param>
    public async Task AskForCertificatesAsync(string authority, string mode, bool ignoresExpiry = false, string sslPolicy = "ELBSecurityPolicy-2016-08")
    {
        var bundles = Directory.CreateDirectory(Path.Combine(Bed.Emulator.Directory, "s3", "bundles"));
        await File.WriteAllTextAsync(Path.Combine(bundles.FullName, "ca.pem"), authority, Token);
        var store = await Bed.Elb.CreateTrustStoreAsync(
            new CreateTrustStoreRequest { Name = "clients", CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = "ca.pem" }, Token);
        var mutual = new MutualAuthenticationAttributes { Mode = mode };
        if (mode == "verify")
        {
            (mutual.TrustStoreArn, mutual.IgnoreClientCertificateExpiry) = (store.TrustStores[0].TrustStoreArn, ignoresExpiry);
        }

        await Bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = ListenerArn, SslPolicy = sslPolicy, MutualAuthentication = mutual }, Token);
    }

    /// <summary>A client that resolves every host to the listener.</summary>
    /// <param name="version">Exactly this version of HTTP.</param>
    /// <param name="onConnect">Is told of each connection.</param>
    /// <param name="port">Where to connect to; null for the listener.</param>
    /// <param name="certificate">The client's own.</param>
    public HttpClient Client(Version version, System.Action? onConnect = null, int? port = null, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, token) =>
            {
                onConnect?.Invoke();
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port ?? Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = certificate is null ? [] : [certificate],
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        var client = new HttpClient(handler) { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Bed.DisposeAsync();
    }
}
