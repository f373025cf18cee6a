namespace EksIngress.Emulator.LoadBalancer;

/// <summary>A response that the load balancer makes itself.</summary>
/// <param name="Location">Of a redirect; null otherwise.</param>
/// <param name="Headers">More headers, for example cookies; null for none.</param>
internal readonly record struct LocalResponse(
    int StatusCode,
    string ContentType,
    byte[] Body,
    string? Location = null,
    IReadOnlyList<KeyValuePair<string, string>>? Headers = null);
