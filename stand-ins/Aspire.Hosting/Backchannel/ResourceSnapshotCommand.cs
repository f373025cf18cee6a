namespace Aspire.Hosting.Backchannel;

internal sealed record ResourceSnapshotCommand(string Name, string DisplayName, string? Description, string State)
{
    /// <summary>Shown to people and offered to programs.</summary>
    public string Visibility { get; } = "UI, Api";

    /// <summary>What the command asks for; this host has no command that asks.</summary>
    public object[] ArgumentInputs { get; } = [];
}
