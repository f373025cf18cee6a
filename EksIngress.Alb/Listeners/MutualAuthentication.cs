namespace EksIngress.Alb.Listeners;

/// <summary>Whether clients of an HTTPS listener have to show a certificate.</summary>
/// <param name="Mode"><c>off</c>, <c>passthrough</c> or <c>verify</c>.</param>
/// <param name="TrustStoreArn">Whose certificates are taken; empty unless the mode is <c>verify</c>.</param>
/// <param name="IgnoreClientCertificateExpiry">Null unless the mode is <c>verify</c>.</param>
/// <param name="AdvertiseTrustStoreCaNames"><c>on</c> or <c>off</c>; null is AWS's default.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html</remarks>
public sealed record MutualAuthentication(
    string Mode, string TrustStoreArn, bool? IgnoreClientCertificateExpiry, string? AdvertiseTrustStoreCaNames);
