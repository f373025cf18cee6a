using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What makes a TargetGroupBinding that is there the one that a stack wants.</summary>
internal static class BindingPatch
{
    private static readonly JsonSerializerOptions s_options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>
    /// Spec, labels and annotations are the controller's alone: what somebody added goes. The annotations of its own bookkeeping are no reason to
    /// write, and go with whatever is written, so that AWS is looked at again.
    /// </summary>
    /// <param name="observed">What is there.</param>
    /// <param name="spec">The spec to be; null members are to go.</param>
    /// <param name="labels">All the labels to be.</param>
    /// <returns>Null when it is as wanted.</returns>
    public static V1Patch? Find(TargetGroupBindingObject observed, Dictionary<string, object?> spec, IReadOnlyDictionary<string, string> labels)
    {
        var current = JsonSerializer.SerializeToElement(observed.Spec, s_options);
        var isStrange = current.EnumerateObject().Any(member => !spec.ContainsKey(member.Name) && !IsZero(member.Value));
        var annotations = observed.Metadata.Annotations?.Keys.ToList() ?? [];
        if (!isStrange && SameSpec(current, spec) && SameLabels(observed, labels) && annotations.TrueForAll(IsBookkeeping))
        {
            return null;
        }

        var wanted = JsonSerializer.SerializeToNode(spec)!.AsObject();
        TakeOut(current, wanted);
        var metadata = new Dictionary<string, object?>
        {
            ["labels"] = (observed.Metadata.Labels?.Keys ?? []).Union(labels.Keys, StringComparer.Ordinal)
                .ToDictionary(key => key, key => labels.GetValueOrDefault(key), StringComparer.Ordinal),
            ["annotations"] = annotations.ToDictionary(key => key, _ => (string?)null, StringComparer.Ordinal),
        };
        return new V1Patch(new Dictionary<string, object?> { ["metadata"] = metadata, ["spec"] = wanted }, V1Patch.PatchType.MergePatch);
    }

    /// <summary>A merge patch keeps what it does not name, in objects within it too.</summary>
    private static void TakeOut(JsonElement current, JsonObject wanted)
    {
        foreach (var member in current.EnumerateObject())
        {
            if (!wanted.TryGetPropertyValue(member.Name, out var value))
            {
                wanted[member.Name] = null;
            }
            else if (member.Value.ValueKind == JsonValueKind.Object && value is JsonObject inner)
            {
                TakeOut(member.Value, inner);
            }
        }
    }

    private static bool SameSpec(JsonElement current, Dictionary<string, object?> spec) =>
        JsonSerializer.SerializeToElement(spec).EnumerateObject().All(member => current.TryGetProperty(member.Name, out var value)
            ? JsonElement.DeepEquals(value, member.Value) || (IsZero(value) && IsZero(member.Value))
            : IsZero(member.Value));

    private static bool SameLabels(TargetGroupBindingObject observed, IReadOnlyDictionary<string, string> labels) =>
        observed.Metadata.Labels is { } present && present.Count == labels.Count
        && labels.All(label => present.TryGetValue(label.Key, out var value) && value == label.Value);

    private static bool IsBookkeeping(string annotation) => annotation is Checkpoint.Annotation or Checkpoint.TimeAnnotation;

    // What is not there and what says nothing are the same.
    private static bool IsZero(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        _ => false,
    };
}
