namespace EksIngress.Provisioner.Steps;

/// <summary>What the loop tells while it runs.</summary>
/// <param name="Step">Name of the step.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">What was found, changed or waited for.</param>
/// <param name="Elapsed">Time since the step began.</param>
internal sealed record StepProgress(string Step, StepProgressKind Kind, string Text, TimeSpan Elapsed);
