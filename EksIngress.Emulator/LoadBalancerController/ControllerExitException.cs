namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>The controller cannot run and its container exits with an error.</summary>
/// <param name="what">What could not be done, as the last line of the log says it.</param>
/// <param name="reason">Why.</param>
internal sealed class ControllerExitException(string what, string reason) : Exception(reason)
{
    public string What { get; } = what;
}
