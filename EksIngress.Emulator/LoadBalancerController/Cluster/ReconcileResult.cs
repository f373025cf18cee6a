namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>How a reconcile ended, and when the key is worked again.</summary>
internal abstract record ReconcileResult
{
    private ReconcileResult()
    {
    }

    public static ReconcileResult Done { get; } = new Finished();

    public static ReconcileResult Failed { get; } = new Failure();

    /// <summary>Value of the label <c>result</c> in metrics.</summary>
    public abstract string Name { get; }

    /// <summary>Nothing more to do until something changes.</summary>
    internal sealed record Finished : ReconcileResult
    {
        public override string Name => "success";
    }

    /// <summary>Again after a growing delay.</summary>
    internal sealed record Failure : ReconcileResult
    {
        public override string Name => "error";
    }

    /// <summary>Again after a fixed delay: something outside the cluster is waited for.</summary>
    internal sealed record After(TimeSpan Delay) : ReconcileResult
    {
        public override string Name => "requeue_after";
    }
}
