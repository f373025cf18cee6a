namespace EksIngress.Alb.Networking;

internal sealed record LoadBalancerFact(string Scheme, IReadOnlyList<string> SubnetIds);
