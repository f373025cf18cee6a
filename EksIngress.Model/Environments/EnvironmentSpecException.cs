namespace EksIngress.Model.Environments;

/// <summary>An environment that cannot be used: its message names the file, the member and what to do.</summary>
/// <param name="message">The whole text for the user.</param>
public sealed class EnvironmentSpecException(string message) : Exception(message)
{
    /// <summary>The faults, one sentence each; empty when the document could not be read at all.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
