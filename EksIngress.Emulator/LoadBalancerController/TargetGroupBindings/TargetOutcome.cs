namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>What bringing a target group in line came to.</summary>
internal abstract record TargetOutcome
{
    private TargetOutcome()
    {
    }

    /// <summary>Everything is registered that should be.</summary>
    internal sealed record Reconciled : TargetOutcome;

    /// <summary>Nothing has changed since the last time.</summary>
    internal sealed record Unchanged : TargetOutcome;

    /// <summary>Something is to be looked at again: a target that is not healthy yet, a rule that could not be written.</summary>
    internal sealed record Pending(TimeSpan Delay) : TargetOutcome;
}
