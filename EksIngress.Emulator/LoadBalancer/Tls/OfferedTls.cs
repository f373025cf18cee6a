using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Authentication;
using EksIngress.Emulator.Aws.ElbV2;

// Old policies allow what is better not used any more: a load balancer offers what its policy says, and a user chooses the policy.
#pragma warning disable CA5397, CA5398, CS0618, SYSLIB0039, SYSLIB0040

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>What a security policy lets a client negotiate, as the machine's TLS is told.</summary>
internal sealed class OfferedTls
{
    private static readonly FrozenDictionary<string, TlsCipherSuite> Suites = Enum.GetValues<TlsCipherSuite>()
        .DistinctBy(CipherNames.Of, StringComparer.Ordinal)
        .ToFrozenDictionary(CipherNames.Of, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, OfferedTls> ByPolicy =
        SslPolicies.All.ToFrozenDictionary(policy => policy.Name, policy => new OfferedTls(policy), StringComparer.Ordinal);

    private OfferedTls(SslPolicy policy)
    {
        Protocols = policy.Protocols.Aggregate(SslProtocols.None, (protocols, name) => protocols | Protocol(name));
        CipherSuites = [.. policy.Ciphers.Select(name => Suites[name])];
    }

    public SslProtocols Protocols { get; }

    /// <summary>In order of preference. Only those that the machine's TLS has are offered.</summary>
    public IReadOnlyList<TlsCipherSuite> CipherSuites { get; }

    /// <summary>
    /// TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL allows at its lowest security level only; the runtime sets that level for who would
    /// even go without encryption. That stays out of the question: no policy has such a cipher.
    /// </summary>
    /// <remarks>Source: https://docs.openssl.org/3.0/man3/SSL_CTX_set_security_level/</remarks>
    public EncryptionPolicy Encryption =>
        (Protocols & (SslProtocols.Tls | SslProtocols.Tls11)) == SslProtocols.None ? EncryptionPolicy.RequireEncryption : EncryptionPolicy.AllowNoEncryption;

    /// <param name="policy">Name of a policy that exists.</param>
    public static OfferedTls Of(string policy) => ByPolicy[policy];

    private static SslProtocols Protocol(string name) => name switch
    {
        "TLSv1" => SslProtocols.Tls,
        "TLSv1.1" => SslProtocols.Tls11,
        "TLSv1.2" => SslProtocols.Tls12,
        "TLSv1.3" => SslProtocols.Tls13,
        _ => throw new InvalidOperationException($"{name} is no version of TLS."),
    };
}
