using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One column of a Table response.</summary>
/// <param name="Priority">0 is always shown, 1 with <c>-o wide</c> only.</param>
/// <param name="Value">Reads the cell from an object at a time.</param>
internal sealed record TableColumn(string Name, string Type, int Priority, Func<JsonObject, DateTimeOffset, JsonNode?> Value);
