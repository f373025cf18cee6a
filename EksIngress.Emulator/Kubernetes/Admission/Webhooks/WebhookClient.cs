using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Calls webhooks: HTTPS to a ready endpoint of their Service or to a loopback URL, trusting what their configuration says.</summary>
internal sealed class WebhookClient(ObjectStore store, TimeProvider time) : IDisposable
{
    private const int MaxAnswerBytes = 3 * 1024 * 1024;

    // A rejected answer is quoted to the writer; not whole.
    private const int MaxQuote = 1024;

    private readonly ConcurrentDictionary<(string Authority, string Bundle), HttpMessageInvoker> _invokers = new();

    /// <returns>The <c>response</c> of the review.</returns>
    /// <exception cref="WebhookCallException">There is no answer, or it cannot be read.</exception>
    public async Task<JsonObject> CallAsync(AdmissionWebhook webhook, AdmissionRequest request, CancellationToken cancellationToken)
    {
        var uid = Guid.NewGuid().ToString();
        var (url, endpoint) = Resolve(webhook);
        using var deadline = new CancellationTokenSource(webhook.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new StringContent(AdmissionReviews.Ask(request, webhook.ReviewVersion, uid).ToJsonString(), Encoding.UTF8, "application/json"),
            };
            if (endpoint is not null)
            {
                message.Options.Set(EndpointKey, endpoint);
            }

            using var answer = await Invoker(url, webhook.ClientConfig.Text("caBundle") ?? "").SendAsync(message, either.Token);
            var body = await ReadAsync(answer, either.Token);
            return answer.StatusCode == HttpStatusCode.OK
                ? AdmissionReviews.Read(body, webhook.ReviewVersion, uid)
                : throw new WebhookCallException($"failed to call webhook: {Describe(answer.StatusCode, body)}");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(url, "context deadline exceeded");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Failed(url, Describe(exception, endpoint));
        }
    }

    public void Dispose()
    {
        foreach (var invoker in _invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private static HttpRequestOptionsKey<IPEndPoint> EndpointKey { get; } = new("webhook-endpoint");

    private static WebhookCallException Failed(Uri url, string why) => new(
        $"failed to call webhook: Post \"{url.Scheme}://{url.Host}:{url.Port.ToString(CultureInfo.InvariantCulture)}{url.PathAndQuery}\": {why}");

    private (Uri Url, IPEndPoint? Endpoint) Resolve(AdmissionWebhook webhook)
    {
        var client = webhook.ClientConfig;
        var timeout = $"?timeout={webhook.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s";
        if (client.Text("url") is { } url)
        {
            return (new Uri(new Uri(url), timeout), null);
        }

        var key = new NamespacedName(client.Text("service", "namespace") ?? "", client.Text("service", "name") ?? "");
        var port = (int)(client.Number("service", "port") ?? 443);
        var target = new UriBuilder("https", $"{key.Name}.{key.Namespace}.svc", port, client.Text("service", "path") ?? "/", timeout).Uri;
        var service = store.Find("services", key) ?? throw Failed(target, $"service \"{key.Name}\" not found");
        var servicePort = service.Items("spec", "ports").FirstOrDefault(candidate => candidate.Number("port") == port)
            ?? throw Failed(target, $"no service port {port.ToString(CultureInfo.InvariantCulture)} found for service \"{key.Name}\"");
        var endpoints = ServiceEndpoints.Find(store, key, servicePort.Text("name") ?? "");
        return endpoints.Count == 0
            ? throw Failed(target, $"no endpoints available for service \"{key.Name}\"")
            : (target, endpoints[Random.Shared.Next(endpoints.Count)].EndPoint);
    }

    private HttpMessageInvoker Invoker(Uri url, string bundle) => _invokers.GetOrAdd((url.Authority, bundle), static key =>
    {
        var trust = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (key.Bundle.Length > 0)
        {
            trust.TrustMode = X509ChainTrustMode.CustomRootTrust;
            trust.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(key.Bundle)));
        }

        // Pods come and go behind the Service: a connection is used for a while, not for ever.
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
        });
    });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The stream owns it; on every other path it is disposed.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            if (context.InitialRequestMessage.Options.TryGetValue(EndpointKey, out var endpoint))
            {
                await socket.ConnectAsync(endpoint, cancellationToken);
            }
            else
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            await buffer.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
            if (buffer.Length > MaxAnswerBytes)
            {
                throw new WebhookCallException($"failed to call webhook: the response is larger than {MaxAnswerBytes} bytes");
            }
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Describe(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.NotFound => "the server could not find the requested resource",
        HttpStatusCode.ServiceUnavailable => "the server is currently unable to handle the request",
        >= HttpStatusCode.InternalServerError => $"an error on the server (\"{Quote(body)}\") has prevented the request from succeeding",
        _ => $"the server rejected our request for an unknown reason ({(int)status})",
    };

    private static string Quote(string body) => body.Trim() is var text && text.Length > MaxQuote ? text[..MaxQuote] : body.Trim();

    private static string Describe(Exception exception, IPEndPoint? endpoint) => exception.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"dial tcp {endpoint}: connect: connection refused",
        AuthenticationException => "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        CryptographicException inner => $"tls: {inner.Message}",
        { } inner => inner.Message,
        null => exception.Message,
    };
}
