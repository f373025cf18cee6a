using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Dcp;

/// <summary>The orchestrator's REST API.</summary>
internal sealed class DcpClient : IDisposable
{
    private const string Root = "apis/" + DcpObject.Group + "/";
    private static readonly Uri s_execution = new("admin/execution", UriKind.Relative);
    private static readonly TimeSpan s_retryFor = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;
    private readonly TimeProvider _timeProvider;

    public DcpClient(KubeConfig config, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(config.CertificateAuthorityPem);
#pragma warning disable CA2000 // The client owns its handler.
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            // Watches and followed logs each hold a stream for as long as they last.
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        })
        {
            BaseAddress = config.Server,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", config.Token);
    }

    public async Task<T> CreateAsync<T>(string plural, T created, CancellationToken cancellationToken)
        where T : DcpObject
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, Root + plural) { Content = JsonContent.Create(created, options: DcpJson.Options) },
            retryConflict: false,
            cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <returns>Null when there is none of that name.</returns>
    public async Task<T?> FindAsync<T>(string plural, string name, CancellationToken cancellationToken)
        where T : DcpObject
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, $"{Root}{plural}/{name}"), retryConflict: true, cancellationToken, HttpStatusCode.NotFound);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<T>(response, cancellationToken);
    }

    public async Task DeleteAsync(string plural, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Delete, $"{Root}{plural}/{name}"), retryConflict: true, cancellationToken, HttpStatusCode.NotFound);
    }

    public async Task PatchAsync(string plural, string name, string jsonPatch, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Patch, $"{Root}{plural}/{name}")
            {
                Content = new StringContent(jsonPatch, Encoding.UTF8, new MediaTypeHeaderValue("application/json-patch+json")),
            },
            retryConflict: true,
            cancellationToken);
    }

    /// <summary>What exists, as <c>ADDED</c>, then each change. Ends when the orchestrator ends the stream.</summary>
    public async IAsyncEnumerable<DcpWatchEvent<T>> WatchAsync<T>(
        string plural, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : DcpObject
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, $"{Root}{plural}?watch=true"), retryConflict: true, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && JsonSerializer.Deserialize<DcpWatchEvent<T>>(line, DcpJson.Options) is { Type: not "ERROR" and not "BOOKMARK" } change)
            {
                yield return change;
            }
        }
    }

    /// <summary>The lines of one stream of a process, each with its timestamp in front.</summary>
    /// <param name="source"><c>stdout</c>, <c>stderr</c> or <c>system</c>.</param>
    /// <param name="follow">Whether to go on to the stream's end; else to what there is now.</param>
    public async IAsyncEnumerable<string> ReadLogAsync(
        string executable, string source, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(
                HttpMethod.Get, $"{Root}{DcpExecutable.Plural}/{executable}/log?source={source}&follow={(follow ? "true" : "false")}&timestamps=true"),
            retryConflict: true,
            cancellationToken,
            HttpStatusCode.NotFound);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            yield break;
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>State of the orchestrator itself: <c>Running</c>, <c>CleaningResources</c>, <c>CleanupComplete</c>, <c>Stopping</c>.</summary>
    public async Task<string?> GetExecutionStatusAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(s_execution, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(
            await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return document.RootElement.GetProperty("status").GetString();
    }

    public async Task SetExecutionStatusAsync(string status, CancellationToken cancellationToken)
    {
        using var content = new StringContent(
            $$"""{"status":"{{status}}","shutdownResourceCleanup":"Full"}""",
            Encoding.UTF8,
            new MediaTypeHeaderValue("application/merge-patch+json"));
        using var response = await _http.PatchAsync(s_execution, content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<T>(DcpJson.Options, cancellationToken)
        ?? throw new DistributedApplicationException($"The orchestrator answered {response.RequestMessage?.RequestUri} with nothing.");

    /// <summary>Retries while the API is not reachable yet, and where asked for on a conflict, which its own writers cause.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, bool retryConflict, CancellationToken cancellationToken, HttpStatusCode? accepted = null)
    {
        var started = _timeProvider.GetTimestamp();
        var delay = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                using var message = request();
                var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (response.IsSuccessStatusCode || response.StatusCode == accepted)
                {
                    return response;
                }

                using (response)
                {
                    if (!(retryConflict && response.StatusCode == HttpStatusCode.Conflict) || IsOver(started))
                    {
                        throw new DistributedApplicationException(
                            $"The orchestrator answered {message.Method} {message.RequestUri} with {(int)response.StatusCode}: " +
                            await response.Content.ReadAsStringAsync(cancellationToken));
                    }
                }
            }
            catch (HttpRequestException) when (!IsOver(started) && !cancellationToken.IsCancellationRequested)
            {
                // Its address is published a moment before it listens.
            }

            await Task.Delay(delay, _timeProvider, cancellationToken);
            delay = TimeSpan.FromMilliseconds(Math.Min(delay.TotalMilliseconds * 2, 2_000));
        }
    }

    private bool IsOver(long started) => _timeProvider.GetElapsedTime(started) > s_retryFor;
}
