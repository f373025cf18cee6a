namespace EksIngress.Alb.Networking;

internal sealed record CertificateFact(string Arn, IReadOnlyList<string> Domains);
