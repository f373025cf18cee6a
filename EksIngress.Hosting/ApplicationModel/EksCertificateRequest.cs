namespace Aspire.Hosting.ApplicationModel;

/// <summary>A certificate that ACM is asked for. Without names it is for the hosts of the Ingress.</summary>
internal sealed record EksCertificateRequest(IReadOnlyList<ReferenceExpression> Names);
