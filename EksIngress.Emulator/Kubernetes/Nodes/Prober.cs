using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One probe of one container: asks at its pace and reports when the outcome turns.</summary>
internal sealed class Prober(JsonObject probe, JsonObject container, string podIP, TimeProvider time)
{
    private const int MaxBodyBytes = 10 * 1024;

    private static readonly HttpClient s_client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        // A kubelet checks no certificate, and never reuses a connection that may be a dying process's.
#pragma warning disable CA5359
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
        PooledConnectionLifetime = TimeSpan.Zero,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "kube-probe/1.34" } },
    };

    /// <summary>Probes until cancelled.</summary>
    /// <param name="turned">Called with true after enough successes, with false and the reason after enough failures; once a turn.</param>
    /// <param name="failed">Called for every single failure.</param>
    public async Task RunAsync(bool initially, Action<bool, string> turned, Action<string> failed, CancellationToken cancellationToken)
    {
        var period = Seconds("periodSeconds", 10);
        var outcome = initially;
        var inARow = 0;
        var last = initially;
        await Task.Delay(Seconds("initialDelaySeconds", 0), time, cancellationToken);
        while (true)
        {
            var failure = await ProbeAsync(cancellationToken);
            var success = failure is null;
            if (failure is not null)
            {
                failed(failure);
            }

            inARow = success == last ? inARow + 1 : 1;
            last = success;
            if (success != outcome && inARow >= (success ? probe.Number("successThreshold") ?? 1 : probe.Number("failureThreshold") ?? 3))
            {
                outcome = success;
                turned(outcome, failure ?? "");
            }

            await Task.Delay(period, time, cancellationToken);
        }
    }

    /// <summary>Null for success, else what went wrong.</summary>
    private async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Seconds("timeoutSeconds", 1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (probe.Map("httpGet") is { } http)
            {
                return await GetAsync(http, either.Token);
            }

            if (probe.Map("tcpSocket") is { } tcp)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(podIP, Port(tcp), either.Token);
                return null;
            }

            return "only httpGet and tcpSocket probes are emulated";
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
        }
    }

    private async Task<string?> GetAsync(JsonObject http, CancellationToken cancellationToken)
    {
        var scheme = http.Text("scheme")?.ToLowerInvariant() ?? "http";
        var path = http.Text("path") is { Length: > 0 } text ? text : "/";
        var address = new Uri($"{scheme}://{http.Text("host") ?? podIP}:{Port(http)}{(path.StartsWith('/') ? "" : "/")}{path}");
        if (!address.IsLoopback)
        {
            return $"probe host {address.Host} is no loopback address";
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var header in http.Items("httpHeaders"))
        {
            request.Headers.TryAddWithoutValidation(header.Text("name")!, header.Text("value"));
        }

        using var response = await s_client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 400)
        {
            await response.Content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken);
            return null;
        }

        return $"HTTP probe failed with statuscode: {status}";
    }

    private int Port(JsonObject action) => (int)(action.Number("port")
        ?? container.Items("ports").FirstOrDefault(port => port.Text("name") == action.Text("port")).Number("containerPort")
        ?? 0);

    private TimeSpan Seconds(string name, long otherwise) => TimeSpan.FromSeconds(probe.Number(name) ?? otherwise);
}
