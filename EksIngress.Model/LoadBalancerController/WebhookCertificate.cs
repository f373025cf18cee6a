namespace EksIngress.Model.LoadBalancerController;

/// <summary>Certificate of the controller's webhooks, and the authority that the API server is told to trust. All PEM.</summary>
internal sealed record WebhookCertificate(string CertificateAuthority, string Certificate, string PrivateKey);
