using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Targets;
using IResponseCookies = EksIngress.Emulator.LoadBalancer.Exchanges.IResponseCookies;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Writes responses of targets and of the load balancer itself to a client of HTTP/1.</summary>
internal sealed class Http1ResponseSink(ClientLink link, ProxyRequest request, IRequestBody body, ListenerContext listener) : ITargetResponseSink
{
    private readonly HeadWriter _head = new();
    private IResponseCookies? _cookies;
    private bool _mayKeep;
    private bool _chunked;
    private bool _isToHead;

    /// <summary>The connection takes another request after this response.</summary>
    public bool KeepsConnection { get; private set; }

    public long Sent { get; private set; }

    /// <param name="mayKeep">Nothing but the response may now say that the connection ends.</param>
    public void Start(IResponseCookies? cookies, bool mayKeep)
    {
        _cookies = cookies;
        _mayKeep = mayKeep;
        _chunked = false;
        _isToHead = request.Method == "HEAD";
        KeepsConnection = false;
        Sent = 0;
    }

    /// <summary>The response ends early, and the connection with it.</summary>
    public void Cut() => KeepsConnection = false;

    /// <summary>Sends a response of the load balancer's own.</summary>
    /// <param name="keepsConnection">False ends the connection after it.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteLocalAsync(LocalResponse response, bool keepsConnection)
    {
        KeepsConnection = keepsConnection && _mayKeep && !link.IsStopping;
        _head.Clear();
        AlbResponses.WriteHead(_head, response, request.Program, listener.Date(), KeepsConnection);
        Write(_head.Span);
        if (!_isToHead && AlbResponses.HasBody(response.StatusCode))
        {
            Write(response.Body);
        }

        await FlushAsync();
    }

    public ValueTask WriteInterimAsync(ResponseHead head, ReadOnlyMemory<byte> bytes)
    {
        // HTTP/1.0 knows no such responses.
        if (request.Head.MinorVersion == 0)
        {
            return ValueTask.CompletedTask;
        }

        _head.Clear();
        ClientResponseWriter.WriteInterim(_head, head, bytes.Span);
        Write(_head.Span);
        return FlushAsync();
    }

    public void WriteHead(ResponseHead head, ReadOnlySpan<byte> bytes)
    {
        var needsChunks = head.Framing is BodyFraming.Chunked or BodyFraming.UntilClose;
        _chunked = needsChunks && request.Head.MinorVersion > 0;
        KeepsConnection = _mayKeep && body.IsDone && !link.IsStopping && needsChunks == _chunked
            && head.StatusCode != StatusCodes.Status101SwitchingProtocols;
        _head.Clear();
        ClientResponseWriter.Write(_head, head, bytes, request.Program, Cookies(head, bytes), (_chunked, KeepsConnection));
        Write(_head.Span);
    }

    public void WriteBody(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return;
        }

        if (!_chunked)
        {
            Write(payload);
            return;
        }

        Span<byte> size = stackalloc byte[16];
        Utf8Formatter.TryFormat(payload.Length, size, out var digits, 'x');
        Write(size[..digits]);
        Write("\r\n"u8);
        Write(payload);
        Write("\r\n"u8);
    }

    public void WriteEnd(ReadOnlySpan<byte> trailers)
    {
        if (_chunked)
        {
            Write("0\r\n"u8);
            Write(trailers);
            Write("\r\n"u8);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync()
    {
        var flushed = await link.Output.FlushAsync();
        while (flushed.IsCanceled && !flushed.IsCompleted && !link.IsExpired)
        {
            // It was for what came before: a time-out that is being answered. With TLS nothing was written yet.
            flushed = await link.Output.FlushAsync();
        }

        if (flushed.IsCompleted || (flushed.IsCanceled && link.IsExpired))
        {
            throw new OperationCanceledException("The client takes no more of the response.");
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        link.Output.Write(bytes);
        Sent += bytes.Length;
    }

    private IReadOnlyList<string> Cookies(ResponseHead head, ReadOnlySpan<byte> bytes)
    {
        if (_cookies is null)
        {
            return [];
        }

        var values = new List<string>();
        foreach (ref readonly var field in head.Fields)
        {
            if (field.Kind == HeaderKind.SetCookie)
            {
                values.Add(Encoding.Latin1.GetString(bytes.Slice(field.ValueStart, field.ValueLength)));
            }
        }

        return _cookies.For(values);
    }
}
