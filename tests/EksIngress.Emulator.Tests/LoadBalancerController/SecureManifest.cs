using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Ingresses with an HTTPS listener, and a client that trusts the emulator's authority alone.</summary>
internal static class SecureManifest
{
    public const string Host = "shop.example.test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<string> CreateCertificateAsync(this ControllerBed bed, string host, KeyAlgorithm? key = null) =>
        (await bed.Acm.RequestCertificateAsync(
            new RequestCertificateRequest { DomainName = host, ValidationMethod = ValidationMethod.DNS, KeyAlgorithm = key ?? KeyAlgorithm.EC_prime256v1 }, Token)).CertificateArn;

    /// <summary>For one host, on port 443, with no word about a certificate.</summary>
    public static JsonObject Ingress(string name, string host, params (string Key, string Value)[] annotations)
    {
        var ingress = Manifest.Ingress(name, [("/", "web")], [("listen-ports", """[{"HTTPS":443}]"""), .. annotations]);
        ingress["spec"]!["rules"]![0]!["host"] = host;
        return ingress;
    }

    /// <summary>The text that a host of an Ingress answers over TLS.</summary>
    /// <param name="address">Which of the Ingress's addresses to ask: 0 is the ALB's.</param>
    public static async Task<string> GetSecurelyAsync(this ControllerBed bed, string ingress, string host, string path, int address = 0)
    {
        var status = (await bed.AddressedAsync(ingress))["status"]!["loadBalancer"]!["ingress"]![address]!;
        var port = (int)status["ports"]![0]!["port"]!;
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(Path.Combine(bed.Emulator.Directory, "ca.pem"));
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler);

        // Whatever the status is: what is waited for is often a 503 before.
        using var response = await client.GetAsync(new Uri($"https://{host}{path}"), Token);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
