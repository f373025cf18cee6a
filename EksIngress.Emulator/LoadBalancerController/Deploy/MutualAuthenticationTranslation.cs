using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb.Listeners;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>From the model's mutual authentication to the SDK's, and whether a listener has it already.</summary>
internal static class MutualAuthenticationTranslation
{
    private const string Off = "off";
    private const string Verify = "verify";

    /// <summary>What takes back what an annotation did that is gone.</summary>
    public static MutualAuthentication SwitchedOff { get; } = new(Off, "", null, null);

    /// <returns>Null when no Ingress says anything about it.</returns>
    public static MutualAuthenticationAttributes? ToSdk(MutualAuthentication? desired) => desired is null
        ? null
        : new MutualAuthenticationAttributes
        {
            Mode = desired.Mode,
            TrustStoreArn = desired.TrustStoreArn.Length == 0 ? null : desired.TrustStoreArn,
            IgnoreClientCertificateExpiry = desired.IgnoreClientCertificateExpiry,
            AdvertiseTrustStoreCaNames = desired.Mode == Verify ? desired.AdvertiseTrustStoreCaNames ?? Off : null,
        };

    /// <summary>As upstream, an annotation that goes leaves what it did: only the mode <c>off</c> takes it back.</summary>
    public static bool IsAsWanted(MutualAuthenticationAttributes? observed, MutualAuthentication? desired)
    {
        if (desired is null)
        {
            return true;
        }

        if (desired.Mode == Off)
        {
            return observed?.Mode is null or Off;
        }

        // To the letter, as upstream: what is left out is not what AWS fills in for it.
        var wanted = ToSdk(desired)!;
        return observed is not null && observed.Mode == wanted.Mode && observed.TrustStoreArn == wanted.TrustStoreArn
            && observed.IgnoreClientCertificateExpiry == wanted.IgnoreClientCertificateExpiry
            && observed.AdvertiseTrustStoreCaNames?.Value == wanted.AdvertiseTrustStoreCaNames?.Value;
    }
}
