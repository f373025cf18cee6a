using System.Net;

namespace EksIngress.Emulator.Tests.LoadBalancer.Http2;

/// <summary>A body whose length is not known beforehand.</summary>
internal sealed class UnsizedContent(int size) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var piece = new byte[10_000];
        for (var sent = 0; sent < size; sent += piece.Length)
        {
            await stream.WriteAsync(piece);
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
