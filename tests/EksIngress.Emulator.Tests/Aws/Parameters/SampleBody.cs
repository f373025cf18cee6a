using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.Aws.Parameters;

/// <summary>Puts values into a body where listed members stand: each list has one item, each map one entry.</summary>
internal static class SampleBody
{
    public static void Put(JsonObject body, ListedMember member, JsonNode value)
    {
        JsonNode at = body;
        foreach (var (index, step) in member.Steps.Index())
        {
            var name = step.TrimEnd('[', ']', '{', '}');
            var marks = step[name.Length..];
            var isLast = index == member.Steps.Count - 1;

            // A wrong value takes the place of the whole list or map.
            var isWrong = value is JsonArray;
            var parent = (JsonObject)at;
            if (isLast)
            {
                parent[name] = isWrong ? value : marks switch { "[]" => new JsonArray([.. value.ToString().Split(',').Select(item => JsonValue.Create(item))]), "{}" => new JsonObject { ["k"] = value }, _ => value };
                return;
            }

            parent[name] ??= marks == "[]" ? new JsonArray(new JsonObject()) : new JsonObject();
            at = marks == "[]" ? parent[name]![0]! : parent[name]!;
        }
    }
}
