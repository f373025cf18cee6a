using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Certificates;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>Decides how a listener answers a TLS handshake. Certificates are looked up for each, so that a new one counts at once.</summary>
internal sealed class TlsHandshakes(ICertificateStore certificates, ITrustStores trustStores, TimeProvider time)
{
    private static readonly ConditionalWeakTable<ServerCertificate, SslStreamCertificateContext> Contexts = [];

    /// <exception cref="AuthenticationException">The listener has no certificate, or no trust store that it needs.</exception>
    public SslServerAuthenticationOptions Answer(ListenerProgram program, string? serverName, IFeatureCollection connection)
    {
        var listener = program.Listener;
        var found = listener.CertificateArns.Select(certificates.Find).OfType<ServerCertificate>().ToList();
        var chosen = CertificateChoice.Find(found, serverName, time.GetUtcNow())
            ?? throw new AuthenticationException($"{listener.Arn} has no certificate that is issued.");
        var settled = new TlsConnection { CertificateArn = chosen.Arn, ServerName = serverName };
        connection.Set(settled);

        var offered = OfferedTls.Of(listener.SslPolicy ?? SslPolicies.Default);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Contexts.GetValue(chosen, static key => SslStreamCertificateContext.Create(key.Certificate, key.Chain, offline: true)),
            EnabledSslProtocols = offered.Protocols,
            EncryptionPolicy = offered.Encryption,
            ApplicationProtocols = program.TakesHttp2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            options.CipherSuitesPolicy = new CipherSuitesPolicy(offered.CipherSuites);
        }

        AskForClientCertificate(options, listener.MutualAuthentication, chosen, settled);
        return options;
    }

    private void AskForClientCertificate(SslServerAuthenticationOptions options, MutualAuthentication mutual, ServerCertificate chosen, TlsConnection settled)
    {
        if (mutual.Mode == "off")
        {
            return;
        }

        options.ClientCertificateRequired = true;
        // A session that is taken up again would skip the certificate that targets are to hear of.
        options.AllowTlsResume = false;
        if (mutual.Mode == "passthrough")
        {
#pragma warning disable CA5359 // Passthrough leaves the judgement to the targets.
            options.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
#pragma warning restore CA5359
            {
                if (certificate is X509Certificate2 leaf)
                {
                    settled.ClientCertificate = ClientCertificateHeaders.Describe(leaf);
                    settled.CertificateHeaders = ClientCertificateHeaders.Passthrough(leaf, chain?.ChainPolicy.ExtraStore ?? []);
                }

                return true;
            };
            return;
        }

        var authorities = mutual.TrustStoreArn is { } arn ? trustStores.Find(arn) : null;
        if (authorities is null)
        {
            throw new AuthenticationException($"The trust store {mutual.TrustStoreArn} does not exist.");
        }

        if (mutual.AdvertiseTrustStoreCaNames)
        {
            var trust = SslCertificateTrust.CreateForX509Collection(authorities, sendTrustInHandshake: true);
            options.ServerCertificateContext = SslStreamCertificateContext.Create(chosen.Certificate, chosen.Chain, offline: true, trust);
        }

        options.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            if (certificate is not X509Certificate2 leaf)
            {
                return false;
            }

            settled.ClientCertificate = ClientCertificateHeaders.Describe(leaf);
            settled.ClientCertificateFault = FindFault(leaf, chain?.ChainPolicy.ExtraStore ?? [], authorities, mutual);
            settled.CertificateHeaders = ClientCertificateHeaders.Verified(leaf);
            return settled.ClientCertificateFault is null;
        };
    }

    // Null for a certificate that is good; otherwise the reason as connection logs have it.
    private string? FindFault(X509Certificate2 leaf, X509Certificate2Collection intermediates, X509Certificate2Collection authorities, MutualAuthentication mutual)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(intermediates);
        // Revocation is the trust store's own lists, below.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.VerificationFlags = mutual.IgnoreClientCertificateExpiry
            ? X509VerificationFlags.IgnoreNotTimeValid
            : X509VerificationFlags.NoFlag;
        if (chain.Build(leaf))
        {
            return chain.ChainElements.Any(element => trustStores.IsRevoked(mutual.TrustStoreArn!, element.Certificate)) ? "ClientCertCrlHit" : null;
        }

        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, one) => flags | one.Status);
        var now = chain.ChainPolicy.VerificationTime;
        return (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 ? "ClientCertUntrusted"
            : (status & X509ChainStatusFlags.NotTimeValid) == 0 ? "ClientCertInvalid"
            : leaf.NotAfter < now ? "ClientCertExpired"
            : leaf.NotBefore > now ? "ClientCertNotYetValid"
            : "ClientCertUntrusted";
    }
}
