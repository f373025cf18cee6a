using System.Text;
using EksIngress.Emulator.LoadBalancer.Targets;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Makes the head of the response to a client of HTTP/1 out of the target's.</summary>
internal static class ClientResponseWriter
{
    /// <summary>A response that goes on with a final one, such as 100 Continue.</summary>
    public static void WriteInterim(HeadWriter to, ResponseHead head, ReadOnlySpan<byte> bytes)
    {
        WriteStatusLine(to, head, bytes);
        foreach (ref readonly var field in head.Fields)
        {
            if (field.Kind is HeaderKind.Other)
            {
                WriteField(to, field, bytes);
            }
        }

        to.Write("\r\n"u8);
    }

    /// <param name="bytes">Where <paramref name="head"/> lies.</param>
    /// <param name="cookies">Set-Cookie values of the load balancer.</param>
    /// <param name="form">Whether the body goes to the client in chunks, and whether the connection goes on.</param>
    public static void Write(
        HeadWriter to,
        ResponseHead head,
        ReadOnlySpan<byte> bytes,
        ListenerProgram program,
        IReadOnlyList<string> cookies,
        (bool Chunked, bool KeepsConnection) form)
    {
        WriteStatusLine(to, head, bytes);
        foreach (ref readonly var field in head.Fields)
        {
            if (IsPassedOn(head, field, bytes, program))
            {
                WriteField(to, field, bytes);
            }
        }

        to.Write(program.InsertedHeaderLines);
        for (var i = 0; i < cookies.Count; i++)
        {
            to.Write("Set-Cookie: "u8);
            to.Write(cookies[i]);
            to.Write("\r\n"u8);
        }

        if (form.Chunked)
        {
            to.Write("Transfer-Encoding: chunked\r\n"u8);
        }

        to.Write(head.StatusCode == StatusCodes.Status101SwitchingProtocols ? "Connection: upgrade\r\n\r\n"u8
            : form.KeepsConnection ? "Connection: keep-alive\r\n\r\n"u8
            : "Connection: close\r\n\r\n"u8);
    }

    /// <summary>False for what ends here and for what the load balancer writes itself.</summary>
    public static bool IsPassedOn(ResponseHead head, in HeaderField field, ReadOnlySpan<byte> bytes, ListenerProgram program)
    {
        var goesOn = field.Kind switch
        {
            HeaderKind.Connection or HeaderKind.KeepAlive or HeaderKind.ProxyConnection or HeaderKind.TransferEncoding => false,
            // Chunks are how it ends; a length beside them would say otherwise.
            HeaderKind.ContentLength => head.Framing != BodyFraming.Chunked,
            HeaderKind.Upgrade => head.StatusCode == StatusCodes.Status101SwitchingProtocols,
            HeaderKind.Server => program.SendServerHeader,
            _ => true,
        };
        return goesOn && (program.InsertedHeaders.Length == 0 || !IsInserted(bytes.Slice(field.NameStart, field.NameLength), program));
    }

    private static bool IsInserted(ReadOnlySpan<byte> name, ListenerProgram program)
    {
        foreach (var (inserted, _) in program.InsertedHeaders)
        {
            if (Ascii.EqualsIgnoreCase(name, inserted))
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteStatusLine(HeadWriter to, ResponseHead head, ReadOnlySpan<byte> bytes)
    {
        to.Write("HTTP/1.1 "u8);
        to.Write(head.StatusCode);
        to.Write(" "u8);
        to.Write(bytes[head.Reason]);
        to.Write("\r\n"u8);
    }

    private static void WriteField(HeadWriter to, in HeaderField field, ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes.Slice(field.NameStart, field.NameLength));
        to.Write(": "u8);
        to.Write(bytes.Slice(field.ValueStart, field.ValueLength));
        to.Write("\r\n"u8);
    }
}
