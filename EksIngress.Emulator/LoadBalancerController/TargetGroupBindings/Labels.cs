using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>Label selectors of objects that the controller reads.</summary>
internal static class Labels
{
    /// <param name="selector">Null selects everything.</param>
    public static bool Match(V1LabelSelector? selector, IDictionary<string, string>? labels) =>
        (selector?.MatchLabels ?? new Dictionary<string, string>()).All(wanted => Find(labels, wanted.Key) == wanted.Value)
        && (selector?.MatchExpressions ?? []).All(requirement => requirement.OperatorProperty switch
        {
            "In" => Find(labels, requirement.Key) is { } value && requirement.Values.Contains(value),
            "NotIn" => Find(labels, requirement.Key) is not { } value || !requirement.Values.Contains(value),
            "Exists" => Find(labels, requirement.Key) is not null,
            "DoesNotExist" => Find(labels, requirement.Key) is null,
            _ => false,
        });

    private static string? Find(IDictionary<string, string>? labels, string key) => labels is not null && labels.TryGetValue(key, out var value) ? value : null;
}
