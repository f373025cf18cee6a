using System.Text.Json.Nodes;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Kubernetes;

/// <summary>ExternalSecrets in the place of Secrets: the values come from a store, and no one else sees them.</summary>
/// <remarks>Source: https://external-secrets.io/latest/api/externalsecret/</remarks>
internal static class ExternalSecretObjects
{
    private const string Group = "external-secrets.io";
    private const string Version = "v1";

    /// <summary>The ExternalSecret of a workload's secret variables; null when it has none.</summary>
    public static JsonObject? ExternalSecret(WorkloadSpec workload, SecretStoreSpec store)
    {
        var literals = WorkloadObjects.SecretLiterals(workload);
        if (literals.Count == 0)
        {
            return null;
        }

        var parameters = literals.SelectMany(literal => Placeholders.NamesIn(literal.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return Node.Object(
            ("apiVersion", $"{Group}/{Version}"),
            ("kind", "ExternalSecret"),
            ("metadata", Node.Object(("name", WorkloadObjects.SecretName(workload)), ("labels", Node.Map((WorkloadObjects.NameLabel, workload.Name))))),
            ("spec", Node.Object(
                ("refreshInterval", "1h"),
                ("secretStoreRef", Node.Object(("name", store.Name), ("kind", store.Namespaced ? "SecretStore" : "ClusterSecretStore"))),
                ("target", Node.Object(
                    ("name", WorkloadObjects.SecretName(workload)),
                    ("template", Node.Object(
                        ("engineVersion", "v2"),
                        ("data", Node.Map(literals.Select(literal => KeyValuePair.Create(literal.Name, Template(literal.Value))))))))),
                ("data", Node.Array(parameters.Select(name => Node.Object(
                    ("secretKey", name),
                    ("remoteRef", Node.Object(("key", store.KeyPrefix + name))))))))));
    }

    /// <summary>The part of the operator's definition that is used here.</summary>
    public static JsonObject Definition()
    {
        var text = Node.Object(("type", "string"));
        var template = Map(("engineVersion", text), ("data", Node.Object(("type", "object"), ("additionalProperties", text.DeepClone()))));
        var data = Map(("secretKey", text.DeepClone()), ("remoteRef", Map(("key", text.DeepClone()))));
        var spec = Map(
            ("refreshInterval", text.DeepClone()),
            ("secretStoreRef", Map(("name", text.DeepClone()), ("kind", text.DeepClone()))),
            ("target", Map(("name", text.DeepClone()), ("template", template))),
            ("data", Node.Object(("type", "array"), ("items", data))));
        return Node.Object(("spec", Node.Object(
            ("group", Group),
            ("names", Node.Object(("kind", "ExternalSecret"))),
            ("versions", Node.Array(Node.Object(
                ("name", Version),
                ("schema", Node.Object(("openAPIV3Schema", Map(("spec", spec)))))))))));
    }

    private static JsonObject Map(params ReadOnlySpan<(string Name, JsonNode? Value)> properties) =>
        Node.Object(("type", "object"), ("properties", Node.Object(properties)));

    // A Go template: what the value itself has of its braces is text.
    private static string Template(string value) => Placeholders.Replace(
        value.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal), name => $"{{{{ index . \"{name}\" }}}}");
}
