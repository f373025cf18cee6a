using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Shield;

/// <summary>Whether the account has Shield Advanced, and what it protects.</summary>
/// <param name="Protections">By id.</param>
internal sealed record ShieldState(bool IsSubscribed, SnapshotMap<ShieldProtection> Protections)
{
    /// <summary>An account without Shield Advanced.</summary>
    public static ShieldState Empty { get; } = new(false, SnapshotMap<ShieldProtection>.Empty(StringComparer.Ordinal));
}
