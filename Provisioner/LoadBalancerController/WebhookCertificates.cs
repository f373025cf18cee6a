using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.LoadBalancerController;

namespace EksIngress.Provisioner.LoadBalancerController;

/// <summary>
/// Certificate of the controller's webhooks: self-signed, as its chart makes it, but kept in its Secret from run to run, so
/// that applying twice changes nothing.
/// </summary>
internal static class WebhookCertificates
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    /// <summary>The certificate that the Secret holds, if it can be used for another month; otherwise a new one.</summary>
    public static WebhookCertificate FromSecretOrNew(JsonObject? secret, DateTimeOffset now) => FromSecret(secret, now) ?? Create(now);

    private static WebhookCertificate? FromSecret(JsonObject? secret, DateTimeOffset now)
    {
        if (Pem(secret, "ca.crt") is not { } authority || Pem(secret, "tls.crt") is not { } certificate || Pem(secret, "tls.key") is not { } key)
        {
            return null;
        }

        try
        {
            using var parsed = X509Certificate2.CreateFromPem(certificate);
            return parsed.NotAfter.ToUniversalTime() - now > Renewal ? new WebhookCertificate(authority, certificate, key) : null;
        }
        catch (CryptographicException)
        {
            // Whatever it is, it is no certificate: a new one takes its place.
            return null;
        }
    }

    private static string? Pem(JsonObject? secret, string name)
    {
        if (secret?["data"]?[name]?.GetValue<string>() is not { Length: > 0 } text)
        {
            return null;
        }

        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    private static WebhookCertificate Create(DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest($"CN={ControllerNames.Name}-ca", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));

        // A day back, for API servers whose clock is behind.
        using var authority = authorityRequest.CreateSelfSigned(now - TimeSpan.FromDays(1), now + Validity);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var host = $"{ControllerNames.WebhookService}.{ControllerNames.Namespace}";
        var request = new CertificateRequest($"CN={host}.svc", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddDnsName(host + ".svc");
        names.AddDnsName(host + ".svc.cluster.local");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.Create(authority, now - TimeSpan.FromDays(1), now + Validity - TimeSpan.FromDays(1), RandomNumberGenerator.GetBytes(16));
        return new WebhookCertificate(authority.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
