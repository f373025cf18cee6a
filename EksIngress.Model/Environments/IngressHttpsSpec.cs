namespace EksIngress.Model.Environments;

/// <summary>
/// HTTPS on port 443 beside HTTP on port 80. Without a certificate of its own the load balancer controller looks in ACM for
/// certificates of the Ingress's hosts.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/</remarks>
public sealed record IngressHttpsSpec
{
    /// <summary>ARNs of ACM or IAM server certificates; the first is the default. Empty, with no request: discovery by host.</summary>
    public IReadOnlyList<string> CertificateArns { get; init; } = [];

    /// <summary>Certificates that the provisioner asks ACM for, and waits for; null for none.</summary>
    public IReadOnlyList<CertificateRequestSpec>? Requests { get; init; }

    /// <summary>True if port 80 only redirects to HTTPS. Default: false.</summary>
    public bool Redirect { get; init; }
}
