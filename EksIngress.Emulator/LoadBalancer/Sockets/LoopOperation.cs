namespace EksIngress.Emulator.LoadBalancer.Sockets;

/// <summary>Something that waits for a socket.</summary>
internal abstract class LoopOperation
{
    /// <summary>Called by the loop: does what can be done now.</summary>
    public abstract void Attempt();
}
