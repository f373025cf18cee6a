namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>How a listener authenticates its clients.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html</remarks>
/// <param name="Mode"><c>off</c>, <c>passthrough</c> or <c>verify</c>.</param>
/// <param name="TrustStoreArn">Needed by <c>verify</c>, null otherwise.</param>
/// <param name="IgnoreClientCertificateExpiry">True takes expired client certificates; only with <c>verify</c>.</param>
/// <param name="AdvertiseTrustStoreCaNames">True sends the names of the trust store's authorities to clients.</param>
internal sealed record MutualAuthentication(string Mode, string? TrustStoreArn, bool IgnoreClientCertificateExpiry, bool AdvertiseTrustStoreCaNames)
{
    public static MutualAuthentication Off { get; } = new("off", null, false, false);
}
