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
    public string IdentifierWithTimestamp => TargetFact.WithTimestamp(Identifier, Pod.Metadata);
}
