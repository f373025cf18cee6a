using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>A body as HTTP/2 has it, on its way to a target of HTTP/1.1: by its length if the client gave one, else in chunks.</summary>
internal sealed class Http2RequestBody(HttpContext context, RequestHead head, ExchangeGuard guard) : IRequestBody
{
    private const int MaxMove = 64 * 1024;

    private volatile bool _isStopped;

    public bool IsDone { get; private set; } = head.Framing == BodyFraming.None;

    public long Received { get; private set; }

    public void TryMove(HeadWriter to)
    {
        if (context.Request.BodyReader.TryRead(out var result))
        {
            Move(result, to);
        }
    }

    public async ValueTask MoveAsync(HeadWriter to)
    {
        var result = await ReadAsync();
        Move(result, to);
        if (to.Length > 0 || IsDone || !result.IsCanceled)
        {
            return;
        }

        if (guard.IsExpired)
        {
            throw new ClientBodyException(StatusCodes.Status408RequestTimeout, "the client stopped sending the body");
        }

        if (_isStopped)
        {
            throw new OperationCanceledException("The rest of the body is not wanted.");
        }
    }

    public void Stop()
    {
        _isStopped = true;
        context.Request.BodyReader.CancelPendingRead();
    }

    private async ValueTask<ReadResult> ReadAsync()
    {
        try
        {
            return await context.Request.BodyReader.ReadAsync();
        }
        catch (BadHttpRequestException exception)
        {
            throw new ClientBodyException(StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private void Move(in ReadResult result, HeadWriter to)
    {
        var count = (int)Math.Min(result.Buffer.Length, MaxMove);
        var piece = result.Buffer.Slice(0, count);
        var isChunked = head.Framing == BodyFraming.Chunked;
        if (count > 0)
        {
            if (isChunked)
            {
                to.WriteHex(count);
                to.Write("\r\n"u8);
            }

            piece.CopyTo(to.Reserve(count));
            to.Advance(count);
            if (isChunked)
            {
                to.Write("\r\n"u8);
            }
        }

        Received += count;
        context.Request.BodyReader.AdvanceTo(piece.End);
        if (result.IsCompleted && count == result.Buffer.Length)
        {
            IsDone = true;
            if (isChunked)
            {
                to.Write("0\r\n"u8);
                WriteTrailers(to);
                to.Write("\r\n"u8);
            }
        }
    }

    // A body with a length has no place for them.
    private void WriteTrailers(HeadWriter to)
    {
        if (context.Features.Get<IHttpRequestTrailersFeature>() is not { Available: true } feature)
        {
            return;
        }

        foreach (var (name, values) in feature.Trailers)
        {
            // What frames, routes or names the client has no meaning behind the body.
            if (KnownHeaders.Find(Encoding.Latin1.GetBytes(name)) != HeaderKind.Other)
            {
                continue;
            }

            foreach (var value in values)
            {
                if (value is not null && !Encoding.Latin1.GetBytes(value).AsSpan().ContainsAny(HttpCharacters.Control))
                {
                    to.Write(name);
                    to.Write(": "u8);
                    to.Write(value);
                    to.Write("\r\n"u8);
                }
            }
        }
    }
}
