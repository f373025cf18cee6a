namespace EksIngress.Emulator.LoadBalancer.Exchanges;

/// <summary>Is told of every request that a listener served. Register as a service; there may be several.</summary>
internal interface IExchangeObserver
{
    /// <summary>
    /// Called once for each request, after its response was sent or its connection lost, by the thread that serves the connection: it
    /// must not block and must not fail. The record's request is reused afterwards; what is kept of it has to be copied.
    /// </summary>
    void OnCompleted(in ExchangeRecord exchange);
}
