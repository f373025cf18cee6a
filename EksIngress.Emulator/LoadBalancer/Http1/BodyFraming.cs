namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>How the end of a body is found.</summary>
internal enum BodyFraming : byte
{
    /// <summary>There is no body.</summary>
    None,

    /// <summary>By its Content-Length.</summary>
    Length,

    Chunked,

    /// <summary>By the end of the connection; responses only.</summary>
    UntilClose,
}
