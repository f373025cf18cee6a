using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>An endpoint that is a port of a node: an <c>instance</c> target.</summary>
/// <param name="InstanceId">For example <c>i-0123456789abcdef0</c>.</param>
/// <param name="Port">Node port of the Service.</param>
/// <param name="Node">The node.</param>
public sealed record NodePortEndpoint(string InstanceId, int Port, Node Node)
{
    /// <summary><c>INSTANCE:PORT</c>, by which an endpoint and a target are the same.</summary>
    public string Identifier => TargetFact.IdentifierOf(InstanceId, Port);

    /// <summary><c>…:PORT:MILLISECONDS</c> with the time of creation: equal as long as it is the same node at the same place.</summary>
    public string IdentifierWithTimestamp => TargetFact.WithTimestamp(Identifier, Node.Metadata);
}
