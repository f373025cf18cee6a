namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>A resource with its tags.</summary>
internal sealed record Tagged<T>(T Resource, IReadOnlyDictionary<string, string> Tags);
