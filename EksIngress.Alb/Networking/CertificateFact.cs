using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Networking;

/// <summary>An issued certificate of AWS Certificate Manager.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Domains">Names it is for; <c>*.</c> in front stands for one label.</param>
public sealed record CertificateFact(string Arn, IReadOnlyList<string> Domains)
{
    /// <summary>ARN of the private CA that issued it; empty for certificates of Amazon and imported ones.</summary>
    public string CertificateAuthorityArn { get; init; } = "";

    /// <summary>Its tags; needed only where the controller requests certificates itself.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoStrings.Map;
}
