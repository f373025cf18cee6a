using System.Buffers;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Targets;
using IResponseCookies = EksIngress.Emulator.LoadBalancer.Exchanges.IResponseCookies;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>Writes the response of a target of HTTP/1.1 to a client of HTTP/2.</summary>
internal sealed class Http2ResponseSink(HttpContext context, ListenerProgram program, IResponseCookies? cookies) : ITargetResponseSink
{
    public long Sent { get; private set; }

    // Interim responses end here: the server sends 100 Continue itself when the body is read, and offers no others.
    public ValueTask WriteInterimAsync(ResponseHead head, ReadOnlyMemory<byte> bytes) => ValueTask.CompletedTask;

    public void WriteHead(ResponseHead head, ReadOnlySpan<byte> bytes)
    {
        var response = context.Response;
        response.StatusCode = head.StatusCode;
        foreach (ref readonly var field in head.Fields)
        {
            if (!ClientResponseWriter.IsPassedOn(head, field, bytes, program) || field.Kind == HeaderKind.Upgrade)
            {
                continue;
            }

            var value = bytes.Slice(field.ValueStart, field.ValueLength);
            if (value.ContainsAny(HttpCharacters.Control))
            {
                throw new MalformedResponseException("the response has control characters in a header");
            }

            response.Headers.Append(Encoding.ASCII.GetString(bytes.Slice(field.NameStart, field.NameLength)), Encoding.Latin1.GetString(value));
        }

        AddOwnHeaders(response, program, cookies);
    }

    /// <summary>What the load balancer puts on the response of a target.</summary>
    public static void AddOwnHeaders(HttpResponse response, ListenerProgram program, IResponseCookies? cookies)
    {
        foreach (var (name, value) in program.InsertedHeaders)
        {
            response.Headers[name] = value;
        }

        if (cookies is not null)
        {
            foreach (var cookie in cookies.For([.. response.Headers.SetCookie.OfType<string>()]))
            {
                response.Headers.Append("Set-Cookie", cookie);
            }
        }
    }

    public void WriteBody(ReadOnlySpan<byte> payload)
    {
        if (!payload.IsEmpty)
        {
            context.Response.BodyWriter.Write(payload);
            Sent += payload.Length;
        }
    }

    public void WriteEnd(ReadOnlySpan<byte> trailers)
    {
        foreach (var range in trailers.Split("\r\n"u8))
        {
            var line = trailers[range];
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && context.Response.SupportsTrailers())
            {
                context.Response.AppendTrailer(Encoding.ASCII.GetString(line[..colon]), Encoding.Latin1.GetString(HttpCharacters.TrimSpace(line[(colon + 1)..])));
            }
        }
    }

    public async ValueTask FlushAsync()
    {
        var flushed = await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        if (flushed.IsCompleted || flushed.IsCanceled)
        {
            throw new OperationCanceledException("The client takes no more of the response.");
        }
    }
}
