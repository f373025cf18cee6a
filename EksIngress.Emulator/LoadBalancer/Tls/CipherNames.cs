using System.Net.Security;
using System.Security.Authentication;

// Policies, logs and headers name versions of TLS: here they are data.
#pragma warning disable CA5397, CA5398, CS0618, SYSLIB0039

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>Names of protocols and cipher suites as access logs and headers of an ALB have them: OpenSSL's.</summary>
internal static class CipherNames
{
    /// <summary>For example <c>TLSv1.2</c>.</summary>
    public static string Of(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls => "TLSv1",
        SslProtocols.Tls11 => "TLSv1.1",
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => protocol.ToString(),
    };

    /// <summary>For example <c>ECDHE-RSA-AES128-GCM-SHA256</c>; those of TLS 1.3 keep their names.</summary>
    public static string Of(TlsCipherSuite suite)
    {
        if (suite == TlsCipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA)
        {
            return "DES-CBC3-SHA";
        }

        var name = suite.ToString();
        var with = name.IndexOf("_WITH_", StringComparison.Ordinal);
        if (with < 0)
        {
            return name;
        }

        var exchange = name["TLS_".Length..with];
        var cipher = name[(with + "_WITH_".Length)..]
            .Replace("AES_", "AES", StringComparison.Ordinal)
            .Replace("_CBC", "", StringComparison.Ordinal);
        return (exchange == "RSA" ? cipher : $"{exchange}_{cipher}").Replace('_', '-');
    }
}
