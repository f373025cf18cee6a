namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A response that the load balancer makes itself.</summary>
/// <param name="Location">Of a redirect; null otherwise.</param>
internal readonly record struct LocalResponse(int StatusCode, string ContentType, byte[] Body, string? Location = null);
