namespace EksIngress.Emulator.Kubernetes;

internal sealed record IssuedToken(string Value, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
