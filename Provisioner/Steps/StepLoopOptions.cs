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

    /// <summary>
    /// Time for which a step may go without any answer but failures that pass by themselves (a service that is down, a cluster that
    /// does not know the caller yet). Throttling does not count. Default: 5 minutes.
    /// </summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often in a row a step may look again because something that it saw, or made, was not there at the next call: AWS spreads what is made
    /// and what is deleted within seconds, and others delete too. Default: 4, which is about ten seconds.
    /// </summary>
    /// <remarks>Source: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html</remarks>
    public int MaxVanished { get; init; } = 4;

    /// <summary>
    /// How often a step may make the same change again, with back-off in between: one that does not last is undone by
    /// something else. Default: 5.
    /// </summary>
    public int MaxRepeats { get; init; } = 5;
}
