namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>What a client of gRPC is told instead of the load balancer's page.</summary>
/// <remarks>Source: https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md</remarks>
internal static class GrpcStatus
{
    /// <summary>For example 14, UNAVAILABLE, for 503.</summary>
    public static int Of(int statusCode) => statusCode switch
    {
        400 => 13,
        401 => 16,
        403 => 7,
        404 => 12,
        429 or 502 or 503 or 504 => 14,
        _ => 2,
    };
}
