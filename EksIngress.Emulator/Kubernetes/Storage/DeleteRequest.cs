using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a deletion asks for.</summary>
/// <param name="GracePeriodSeconds">Null takes the object's own.</param>
/// <param name="Propagation"><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; null takes the default.</param>
/// <param name="Uid">Precondition; null when there is none.</param>
/// <param name="Check">Looks at the object in the turn of its deletion, and throws what refuses it; null lets it go.</param>
internal sealed record DeleteRequest(
    long? GracePeriodSeconds = null,
    string? Propagation = null,
    string? Uid = null,
    string? ResourceVersion = null,
    bool DryRun = false,
    Action<JsonObject>? Check = null)
{
    public static DeleteRequest Background { get; } = new(Propagation: "Background");

    public static DeleteRequest Immediate { get; } = new(GracePeriodSeconds: 0, Propagation: "Background");
}
