using System.Text;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Finds the kind of a header by its name.</summary>
internal static class KnownHeaders
{
    public static HeaderKind Find(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 4:
                return Is(name, "Host"u8) ? HeaderKind.Host : HeaderKind.Other;
            case 6:
                return Is(name, "Cookie"u8) ? HeaderKind.Cookie
                    : Is(name, "Expect"u8) ? HeaderKind.Expect
                    : Is(name, "Server"u8) ? HeaderKind.Server
                    : HeaderKind.Other;
            case 7:
                return Is(name, "Upgrade"u8) ? HeaderKind.Upgrade : HeaderKind.Other;
            case 10:
                return Is(name, "Connection"u8) ? HeaderKind.Connection
                    : Is(name, "Keep-Alive"u8) ? HeaderKind.KeepAlive
                    : Is(name, "Set-Cookie"u8) ? HeaderKind.SetCookie
                    : Is(name, "tracestate"u8) ? HeaderKind.TraceState
                    : HeaderKind.Other;
            case 11:
                return Is(name, "traceparent"u8) ? HeaderKind.TraceParent : HeaderKind.Other;
            case 14:
                return Is(name, "Content-Length"u8) ? HeaderKind.ContentLength : HeaderKind.Other;
            case 15:
                return Is(name, "X-Forwarded-For"u8) ? HeaderKind.ForwardedFor
                    : Is(name, "X-Amzn-Trace-Id"u8) ? HeaderKind.TraceId
                    : HeaderKind.Other;
            case 16:
                return Is(name, "X-Forwarded-Port"u8) ? HeaderKind.ForwardedPort
                    : Is(name, "Proxy-Connection"u8) ? HeaderKind.ProxyConnection
                    : HeaderKind.Other;
            case 17:
                return Is(name, "Transfer-Encoding"u8) ? HeaderKind.TransferEncoding
                    : Is(name, "X-Forwarded-Proto"u8) ? HeaderKind.ForwardedProto
                    : HeaderKind.Other;
            case 18:
                return Is(name, "x-amzn-tls-version"u8) ? HeaderKind.TlsVersion : HeaderKind.Other;
            case 23 when Is(name, "x-amzn-tls-cipher-suite"u8):
                return HeaderKind.TlsCipher;
            default:
                return name.Length >= 22 && Is(name[..22], "X-Amzn-Mtls-Clientcert"u8) ? HeaderKind.MutualTls : HeaderKind.Other;
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);
}
