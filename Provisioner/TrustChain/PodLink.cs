using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>What the pods of a service account got when they were created: what leads to the role, and a token for it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html and pod-id-how-it-works.html</remarks>
internal static class PodLink
{
    private const string Name = "pods";

    /// <summary>Whether a pod runs as the service account, and is to go on doing so.</summary>
    public static bool IsOf(ChainSubject subject, JsonObject pod) =>
        Text(pod["metadata"]?["namespace"]) == subject.Namespace
        && (Text(pod["spec"]?["serviceAccountName"]) ?? "default") == subject.ServiceAccount
        && pod["metadata"]?["deletionTimestamp"] is null;

    public static ChainLink Check(ChainSubject subject, ChainRoute route, IReadOnlyList<JsonObject> pods)
    {
        var ours = pods.Where(pod => IsOf(subject, pod)).ToList();
        if (ours.Count == 0)
        {
            return ChainLink.Broken(Name, $"a pod that runs as {subject.Namespace}/{subject.ServiceAccount}", "there is none", $"kubectl get deployments --namespace {subject.Namespace}");
        }

        foreach (var pod in ours)
        {
            if (FindFault(pod, route) is { } fault)
            {
                var name = Text(pod["metadata"]?["name"]);
                return ChainLink.Broken(
                    Name,
                    $"{string.Join(", ", route.Variables.Select(variable => variable.Value is null ? variable.Key : $"{variable.Key}={variable.Value}"))} and a token for {route.Audience}, which a pod gets when it is created",
                    $"pod {name} {fault}",
                    $"kubectl delete pod {name} --namespace {subject.Namespace}");
            }
        }

        return ChainLink.Holds(Name, $"{ours.Count} {(ours.Count == 1 ? "has" : "have")} the role and a token for {route.Audience}");
    }

    private static string? FindFault(JsonObject pod, ChainRoute route)
    {
        var skipped = (Text(pod["metadata"]?["annotations"]?["eks.amazonaws.com/skip-containers"]) ?? "").Split(',', StringSplitOptions.TrimEntries);
        foreach (var container in (pod["spec"]?["containers"]?.AsArray() ?? []).Where(container => !skipped.Contains(Text(container?["name"]))))
        {
            // Of two of one name the last counts.
            var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var entry in container?["env"]?.AsArray() ?? [])
            {
                variables[Text(entry?["name"]) ?? ""] = Text(entry?["value"]);
            }

            // The SDKs' chain takes these before either way to a role.
            if (variables.ContainsKey("AWS_ACCESS_KEY_ID"))
            {
                return $"has an AWS_ACCESS_KEY_ID of its own in container {Text(container?["name"])}, which SDKs take first";
            }

            foreach (var (name, wanted) in route.Variables)
            {
                if (!variables.TryGetValue(name, out var found))
                {
                    return $"has no {name}";
                }

                if (wanted is not null && found != wanted)
                {
                    return $"has {name}={found}";
                }
            }
        }

        var audiences = (pod["spec"]?["volumes"]?.AsArray() ?? [])
            .SelectMany(volume => volume?["projected"]?["sources"]?.AsArray() ?? [])
            .Select(source => Text(source?["serviceAccountToken"]?["audience"]))
            .OfType<string>()
            .ToList();
        return audiences.Contains(route.Audience, StringComparer.Ordinal)
            ? null
            : audiences.Count == 0 ? "has no token volume" : $"has tokens for {string.Join(", ", audiences)}";
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
