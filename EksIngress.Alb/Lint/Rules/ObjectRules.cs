using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Objects that the API server does not take, or that do not say what they seem to.</summary>
internal static class ObjectRules
{
    private static readonly string[] RemovedIngressVersions = ["extensions/v1beta1", "networking.k8s.io/v1beta1"];

    public static IReadOnlyList<LintRule> All =>
    [
        Refused("ALB001", "An object cannot be read", Docs.ApiIngress, Unreadable),
        Refused("ALB002", "An annotation or label that is no string", Docs.AnnotationsPage, NotStrings),
        Refused("ALB003", "An Ingress of an API version that is gone", "https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122", RemovedVersions),
        Warns("ALB004", "An annotation among the labels", Docs.AnnotationsPage, AnnotationsAsLabels),
        Warns("ALB005", "The same object twice", "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/", Twice),
        Refused("ALB006", "An API version that the kind does not have", Docs.IngressClass, WrongVersions),
        Warns("ALB007", "An annotation outside of metadata.annotations", Docs.AnnotationsPage, MisplacedAnnotations),
    ];

    private static IEnumerable<LintFault> Unreadable(LintWorld world)
    {
        foreach (var item in world.All)
        {
            if (item.Unreadable is { } unreadable)
            {
                yield return item.Fault(
                    unreadable.Field,
                    $"{(unreadable.Field.Length == 0 ? "the object" : unreadable.Field)} is not of the type that the API has there: {unreadable.Reason}",
                    "give the field the type that the API has for it; nothing else of this object was checked");
            }
        }
    }

    private static IEnumerable<LintFault> NotStrings(LintWorld world)
    {
        foreach (var item in world.All)
        {
            foreach (var member in new[] { "annotations", "labels" })
            {
                foreach (var (key, value) in item.At("metadata", member) as JsonObject ?? [])
                {
                    if (value is not JsonValue text || !text.TryGetValue<string>(out _))
                    {
                        var written = value?.ToJsonString() ?? "null";
                        yield return item.Fault(
                            JsonPointer.Of("metadata", member, key),
                            $"{key} is {written}, which YAML reads as a {KindOf(value)}; the API server takes strings only",
                            value is JsonValue ? $"quote it: {key}: \"{written}\"" : $"write it as one string, in single quotes: {key}: '{written}'");
                    }
                }
            }
        }
    }

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        System.Text.Json.JsonValueKind.Number => "number",
        System.Text.Json.JsonValueKind.Array => "list",
        _ => "map",
    };

    private static IEnumerable<LintFault> RemovedVersions(LintWorld world) =>
        world.OfKind("Ingress").Where(item => RemovedIngressVersions.Contains(item.ApiVersion, StringComparer.Ordinal)).Select(item => item.Fault(
            "/apiVersion",
            $"apiVersion {item.ApiVersion} was removed in Kubernetes 1.22",
            "use networking.k8s.io/v1: serviceName and servicePort become service.name and service.port, and every path gets a pathType"));

    private static IEnumerable<LintFault> WrongVersions(LintWorld world)
    {
        foreach (var item in world.All)
        {
            if (ServedVersions.ByKind.TryGetValue(item.Kind, out var version) && item.ApiVersion != version &&
                !RemovedIngressVersions.Contains(item.ApiVersion, StringComparer.Ordinal))
            {
                yield return item.Fault(
                    item.ApiVersion.Length == 0 ? "" : "/apiVersion",
                    $"{item.Kind} has apiVersion '{item.ApiVersion}'",
                    $"write apiVersion: {version}");
            }
        }
    }

    private static IEnumerable<LintFault> AnnotationsAsLabels(LintWorld world)
    {
        foreach (var item in world.All)
        {
            foreach (var key in item.Labels.Keys.Where(IsOurs))
            {
                yield return item.Fault(
                    JsonPointer.Of("metadata", "labels", key),
                    $"{key} is a label; the controller reads annotations",
                    "move it from metadata.labels to metadata.annotations");
            }
        }
    }

    private static IEnumerable<LintFault> MisplacedAnnotations(LintWorld world)
    {
        foreach (var item in world.OfKind("Ingress", "Service"))
        {
            foreach (var place in new[] { "", "metadata", "spec" })
            {
                var map = (place.Length == 0 ? item.Json : item.At(place)) as JsonObject ?? [];
                foreach (var (key, value) in map.Where(member => IsOurs(member.Key) || (place != "metadata" && member.Key == "annotations")))
                {
                    yield return item.Fault(
                        place.Length == 0 ? JsonPointer.Of(key) : JsonPointer.Of(place, key),
                        $"{key} stands {(place.Length == 0 ? "at the top of the object" : $"in {place}")}, where nobody reads it",
                        "indent it so that it is a member of metadata.annotations");
                }
            }
        }
    }

    private static IEnumerable<LintFault> Twice(LintWorld world) => world.All
        .Where(item => item.Name.Length > 0)
        .GroupBy(item => (item.Kind, item.Key))
        .Where(group => group.Count() > 1)
        .SelectMany(group => group.OrderBy(item => item.Index).Skip(1).Select(item => item.Fault(
            "",
            $"{item} is given {group.Count()} times; what is applied last replaces the others",
            "keep one of them, or give them different names")));

    private static bool IsOurs(string key) => key.StartsWith(IngressAnnotations.Prefix + "/", StringComparison.Ordinal);
}
