using System.Collections.Concurrent;
using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>Keeps what the data plane reports of each request.</summary>
internal sealed class ExchangeList : IExchangeObserver
{
    private readonly ConcurrentQueue<SeenExchange> _exchanges = new();

    public void OnCompleted(in ExchangeRecord exchange) => _exchanges.Enqueue(new SeenExchange(
        exchange.Kind,
        exchange.Request?.Method ?? "-",
        exchange.StatusCode,
        exchange.TargetStatusCode,
        $"{exchange.Classification}/{exchange.ClassificationReason}",
        exchange.Failure,
        exchange.ReceivedBytes,
        exchange.SentBytes));

    /// <summary>The next one; it is reported after its response went out.</summary>
    public async Task<SeenExchange> NextAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        SeenExchange? exchange;
        while (!_exchanges.TryDequeue(out exchange))
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return exchange;
    }
}
