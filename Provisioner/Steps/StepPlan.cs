namespace EksIngress.Provisioner.Steps;

/// <summary>What a step would do next, decided from what it observed; nothing has been written yet.</summary>
internal abstract record StepPlan
{
    private StepPlan() { }

    /// <summary>There is nothing to do.</summary>
    /// <param name="State">What is there, in a few words.</param>
    internal sealed record Ready(string State) : StepPlan;

    /// <summary>One change is to be made.</summary>
    /// <param name="Description">In the past tense, as it is reported afterwards: <c>created VPC dev</c>.</param>
    /// <param name="ApplyAsync">Makes the change; answers Applied, or Waiting when AWS would not take it yet.</param>
    internal sealed record Change(string Description, Func<CancellationToken, Task<StepResult>> ApplyAsync) : StepPlan;

    /// <summary>What was asked for earlier is not there yet.</summary>
    internal sealed record Wait(string Reason, TimeSpan RetryAfter) : StepPlan;

    /// <summary>A change whose request is either accepted or fails.</summary>
    public static StepPlan Do(string description, Func<CancellationToken, Task> apply) => new Change(description, async cancellationToken =>
    {
        await apply(cancellationToken);
        return new StepResult.Applied(description);
    });
}
