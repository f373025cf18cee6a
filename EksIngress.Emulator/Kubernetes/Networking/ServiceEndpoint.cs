using System.Net;

namespace EksIngress.Emulator.Kubernetes;

/// <param name="NodeName">Where its pod runs; null when that is not said.</param>
internal sealed record ServiceEndpoint(IPEndPoint EndPoint, string? NodeName);
