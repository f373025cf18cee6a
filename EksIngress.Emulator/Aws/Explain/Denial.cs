namespace EksIngress.Emulator.Aws.Explain;

/// <summary>A call that was denied, and what decided it. Nothing of its body, its credentials or its token.</summary>
/// <param name="Caller">ARN of the caller; of a web identity its subject, of a service its name.</param>
/// <param name="Action">For example <c>ec2:CreateTags</c>.</param>
/// <param name="Resource">ARN, or <c>*</c>.</param>
/// <param name="Effect"><c>ImplicitlyDenied</c> or <c>ExplicitlyDenied</c>.</param>
/// <param name="DecidedBy">Policy and statement, or the policies that have none.</param>
internal sealed record Denial(DateTimeOffset At, string Caller, string Action, string Resource, string Effect, string DecidedBy)
{
    /// <summary>W3C trace id of the call; null when it is not traced.</summary>
    public string? TraceId { get; init; }
}
