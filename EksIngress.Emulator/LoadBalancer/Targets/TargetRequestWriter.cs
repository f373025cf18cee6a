using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>Makes the head of the request to the target out of the client's: the same, but for the headers that an ALB writes.</summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html. The order, the load balancer's headers
/// first, is not documented.
/// </remarks>
internal static class TargetRequestWriter
{
    private const string Append = "append";
    private const string Preserve = "preserve";

    /// <param name="endsConnection">Asks the target to close the connection after its response.</param>
    public static void Write(HeadWriter to, ProxyRequest request, DateTimeOffset now, bool endsConnection)
    {
        var head = request.Head;
        to.Write(head.Method);
        to.Write(" "u8);
        WriteTarget(to, request);
        to.Write(" HTTP/1.1\r\n"u8);
        WriteForwardedFor(to, request);
        to.Write(request.Program.ForwardedLines);
        WriteHost(to, request);
        WriteTraceId(to, request, now);
        WriteTls(to, request);
        WriteTrace(to, request);
        WriteFields(to, request);

        if (head.Framing == BodyFraming.Length)
        {
            to.Write("Content-Length: "u8);
            to.Write(head.ContentLength);
            to.Write("\r\n"u8);
        }
        else if (head.Framing == BodyFraming.Chunked)
        {
            to.Write("Transfer-Encoding: chunked\r\n"u8);
        }

        if (head.IsWebSocket)
        {
            to.Write("Connection: Upgrade\r\nUpgrade: websocket\r\n"u8);
        }
        else if (endsConnection)
        {
            to.Write("Connection: close\r\n"u8);
        }

        to.Write("\r\n"u8);
    }

    /// <summary>Value of Host for the target, null to leave the client's as they are.</summary>
    public static string? Host(ProxyRequest request)
    {
        var program = request.Program;
        if (request.TransformedHost is { } transformed)
        {
            return transformed;
        }

        if (program.PreserveHost)
        {
            return null;
        }

        if (program.Listener.Port is 80 or 443)
        {
            return request.Host;
        }

        var host = request.HostHeader;
        return host.Length > 0 && host.Length == RequestTarget.HostWithoutPort(host).Length ? $"{host}:{program.PortText}" : host;
    }

    /// <summary>Address of the client as X-Forwarded-For has it.</summary>
    public static string ForwardedAddress(ProxyRequest request)
    {
        var (address, port) = (request.Client.Address.Address, request.Client.Address.Port);
        return !request.Program.ForwardedForPort
            ? request.Client.AddressText
            : address.AddressFamily == AddressFamily.InterNetworkV6
                ? string.Create(CultureInfo.InvariantCulture, $"[{request.Client.AddressText}]:{port}")
                : string.Create(CultureInfo.InvariantCulture, $"{request.Client.AddressText}:{port}");
    }

    // The path goes out byte for byte: an ALB decodes and normalizes nothing.
    private static void WriteTarget(HeadWriter to, ProxyRequest request)
    {
        if (request.TransformedUrl is { } transformed)
        {
            to.Write(transformed);
            return;
        }

        if (request.TargetAuthority is null)
        {
            to.Write(request.Head.Target);
            return;
        }

        to.Write(request.Path);
        if (request.Query.Length > 0)
        {
            to.Write("?"u8);
            to.Write(request.Query);
        }
    }

    private static void WriteForwardedFor(HeadWriter to, ProxyRequest request)
    {
        if (request.Program.ForwardedForMode != Append)
        {
            return;
        }

        // Several lines become one, as they mean the same.
        to.Write("X-Forwarded-For: "u8);
        foreach (ref readonly var field in request.Head.Fields)
        {
            if (field.Kind == HeaderKind.ForwardedFor && field.ValueLength > 0)
            {
                to.Write(request.Head.Value(field));
                to.Write(", "u8);
            }
        }

        to.Write(ForwardedAddress(request));
        to.Write("\r\n"u8);
    }

    private static void WriteHost(HeadWriter to, ProxyRequest request)
    {
        if (Host(request) is { Length: > 0 } host)
        {
            to.Write("Host: "u8);
            to.Write(host);
            to.Write("\r\n"u8);
        }
    }

    private static void WriteTraceId(HeadWriter to, ProxyRequest request, DateTimeOffset now)
    {
        AmznTraceId.Write(request.TraceIdBytes, request.FindHeader(HeaderKind.TraceId), now);
        to.Write("X-Amzn-Trace-Id: "u8);
        to.Write(request.TraceIdBytes.Span);
        to.Write("\r\n"u8);
    }

    private static void WriteTls(HeadWriter to, ProxyRequest request)
    {
        if (request.Program.SendTlsHeaders && request.Client is { TlsProtocol: { } protocol, TlsCipher: { } cipher })
        {
            Write(to, request.Program.TlsHeaders.OfVersion, protocol);
            Write(to, request.Program.TlsHeaders.OfCipherSuite, cipher);
        }

        var certificate = request.Client.CertificateHeaders;
        for (var i = 0; i < certificate.Count; i++)
        {
            Write(to, request.Program.TlsHeaders.Of(certificate[i].Key), certificate[i].Value);
        }

        var identity = request.IdentityHeaders;
        for (var i = 0; i < identity.Count; i++)
        {
            Write(to, identity[i].Key, identity[i].Value);
        }
    }

    private static void Write(HeadWriter to, string name, string value)
    {
        to.Write(name);
        to.Write(": "u8);
        to.Write(value);
        to.Write("\r\n"u8);
    }

    // The span here is the parent of what the target does; while nobody records, the client's own context goes on.
    private static void WriteTrace(HeadWriter to, ProxyRequest request)
    {
        if (request.Activity is not { } activity)
        {
            return;
        }

        to.Write("traceparent: 00-"u8);
        to.Write(activity.TraceId.ToHexString());
        to.Write("-"u8);
        to.Write(activity.SpanId.ToHexString());
        to.Write(activity.Recorded ? "-01\r\n"u8 : "-00\r\n"u8);
        if (!string.IsNullOrEmpty(activity.TraceStateString))
        {
            to.Write("tracestate: "u8);
            to.Write(activity.TraceStateString);
            to.Write("\r\n"u8);
        }
    }

    private static void WriteFields(HeadWriter to, ProxyRequest request)
    {
        var head = request.Head;
        foreach (ref readonly var field in head.Fields)
        {
            if (!IsPassedOn(request, field))
            {
                continue;
            }

            to.Write(head.Name(field));
            to.Write(": "u8);
            to.Write(head.Value(field));
            to.Write("\r\n"u8);
        }
    }

    /// <summary>False for what ends here and for what the load balancer writes itself.</summary>
    public static bool IsPassedOn(ProxyRequest request, in HeaderField field)
    {
        if (field.IsDropped)
        {
            return false;
        }

        var program = request.Program;
        if (program.TlsHeaders.AreRenamed && program.TlsHeaders.IsOwn(request.Head.Name(field), program.SendTlsHeaders, SaysWho(program)))
        {
            return false;
        }

        return field.Kind switch
        {
            HeaderKind.Other when request.IsAuthenticated && IsIdentity(request.Head.Name(field)) => false,
            HeaderKind.Other => !program.DropInvalidHeaders || !request.Head.Name(field).ContainsAnyExcept(HttpCharacters.PlainName),
            HeaderKind.Connection or HeaderKind.KeepAlive or HeaderKind.ProxyConnection or HeaderKind.Upgrade
                or HeaderKind.ContentLength or HeaderKind.TransferEncoding
                or HeaderKind.ForwardedProto or HeaderKind.ForwardedPort or HeaderKind.TraceId => false,
            HeaderKind.Host => program.PreserveHost && request.TransformedHost is null,
            HeaderKind.ForwardedFor => program.ForwardedForMode == Preserve,
            HeaderKind.TraceParent or HeaderKind.TraceState => request.Activity is null,
            HeaderKind.TlsVersion or HeaderKind.TlsCipher => !program.SendTlsHeaders,
            HeaderKind.MutualTls => !SaysWho(program),
            _ => true,
        };
    }

    // Nobody but the load balancer then says who the client is.
    private static bool SaysWho(ListenerProgram program) => program.Listener.MutualAuthentication.Mode != "off";

    private static bool IsIdentity(ReadOnlySpan<byte> name) =>
        name.Length >= IdentityHeaders.Prefix.Length && Ascii.EqualsIgnoreCase(name[..IdentityHeaders.Prefix.Length], IdentityHeaders.Prefix);
}
