namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <param name="Webhook">HTTPS.</param>
/// <param name="Health">Probes; 0 for none.</param>
/// <param name="Metrics">Prometheus; 0 for none.</param>
internal sealed record ServingPorts(int Webhook, int Health, int Metrics);
