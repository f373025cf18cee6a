namespace EksIngress.Provisioner.Steps;

/// <summary>What one attempt at a step found or did. A closed set: the loop switches over it and nothing else.</summary>
internal abstract record StepResult
{
    private StepResult() { }

    /// <summary>The observed state equals the desired one; no write was made.</summary>
    /// <param name="State">What is there, in a few words.</param>
    internal sealed record Unchanged(string State) : StepResult;

    /// <summary>A write was accepted. The step runs again to observe its effect.</summary>
    internal sealed record Applied(string Change) : StepResult;

    /// <summary>Nothing to do until <paramref name="RetryAfter"/> has passed. Expected; not an error.</summary>
    internal sealed record Waiting(string Reason, TimeSpan RetryAfter) : StepResult;
}
