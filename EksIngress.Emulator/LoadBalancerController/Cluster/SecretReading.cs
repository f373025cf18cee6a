using EksIngress.Alb.Kubernetes;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>What reading a Secret came to.</summary>
/// <param name="Secret">Null when there is none of that name, or it could not be read.</param>
/// <param name="Failure">Why it could not be read, in the API server's words; null when it could, or is not there.</param>
internal sealed record SecretReading(Secret? Secret, string? Failure);
