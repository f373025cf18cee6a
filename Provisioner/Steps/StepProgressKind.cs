namespace EksIngress.Provisioner.Steps;

internal enum StepProgressKind
{
    /// <summary>A change was made.</summary>
    Applied,

    /// <summary>The step waits for something else than before.</summary>
    Waiting,

    /// <summary>AWS or the cluster asked for patience, or could not be reached; the step tries again.</summary>
    Retrying,

    Done,

    Failed,
}
