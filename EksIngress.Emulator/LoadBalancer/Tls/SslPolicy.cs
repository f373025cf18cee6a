using System.Net.Security;
using System.Security.Authentication;

// Policies, logs and headers name versions of TLS: here they are data.
#pragma warning disable CA5397, CA5398

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>
/// What a security policy lets a client negotiate. TLS 1.0 and 1.1, which old policies allow, are not offered: the platform's own TLS does
/// not negotiate them.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html</remarks>
internal static class SslPolicy
{
    private static readonly TlsCipherSuite[] Tls13 =
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
    ];

    // Forward secrecy with authenticated encryption; all that restricted policies have.
    private static readonly TlsCipherSuite[] Restricted =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ];

    private static readonly TlsCipherSuite[] ForwardSecret =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
    ];

    private static readonly TlsCipherSuite[] ForwardSecretSha1 =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
    ];

    private static readonly TlsCipherSuite[] Rsa =
    [
        TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
    ];

    private static readonly TlsCipherSuite[] RsaSha1 =
    [
        TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
    ];

    /// <param name="name">For example <c>ELBSecurityPolicy-TLS13-1-2-2021-06</c>.</param>
    public static SslProtocols Protocols(string name) =>
        name.Contains("TLS13-1-3", StringComparison.Ordinal) ? SslProtocols.Tls13
        : name.Contains("TLS13", StringComparison.Ordinal) ? SslProtocols.Tls12 | SslProtocols.Tls13
        : SslProtocols.Tls12;

    /// <summary>In no order of preference.</summary>
    public static IReadOnlyList<TlsCipherSuite> CipherSuites(string name)
    {
        var protocols = Protocols(name);
        List<TlsCipherSuite> suites = [];
        if (protocols.HasFlag(SslProtocols.Tls13))
        {
            suites.AddRange(Tls13);
        }

        if (!protocols.HasFlag(SslProtocols.Tls12))
        {
            return suites;
        }

        suites.AddRange(Restricted);
        if (Has(name, "-Res-2021", "-Res-PQ", "-Res-FIPS", "-1-2-Res-2020-10"))
        {
            return suites;
        }

        suites.AddRange(ForwardSecret);
        // Policies for TLS 1.2 with SHA-1 are those that say so; those for older versions need it.
        var isModern = Has(name, "TLS13-1-2-", "-FS-1-2-Res-", "TLS-1-2-2017-01") && !Has(name, "-Ext2-", "-Ext0-");
        if (!isModern)
        {
            suites.AddRange(ForwardSecretSha1);
        }

        var isForwardSecret = Has(name, "-FS-", "TLS13-1-2-2021", "TLS13-1-2-PQ", "TLS13-1-2-FIPS", "-Ext0-");
        if (!isForwardSecret)
        {
            suites.AddRange(Rsa);
            if (!isModern)
            {
                suites.AddRange(RsaSha1);
            }
        }

        return suites;
    }

    private static bool Has(string name, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
