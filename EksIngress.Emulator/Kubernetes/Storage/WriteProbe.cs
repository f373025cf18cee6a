using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a write found and what it would leave.</summary>
internal sealed class WriteProbe
{
    /// <summary>What an earlier look found; a write that finds another object fails. Null accepts any.</summary>
    public WriteProbe? Expected { get; init; }

    /// <summary>The stored object before the write; null when there was none.</summary>
    public JsonObject? Before { get; private set; }

    public JsonObject After { get; private set; } = [];

    /// <exception cref="WriteRaceException">It is not the object that was found before.</exception>
    public void Set(JsonObject? before, JsonObject after)
    {
        if (Expected is { } expected && Version(expected.Before) != Version(before))
        {
            throw new WriteRaceException();
        }

        Before = before;
        After = after.Clone();
    }

    private static string? Version(JsonObject? item) => item.Text("metadata", "resourceVersion");
}
