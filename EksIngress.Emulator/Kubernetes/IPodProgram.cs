using System.Net;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A program that the node runs inside the emulator for an image it knows, as a container would run it.</summary>
internal interface IPodProgram
{
    /// <summary>True if this program is what the image holds.</summary>
    bool Runs(string image);

    /// <summary>Runs until cancelled. An exception is a container that exits with an error: logged, restarted with back-off.</summary>
    Task RunAsync(PodContext pod, CancellationToken cancellationToken);
}

/// <summary>What a container sees of its pod: its arguments, environment and files; nothing else of the emulator.</summary>
internal sealed class PodContext
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required string NodeName { get; init; }

    /// <summary>The pod's own address: what the program serves, it serves there.</summary>
    public required IPAddress PodIP { get; init; }

    public required IReadOnlyList<string> Args { get; init; }

    /// <summary>The container's environment after all injection, for example AWS_ROLE_ARN.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Address of the cluster's API.</summary>
    public required Uri ApiServer { get; init; }

    public required string CertificateAuthorityPem { get; init; }

    /// <summary>Translates a path inside the container, for example of a projected token, to the file that holds it.</summary>
    public required Func<string, string> ResolvePath { get; init; }

    /// <summary>Writes a line to the container's log.</summary>
    public required Action<string> Log { get; init; }

    /// <summary>Says that readiness probes succeed from now on (true) or fail (false).</summary>
    public required Action<bool> SetReady { get; init; }
}
