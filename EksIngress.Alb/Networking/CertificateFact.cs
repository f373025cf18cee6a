namespace EksIngress.Alb.Networking;

/// <summary>An issued certificate of AWS Certificate Manager.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Domains">Names it is for; <c>*.</c> in front stands for one label.</param>
public sealed record CertificateFact(string Arn, IReadOnlyList<string> Domains);
