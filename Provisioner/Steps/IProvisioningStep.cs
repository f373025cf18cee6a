namespace EksIngress.Provisioner.Steps;

/// <summary>
/// One part of an environment. A step is safe to run at any point and any number of times: it observes, decides and makes at
/// most one change per attempt. Waiting, retry, spans and order belong to the loop.
/// </summary>
internal interface IProvisioningStep
{
    /// <summary>Name of the step and of its span, for example <c>cluster</c>.</summary>
    string Name { get; }

    /// <summary>What the step is for, in a few words, for a plan.</summary>
    string Purpose { get; }

    /// <summary>Names of the steps that must be done before this one.</summary>
    IReadOnlyList<string> DependsOn { get; }

    /// <summary>Observes and decides. Makes no write.</summary>
    /// <exception cref="ProvisioningException">The observed state cannot reach the desired one without a human.</exception>
    Task<StepPlan> PlanAsync(CancellationToken cancellationToken);

    /// <summary>One attempt: plans, and makes the change if there is one.</summary>
    async Task<StepResult> ReconcileAsync(CancellationToken cancellationToken) => await PlanAsync(cancellationToken) switch
    {
        StepPlan.Ready ready => new StepResult.Unchanged(ready.State),
        StepPlan.Wait wait => new StepResult.Waiting(wait.Reason, wait.RetryAfter),
        StepPlan.Change change => await change.ApplyAsync(cancellationToken),
        var unknown => throw new InvalidOperationException($"Unknown plan {unknown}."),
    };
}
