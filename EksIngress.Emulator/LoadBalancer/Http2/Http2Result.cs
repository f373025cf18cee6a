namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>How a request of HTTP/2 went.</summary>
internal readonly struct Http2Result
{
    public required int StatusCode { get; init; }

    /// <summary>Null when nothing went wrong.</summary>
    public string? Failure { get; init; }

    /// <summary>For the log.</summary>
    public string? Detail { get; init; }

    /// <summary>0 when the target did not answer.</summary>
    public int TargetStatusCode { get; init; }

    public long RequestSent { get; init; }

    public long ResponseReceived { get; init; }

    /// <summary>Bytes of the request's body.</summary>
    public long Received { get; init; }

    /// <summary>Bytes of the response's body.</summary>
    public long Sent { get; init; }
}
