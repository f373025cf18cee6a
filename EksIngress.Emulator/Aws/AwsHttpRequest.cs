using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.Aws;

/// <summary>A request as it came over the wire, before anything decoded it: what a signature is computed over.</summary>
internal sealed class AwsHttpRequest
{
    /// <summary>Longest body taken. The largest documents of the emulated operations are a tenth of it.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    // As Kestrel gives the names that nearly every request has.
    private static readonly FrozenDictionary<string, string> LowerNames = new[]
    {
        "Accept", "Accept-Encoding", "Authorization", "Connection", "Content-Length", "Content-Type", "Host", "User-Agent", "X-Amz-Date", "X-Amz-Security-Token",
        "X-Amz-Target", "X-Amz-Content-SHA256", "amz-sdk-invocation-id", "amz-sdk-request", "traceparent", "Transfer-Encoding",
    }.ToFrozenDictionary(name => name, name => name.ToLowerInvariant(), StringComparer.Ordinal);

    public required string Method { get; init; }

    /// <summary>Path as sent, still encoded, for example <c>/tags/arn%3Aaws%3Aeks%3A…</c>.</summary>
    public required string RawPath { get; init; }

    /// <summary>Query string as sent, without <c>?</c>; empty when there is none.</summary>
    public required string RawQuery { get; init; }

    /// <summary>Values by lower-case name; several of one name are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Address of the client; null for a request that did not come over a socket.</summary>
    public IPAddress? SourceIp { get; init; }

    /// <exception cref="AwsException"><c>RequestEntityTooLarge</c>: the body is longer than <see cref="MaxBodyBytes"/>.</exception>
    public static async Task<AwsHttpRequest> ReadAsync(HttpContext context)
    {
        // Request.Path is decoded and normalized; a signature covers the bytes that were sent.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new AwsHttpRequest
        {
            Method = context.Request.Method,
            RawPath = question < 0 ? target : target[..question],
            RawQuery = question < 0 ? "" : target[(question + 1)..],
            Headers = ReadHeaders(context.Request.Headers),
            Body = await ReadBodyAsync(context),
            SourceIp = context.Connection.RemoteIpAddress,
        };
    }

    private static Dictionary<string, string> ReadHeaders(IHeaderDictionary headers)
    {
        var read = new Dictionary<string, string>(headers.Count, StringComparer.Ordinal);
        foreach (var (name, values) in headers)
        {
            read[LowerNames.GetValueOrDefault(name) ?? name.ToLowerInvariant()] = values.Count == 1 ? values[0] ?? "" : string.Join(',', values.Select(value => value ?? ""));
        }

        return read;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBodyBytes)
        {
            throw TooLarge();
        }

        if (context.Request.ContentLength is { } length)
        {
            var whole = length == 0 ? [] : new byte[length];
            await context.Request.Body.ReadExactlyAsync(whole, context.RequestAborted);
            return whole;
        }

        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(body.GetMemory(4096), context.RequestAborted);
            if (read == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(read);
            if (body.WrittenCount > MaxBodyBytes)
            {
                throw TooLarge();
            }
        }
    }

    private static AwsException TooLarge() =>
        new("RequestEntityTooLarge", $"The request body is longer than {MaxBodyBytes} bytes.", HttpStatusCode.RequestEntityTooLarge);
}
