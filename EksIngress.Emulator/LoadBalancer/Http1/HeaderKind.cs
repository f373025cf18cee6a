namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Headers that the load balancer looks at.</summary>
internal enum HeaderKind : byte
{
    Other,
    Connection,
    ContentLength,
    Cookie,
    Expect,
    ForwardedFor,
    ForwardedPort,
    ForwardedProto,
    Host,
    KeepAlive,
    MutualTls,
    ProxyConnection,
    Server,
    SetCookie,
    TlsCipher,
    TlsVersion,
    TraceId,
    TraceParent,
    TraceState,
    TransferEncoding,
    Upgrade,
}
