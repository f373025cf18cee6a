using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A container's environment, with its references resolved.</summary>
internal static class ContainerEnvironment
{
    /// <exception cref="StatusException">A reference leads nowhere; a kubelet calls it CreateContainerConfigError.</exception>
    public static IReadOnlyDictionary<string, string> Build(NodeServices node, JsonObject pod, JsonObject container, string? podIP)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["KUBERNETES_SERVICE_HOST"] = node.Cluster.Info.Endpoint.Host,
            ["KUBERNETES_SERVICE_PORT"] = node.Cluster.Info.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        foreach (var from in container.Items("envFrom"))
        {
            var prefix = from.Text("prefix") ?? "";
            foreach (var (key, value) in Entries(node, pod, from))
            {
                environment[prefix + key] = value;
            }
        }

        foreach (var variable in container.Items("env"))
        {
            if (Value(node, pod, variable, podIP) is { } value)
            {
                environment[variable.Text("name")!] = value;
            }
        }

        return environment;
    }

    /// <summary>A field of the downward API, for example <c>metadata.name</c>.</summary>
    /// <exception cref="StatusException">The field is not one of the downward API.</exception>
    public static string Field(NodeServices node, JsonObject pod, string path, string? podIP) => path switch
    {
        "metadata.name" => pod.Name(),
        "metadata.namespace" => pod.Namespace(),
        "metadata.uid" => pod.Uid(),
        "spec.nodeName" => pod.Text("spec", "nodeName") ?? "",
        "spec.serviceAccountName" => pod.Text("spec", "serviceAccountName") ?? "",
        "status.podIP" or "status.podIPs" => podIP ?? "",
        "status.hostIP" or "status.hostIPs" => HostIP(node, pod) ?? "",
        _ when Key(path, "metadata.labels") is { } label => pod.Label(label) ?? "",
        _ when Key(path, "metadata.annotations") is { } annotation => pod.Annotation(annotation) ?? "",
        _ => throw StatusException.BadRequest($"unsupported fieldPath: {path}"),
    };

    public static string? HostIP(NodeServices node, JsonObject pod) =>
        node.Objects.Find("nodes", "", pod.Text("spec", "nodeName") ?? "").Items("status", "addresses")
            .FirstOrDefault(address => address.Text("type") == "InternalIP").Text("address");

    // For example metadata.labels['app'].
    private static string? Key(string path, string map) =>
        path.StartsWith(map + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(map.Length + 2)..^2]
            : null;

    private static string? Value(NodeServices node, JsonObject pod, JsonObject variable, string? podIP)
    {
        if (variable.Map("valueFrom") is not { } from)
        {
            return variable.Text("value") ?? "";
        }

        if (from.Text("fieldRef", "fieldPath") is { } field)
        {
            return Field(node, pod, field, podIP);
        }

        if (from.Map("configMapKeyRef") is { } configMap)
        {
            return Entry(node, pod, "configmaps", configMap);
        }

        return from.Map("secretKeyRef") is { } secret
            ? Entry(node, pod, "secrets", secret)
            : throw StatusException.BadRequest($"variable {variable.Text("name")}: only fieldRef, configMapKeyRef and secretKeyRef are emulated");
    }

    private static string? Entry(NodeServices node, JsonObject pod, string resource, JsonObject reference)
    {
        var found = node.Objects.Find(resource, pod.Namespace(), reference.Text("name") ?? "");
        var value = found.Text("data", reference.Text("key") ?? "");
        if (value is null)
        {
            return reference.Flag("optional") == true
                ? null
                : throw StatusException.BadRequest(found is null
                    ? $"{resource[..^1]} \"{reference.Text("name")}\" not found"
                    : $"couldn't find key {reference.Text("key")} in {resource[..^1]} {pod.Namespace()}/{reference.Text("name")}");
        }

        return resource == "secrets" ? Encoding.UTF8.GetString(Convert.FromBase64String(value)) : value;
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(NodeServices node, JsonObject pod, JsonObject from)
    {
        var (resource, reference) = from.Map("configMapRef") is { } configMap ? ("configmaps", configMap) : ("secrets", from.Map("secretRef"));
        var found = node.Objects.Find(resource, pod.Namespace(), reference.Text("name") ?? "");
        if (found is null && reference.Flag("optional") != true)
        {
            throw StatusException.BadRequest($"{resource[..^1]} \"{reference.Text("name")}\" not found");
        }

        return resource == "secrets"
            ? found.Pairs("data").Select(pair => KeyValuePair.Create(pair.Key, Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value))))
            : found.Pairs("data");
    }
}
