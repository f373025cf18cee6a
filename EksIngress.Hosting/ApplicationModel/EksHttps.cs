namespace Aspire.Hosting.ApplicationModel;

/// <summary>HTTPS of an Ingress. Every call on the Ingress adds to the one object.</summary>
internal sealed class EksHttps
{
    public List<ReferenceExpression> CertificateArns { get; } = [];

    public List<EksCertificateRequest> Requests { get; } = [];

    public bool Redirect { get; set; }
}
