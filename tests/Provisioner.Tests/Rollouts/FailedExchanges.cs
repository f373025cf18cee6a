using System.Collections.Concurrent;
using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Provisioner.Tests.Rollouts;

/// <summary>What the load balancer says of requests that no target answered.</summary>
internal sealed class FailedExchanges : IExchangeObserver
{
    private readonly ConcurrentQueue<(string? Target, int StatusCode, string? Failure)> _failed = new();

    public IReadOnlyCollection<(string? Target, int StatusCode, string? Failure)> All => _failed;

    public void OnCompleted(in ExchangeRecord exchange)
    {
        if (exchange.StatusCode != 200)
        {
            _failed.Enqueue((exchange.Target?.Authority, exchange.StatusCode, exchange.Failure));
        }
    }
}
