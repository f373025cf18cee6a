namespace EksIngress.Provisioner.Steps;

/// <summary>How patient the loop is.</summary>
internal sealed record StepLoopOptions
{
    /// <summary>Time for the whole run. Default: 90 minutes, four times what an EKS environment takes.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(90);

    /// <summary>First delay after a throttled call; it doubles each time, with jitter. Default: 1 second.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest delay after a throttled call. Default: 30 seconds.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Changes that one step may make in a run. A step beyond it undoes what something else does. Default: 200.</summary>
    public int MaxChanges { get; init; } = 200;
}
