using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.Aws;

/// <summary>A request as it came over the wire, before anything decoded it: what a signature is computed over.</summary>
internal sealed class AwsHttpRequest
{
    /// <summary>Longest body taken. The largest documents of the emulated operations are a tenth of it.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

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
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(),
                header => string.Join(',', header.Value.Select(value => value ?? "")),
                StringComparer.Ordinal),
            Body = await ReadBodyAsync(context),
            SourceIp = context.Connection.RemoteIpAddress,
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBodyBytes)
        {
            throw TooLarge();
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
