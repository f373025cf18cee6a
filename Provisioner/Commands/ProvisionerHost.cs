using Amazon.Runtime;

namespace EksIngress.Provisioner.Commands;

/// <summary>What the program has from its surroundings; a test gives its own.</summary>
internal sealed record ProvisionerHost
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Answers to questions; null when nobody is there to answer.</summary>
    public required TextReader? Input { get; init; }

    /// <summary>Where <c>-f -</c> reads from; null when there is none.</summary>
    public TextReader? StandardInput { get; init; }

    /// <summary>The process's environment variables.</summary>
    public required Func<string, string?> Variables { get; init; }

    /// <summary>Finds credentials of AWS as its SDK does: environment, profile, SSO, instance. Asked with <c>--target aws</c> only.</summary>
    public required Func<AWSCredentials> FindCredentials { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Starts exporting spans; disposing flushes them.</summary>
    public required Func<IAsyncDisposable> StartTelemetry { get; init; }
}
