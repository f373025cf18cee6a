using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>Reads the API's discovery documents: all groups of it in two answers.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery</remarks>
internal static class AggregatedDiscovery
{
    public static readonly string[] MediaTypes =
    [
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
        "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
    ];

    /// <summary>Where the core group and all others are found.</summary>
    public static readonly string[] Paths = ["api", "apis"];

    /// <summary>The kinds of one answer. A kind that several versions of a group have is there once, in the version that comes first: it is the preferred one.</summary>
    /// <exception cref="FormatException">The answer is no such document: the API server is older than Kubernetes 1.27.</exception>
    public static IEnumerable<ServedKind> Read(JsonObject answer)
    {
        if (answer["kind"]?.GetValue<string>() != "APIGroupDiscoveryList")
        {
            throw new FormatException($"The cluster's discovery answers {answer["kind"]}, not APIGroupDiscoveryList. It takes Kubernetes 1.27 or newer.");
        }

        foreach (var group in Objects(answer["items"]))
        {
            var name = group["metadata"]?["name"]?.GetValue<string>() ?? "";
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var version in Objects(group["versions"]))
            {
                var apiVersion = name.Length == 0 ? version["version"]!.GetValue<string>() : $"{name}/{version["version"]!.GetValue<string>()}";
                foreach (var resource in Objects(version["resources"]))
                {
                    var kind = resource["responseKind"]?["kind"]?.GetValue<string>();
                    if (kind is not null && seen.Add(kind))
                    {
                        yield return new ServedKind(
                            apiVersion,
                            kind,
                            resource["scope"]?.GetValue<string>() == "Namespaced",
                            (resource["verbs"]?.AsArray() ?? []).Select(verb => verb!.GetValue<string>()).ToHashSet(StringComparer.Ordinal));
                    }
                }
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonObject>();
}
