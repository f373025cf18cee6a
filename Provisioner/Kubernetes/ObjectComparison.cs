using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Naming;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>
/// Whether a live object is what was wanted. Two conditions: it carries the hash of what was applied (so that a field taken
/// out of the manifest counts as a change), and every wanted field still has its value (so that drift does).
/// </summary>
internal static class ObjectComparison
{
    /// <summary>Hash of the manifest that was applied last.</summary>
    public const string HashAnnotation = "eksingress.dev/applied-hash";

    public static bool IsApplied(JsonObject wanted, JsonObject? live) =>
        live is not null
            && live["metadata"]?["annotations"]?[HashAnnotation]?.GetValue<string>() == Hash(wanted)
            && Contains(wanted, live, isQuantity: false);

    /// <summary>The manifest as it is applied: with its hash, and with the trace of the run that changes it.</summary>
    /// <param name="wanted">The manifest.</param>
    /// <param name="traceparent">W3C trace context; null when nothing is traced.</param>
    public static JsonObject ToApplied(JsonObject wanted, string? traceparent)
    {
        var applied = wanted.DeepClone().AsObject();
        var metadata = applied["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[HashAnnotation] = Hash(wanted);
        if (traceparent is not null)
        {
            annotations[Ownership.TraceparentAnnotation] = traceparent;
        }

        return applied;
    }

    private static string Hash(JsonObject wanted) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted.ToJsonString())))[..16];

    // The API adds defaults and drops what is empty, so "contains" is asked, not "equals".
    private static bool Contains(JsonNode? wanted, JsonNode? live, bool isQuantity)
    {
        switch (wanted)
        {
            case null:
                return true;
            case JsonObject { Count: 0 }:
            case JsonArray { Count: 0 }:
                return live is null or JsonObject { Count: 0 } or JsonArray { Count: 0 } || wanted.GetType() == live.GetType();
            case JsonObject members:
                return live is JsonObject other
                    && members.All(member => Contains(member.Value, other[member.Key], isQuantity || member.Key is "requests" or "limits"));
            case JsonArray items:
                return live is JsonArray list
                    && items.Count == list.Count
                    && items.Zip(list).All(pair => Contains(pair.First, pair.Second, isQuantity));
            default:
                return live is JsonValue && (JsonNode.DeepEquals(wanted, live) || (isQuantity && AreEqualQuantities(wanted, live)));
        }
    }

    // The API writes quantities in its own form: 1000m comes back as 1.
    private static bool AreEqualQuantities(JsonNode wanted, JsonNode live) =>
        Quantity(wanted) is { } first && Quantity(live) is { } second && first == second;

    private static decimal? Quantity(JsonNode node)
    {
        var text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        var digits = text.TrimEnd('m', 'k', 'K', 'M', 'G', 'T', 'i');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[digits.Length..] switch
        {
            "" => number,
            "m" => number / 1000,
            "k" => number * 1000,
            "M" => number * 1_000_000,
            "G" => number * 1_000_000_000,
            "T" => number * 1_000_000_000_000,
            "Ki" => number * 1024,
            "Mi" => number * 1024 * 1024,
            "Gi" => number * 1024 * 1024 * 1024,
            "Ti" => number * 1024 * 1024 * 1024 * 1024,
            _ => null,
        };
    }
}
