using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Reconcile;

/// <summary>How many keys are worked at once, and when all are worked again.</summary>
internal sealed record ManagerSettings(
    TimeProvider Time, ControllerMetrics Metrics, int IngressWorkers, int BindingWorkers, TimeSpan SyncPeriod, TimeSpan LongestBindingDelay);
