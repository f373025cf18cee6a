namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>The Service of a TargetGroupBinding, or its port, does not exist. Expected: it may come.</summary>
internal sealed class BackendNotFoundException(string reason) : Exception($"backend not found: {reason}");
