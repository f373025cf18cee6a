namespace EksIngress.Emulator.LoadBalancer.Exchanges;

/// <summary>What a request came as; access logs carry the names in lower case.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html</remarks>
internal enum ExchangeKind
{
    Http,
    Https,

    /// <summary>HTTP/2 over TLS.</summary>
    H2,

    /// <summary>gRPC over TLS.</summary>
    Grpcs,

    /// <summary>WebSocket; the exchange ends with the tunnel.</summary>
    Ws,

    /// <summary>WebSocket over TLS.</summary>
    Wss,
}
