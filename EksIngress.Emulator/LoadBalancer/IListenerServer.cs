namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What serves the loopback port of one listener.</summary>
internal interface IListenerServer : IAsyncDisposable
{
    int LocalPort { get; }

    /// <summary>Puts what the listener is now in force, if it differs from what is.</summary>
    void Apply(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups);

    /// <summary>Frees the port at once, and ends with the last of what runs.</summary>
    /// <param name="cut">Cuts what still runs.</param>
    Task LeaveAsync(CancellationToken cut);
}
