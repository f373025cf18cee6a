using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Provisioner.Workloads;

/// <summary>
/// Puts values into the placeholders of Kubernetes objects. Pods whose ConfigMap or Secret got a value carry a hash of it, so that another value
/// rolls them.
/// </summary>
internal static class ParameterizedObjects
{
    // Whoever reads a pod shall not find out a short secret by trying.
    private const int HashIterations = 100_000;

    /// <param name="objects">Objects as they were published.</param>
    /// <param name="value">The value of a parameter.</param>
    public static IReadOnlyList<JsonObject> Resolve(IReadOnlyList<JsonObject> objects, Func<string, string> value)
    {
        var changed = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var resolved = new List<JsonObject>();
        foreach (var item in objects)
        {
            var result = SpecParameters.Replace(item, value)!.AsObject();
            if (Kind(result) == "Secret")
            {
                Encode(result);
            }

            if (!JsonNode.DeepEquals(item, result) && Kind(result) is "ConfigMap" or "Secret")
            {
                changed[Key(result, Kind(result)!, Name(result))] = result;
            }

            resolved.Add(result);
        }

        foreach (var item in resolved.Where(item => Kind(item) is "Deployment" or "StatefulSet" or "DaemonSet"))
        {
            var sources = References(item).Select(key => changed.GetValueOrDefault(key)).OfType<JsonObject>().ToList();
            if (sources.Count > 0)
            {
                Annotate(item, sources);
            }
        }

        return resolved;
    }

    // The API server turns stringData into data and never gives it back; only data can be compared with what is there.
    private static void Encode(JsonObject secret)
    {
        if (secret["stringData"] is not JsonObject texts)
        {
            return;
        }

        if (secret["data"] is not JsonObject data)
        {
            secret["data"] = data = [];
        }

        foreach (var (name, text) in texts)
        {
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text?.GetValue<string>() ?? ""));
        }

        secret.Remove("stringData");
    }

    private static IEnumerable<string> References(JsonObject workload)
    {
        var containers = workload["spec"]?["template"]?["spec"]?["containers"]?.AsArray() ?? [];
        foreach (var container in containers.OfType<JsonObject>())
        {
            foreach (var source in container["envFrom"]?.AsArray().OfType<JsonObject>() ?? [])
            {
                if (source["configMapRef"]?["name"]?.GetValue<string>() is { } map)
                {
                    yield return Key(workload, "ConfigMap", map);
                }

                if (source["secretRef"]?["name"]?.GetValue<string>() is { } secret)
                {
                    yield return Key(workload, "Secret", secret);
                }
            }

            foreach (var source in (container["env"]?.AsArray() ?? []).Select(variable => variable?["valueFrom"]))
            {
                if (source?["configMapKeyRef"]?["name"]?.GetValue<string>() is { } map)
                {
                    yield return Key(workload, "ConfigMap", map);
                }

                if (source?["secretKeyRef"]?["name"]?.GetValue<string>() is { } secret)
                {
                    yield return Key(workload, "Secret", secret);
                }
            }
        }
    }

    private static void Annotate(JsonObject workload, List<JsonObject> sources)
    {
        var template = workload["spec"]!["template"]!.AsObject();
        if (template["metadata"] is not JsonObject metadata)
        {
            template["metadata"] = metadata = [];
        }

        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        var text = string.Join('\n', sources.Select(source => source["data"]?.ToJsonString()));
        var salt = Encoding.UTF8.GetBytes(Key(workload, Kind(workload)!, Name(workload)));
        annotations[Ownership.ParametersHashAnnotation] =
            Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(text, salt, HashIterations, HashAlgorithmName.SHA256, outputLength: 8));
    }

    private static string Key(JsonObject item, string kind, string name) =>
        $"{kind}/{item["metadata"]?["namespace"]?.GetValue<string>() ?? "default"}/{name}";

    private static string? Kind(JsonObject item) => item["kind"]?.GetValue<string>();

    private static string Name(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();
}
