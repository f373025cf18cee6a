namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>The controller cannot run and its container exits with an error.</summary>
internal sealed class ControllerExitException(string message) : Exception(message);
