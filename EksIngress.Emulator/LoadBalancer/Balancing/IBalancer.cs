namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>Chooses among the targets that may take a request. One per target group; called from many requests at once.</summary>
internal interface IBalancer
{
    /// <param name="targets">At least one.</param>
    TargetRuntime Pick(TargetRuntime[] targets);
}
