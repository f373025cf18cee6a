namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>Where the response of a target goes: to a client of HTTP/1 or of HTTP/2.</summary>
internal interface ITargetResponseSink
{
    /// <summary>A response that goes on with a final one, such as 100 Continue.</summary>
    ValueTask WriteInterimAsync(ResponseHead head, ReadOnlyMemory<byte> bytes);

    /// <summary>Takes the head; it goes out with the first of the body.</summary>
    /// <param name="bytes">Where <paramref name="head"/> lies.</param>
    void WriteHead(ResponseHead head, ReadOnlySpan<byte> bytes);

    void WriteBody(ReadOnlySpan<byte> payload);

    /// <summary>Takes the end of the body.</summary>
    /// <param name="trailers">Lines, each with its line end.</param>
    void WriteEnd(ReadOnlySpan<byte> trailers);

    /// <summary>Sends what was taken.</summary>
    /// <exception cref="OperationCanceledException">The client takes no more.</exception>
    ValueTask FlushAsync();
}
