using System.Collections.Concurrent;
using System.Net;

namespace EksIngress.Provisioner.Tests.Rollouts;

/// <summary>Clients that send one request after the other, each over a connection of its own, until they are stopped.</summary>
internal sealed class RolloutLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly List<Task> _clients;
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _wanted;
    private long _requests;

    /// <param name="reconnects">Whether every request makes a connection of its own, with a handshake if it is one of TLS.</param>
    public RolloutLoad(Uri address, int connections, long requests, bool reconnects = false)
    {
        _wanted = requests;
        _clients = [.. Enumerable.Range(0, connections).Select(_ => Task.Run(() => RunAsync(address, reconnects)))];
    }

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>What came instead of a 200: a status code, or why there was no response.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Bodies of the responses and thumbprints of certificates, with how often each came.</summary>
    public IReadOnlyDictionary<string, long> Answers => _answers;

    /// <summary>Ends when as many requests were made as are wanted at least.</summary>
    public Task EnoughAsync(CancellationToken cancellationToken) => _enough.Task.WaitAsync(cancellationToken);

    /// <summary>Ends when this body, or certificate, came once more.</summary>
    public async Task AnsweredAsync(string body, CancellationToken cancellationToken)
    {
        var before = _answers.GetValueOrDefault(body);
        while (_answers.GetValueOrDefault(body) == before)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(Uri address, bool reconnects)
    {
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => Count(certificate!.GetCertHashString());
        using var client = new HttpClient(handler, disposeHandler: false);
        client.DefaultRequestHeaders.ConnectionClose = reconnects;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Not cancelled by the end of the load: a request that was begun has to succeed.
                using var response = await client.GetAsync(address, CancellationToken.None);
                var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    Count(body);
                }
                else
                {
                    _failures.Enqueue(((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (HttpRequestException exception)
            {
                _failures.Enqueue(exception.Message);
            }

            if (Interlocked.Increment(ref _requests) == _wanted)
            {
                _enough.SetResult();
            }
        }
    }

    private bool Count(string answer) => _answers.AddOrUpdate(answer, 1, (_, count) => count + 1) > 0;
}
