using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>
/// Asks identity providers: the endpoints that the rules of the account name, and nothing else. It follows no redirects and uses no proxy.
/// Certificates are trusted as the machine trusts them, and those that the emulator's own authority issued.
/// </summary>
internal sealed class ProviderClient : IDisposable
{
    // Not documented. Long for a provider, short for a user who waits.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly X509Certificate2 _authority;
    private readonly TimeProvider _time;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;

    public ProviderClient(CertificateAuthority authority, TimeProvider time)
    {
        _authority = authority.Certificate;
        _time = time;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = Timeout,
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = ConnectionLifetime,
            UseCookies = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsTrusted },
        };
        // The deadline is the caller's clock, not the client's.
        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <param name="bearer">Access token; null sends none.</param>
    /// <param name="maxBytes">Of the body.</param>
    public async Task<ProviderAnswer> GetAsync(string endpoint, string? bearer, int maxBytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        return await SendAsync(request, maxBytes);
    }

    /// <inheritdoc cref="GetAsync"/>
    public async Task<ProviderAnswer> PostFormAsync(string endpoint, IEnumerable<KeyValuePair<string, string>> form, int maxBytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await SendAsync(request, maxBytes);
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, int maxBytes)
    {
        using var deadline = new CancellationTokenSource(Timeout, _time);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
            var body = new byte[maxBytes + 1];
            var count = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, deadline.Token);
            var isTooLarge = count > maxBytes;
            return new ProviderAnswer((int)response.StatusCode, isTooLarge ? [] : body[..count], isTooLarge);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Neither names anything but the endpoint and what the connection met.
            return new ProviderAnswer(0, [], Detail: exception.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new ProviderAnswer(0, [], Detail: "It did not answer in time.");
        }
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(_authority);
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        // The authority publishes no revocation lists.
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        own.ChainPolicy.VerificationTime = _time.GetUtcNow().LocalDateTime;
        return own.Build(leaf);
    }
}
