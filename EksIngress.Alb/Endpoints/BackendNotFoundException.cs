namespace EksIngress.Alb.Endpoints;

/// <summary>The Service or its port is not there. Its targets are deregistered then, and nothing is tried again.</summary>
/// <param name="reason">What is missing.</param>
public sealed class BackendNotFoundException(string reason) : AlbModelException($"backend not found: {reason}");
