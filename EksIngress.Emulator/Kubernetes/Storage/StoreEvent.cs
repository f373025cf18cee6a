using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

internal enum StoreEventType
{
    Added,
    Modified,
    Deleted,

    /// <summary>All objects that existed when the watch began have been sent.</summary>
    Synced,
}

/// <summary>One change of one object.</summary>
/// <param name="Value">The object after the change; for a deletion as it last was. Never changed by a reader.</param>
/// <param name="Previous">The object before the change; null for an addition.</param>
internal sealed record StoreEvent(StoreEventType Type, string Resource, long Revision, JsonObject Value, JsonObject? Previous);
