using EksIngress.Emulator.Aws.Acm;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the members of HTTPS listeners.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html</remarks>
internal sealed class ListenerTlsReader(Guarded<AcmState> acm, TimeProvider time)
{
    private static readonly string[] Members = ["Certificates", "SslPolicy", "AlpnPolicy", "MutualAuthentication"];

    /// <param name="present">What members that are not sent leave as it is; null for a listener that was none of HTTPS yet.</param>
    /// <returns>Null for a listener that does not end TLS.</returns>
    public ListenerTls? Read(AwsCall call, string protocol, ListenerTls? present, ElbState state)
    {
        if (protocol is "HTTP" or "TCP")
        {
            return Array.Find(Members, call.Parameters.Has) is { } member
                ? throw ElbErrors.InvalidConfigurationRequest($"{member} cannot be specified for listeners with protocol {protocol}")
                : null;
        }

        if (call.Parameters.Has("AlpnPolicy"))
        {
            throw new AwsException("ALPNPolicyNotFound", "ALPN policies are supported by TLS listeners of Network Load Balancers only");
        }

        var arn = ReadDefaultCertificate(call) ?? present?.DefaultCertificateArn ?? throw ElbErrors.Validation("A certificate must be specified for HTTPS listeners");
        return (present ?? new ListenerTls { SslPolicy = SslPolicies.Default, DefaultCertificateArn = arn }) with
        {
            SslPolicy = ReadPolicy(call) ?? present?.SslPolicy ?? SslPolicies.Default,
            DefaultCertificateArn = arn,
            MutualAuthentication = ReadMutualAuthentication(call, state) ?? present?.MutualAuthentication ?? MutualAuthentication.Off,
        };
    }

    /// <summary>To be called in the turn of a change to the region's listeners: what is found stays until that is over.</summary>
    /// <exception cref="AwsException"><c>CertificateNotFound</c> or <c>UnsupportedCertificate</c>.</exception>
    public void CheckCertificate(AwsCall call, string arn)
    {
        if (arn.Contains(":server-certificate/", StringComparison.Ordinal))
        {
            throw ElbErrors.NotEmulated("A server certificate of IAM", "Import it into ACM.");
        }

        var certificate = acm.Latest.Find(call.Region, arn) ?? throw ElbErrors.CertificateNotFound(arn);
        if (certificate.StatusAt(time.GetUtcNow()) == "PENDING_VALIDATION" || certificate.DomainName.Length == 0)
        {
            throw new AwsException("UnsupportedCertificate", $"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.");
        }
    }

    private string? ReadDefaultCertificate(AwsCall call)
    {
        var certificates = call.Parameters.Structures("Certificates.member");
        switch (certificates)
        {
            case []:
                return null;
            case [var single]:
                if (single.Has("IsDefault"))
                {
                    throw ElbErrors.IsDefaultSent();
                }

                var arn = single.Get("CertificateArn");
                CheckCertificate(call, arn);
                return arn;
            default:
                throw ElbErrors.TooMany("Certificates", "You must specify exactly one certificate for a listener; add others with AddListenerCertificates");
        }
    }

    private static string? ReadPolicy(AwsCall call) =>
        call.Parameters.Find("SslPolicy") is not { Length: > 0 } name
            ? null
            : SslPolicies.Find(name)?.Name ?? throw ElbErrors.SslPolicyNotFound(name);

    private static MutualAuthentication? ReadMutualAuthentication(AwsCall call, ElbState state)
    {
        if (call.Parameters.Structure("MutualAuthentication") is not { } sent)
        {
            return null;
        }

        var (mode, arn) = (sent.Find("Mode") ?? "off", sent.Find("TrustStoreArn"));
        var (ignoreExpiry, advertise) = (sent.FindBoolean("IgnoreClientCertificateExpiry"), sent.Find("AdvertiseTrustStoreCaNames"));
        if (mode is not ("off" or "passthrough" or "verify"))
        {
            throw ElbErrors.Validation($"Mutual authentication mode '{mode}' must be off, passthrough or verify");
        }

        if (advertise is not (null or "on" or "off"))
        {
            throw ElbErrors.Validation($"AdvertiseTrustStoreCaNames '{advertise}' must be on or off");
        }

        if (mode != "verify")
        {
            return arn is null && ignoreExpiry is null && advertise is null
                ? new MutualAuthentication(mode, null, false, false)
                : throw ElbErrors.Validation($"A trust store and what to do with it can be specified only with mutual authentication mode verify, not '{mode}'");
        }

        if (arn is null)
        {
            throw ElbErrors.Validation("A trust store ARN must be specified for mutual authentication mode verify");
        }

        return state.TrustStores.ContainsKey(arn)
            ? new MutualAuthentication(mode, arn, ignoreExpiry ?? false, advertise == "on")
            : throw ElbErrors.TrustStoreNotFound(arn);
    }
}
