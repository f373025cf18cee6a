namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <param name="Hostname">Lower case.</param>
/// <param name="Ports">Ports to reach its listeners at, in the order of the listener ports.</param>
internal sealed record DeployedLoadBalancer(string Hostname, IReadOnlyList<int> Ports);
