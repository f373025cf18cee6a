using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Commands;

/// <summary>The command line of apply, destroy, plan and status.</summary>
internal sealed record RunOptions
{
    public required string Directory { get; init; }

    /// <summary>Name of the overlay of <c>kubernetes/</c>; null for what was published last.</summary>
    public string? Overlay { get; init; }

    public TargetKind Target { get; init; }

    /// <summary>True if the user said yes beforehand.</summary>
    public bool Yes { get; init; }

    /// <summary>Where the outputs go; null for nowhere.</summary>
    public string? Outputs { get; init; }

    /// <summary>Where the kubeconfig goes; null for nowhere.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Time for the whole run.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Values of parameters, as the command line has them: <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}
