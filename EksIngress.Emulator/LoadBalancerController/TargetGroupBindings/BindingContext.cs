using EksIngress.Emulator.LoadBalancerController.Cluster;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>What reconciles of TargetGroupBindings tell to, and when they look again.</summary>
/// <param name="RequeueDuration">Between two looks at targets that are not healthy yet; 15 seconds by default.</param>
/// <param name="SyncPeriod">After which AWS is looked at although nothing changed; 10 hours by default.</param>
internal sealed record BindingContext(EventRecorder Events, ControllerLog Log, TimeProvider Time, TimeSpan RequeueDuration, TimeSpan SyncPeriod);
