using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>An endpoint that is a pod itself: an <c>ip</c> target.</summary>
/// <param name="Ip">Address of the pod.</param>
/// <param name="Port">Port of the container.</param>
/// <param name="Pod">The pod.</param>
public sealed record PodEndpoint(string Ip, int Port, Pod Pod)
{
    /// <summary><c>IP:PORT</c>, by which an endpoint and a target are the same.</summary>
    public string Identifier => TargetFact.IdentifierOf(Ip, Port);

    /// <summary><c>…:PORT:MILLISECONDS</c> with the time of creation: equal as long as it is the same pod at the same place.</summary>
    public string IdentifierWithTimestamp => Identify(withTimestamp: true, withQuicServerId: false);

    /// <summary>QUIC server id of the container; null for pods that do not speak QUIC.</summary>
    public string? QuicServerId { get; init; }

    /// <summary><c>IP:PORT</c>, then what is asked for and there: <c>:SERVER_ID</c>, <c>:MILLISECONDS</c>.</summary>
    /// <param name="withTimestamp">Whether another pod at the same place is another endpoint.</param>
    /// <param name="withQuicServerId">Whether another server id is another endpoint, as it is for target groups of QUIC and TCP_QUIC.</param>
    public string Identify(bool withTimestamp, bool withQuicServerId)
    {
        var identifier = TargetFact.IdentifierOf(Ip, Port, withQuicServerId ? QuicServerId : null);
        return withTimestamp ? TargetFact.WithTimestamp(identifier, Pod.Metadata) : identifier;
    }
}
