namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>A target sent what is no HTTP response.</summary>
internal sealed class MalformedResponseException(string message) : IOException(message);
