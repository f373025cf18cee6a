using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Kubernetes;

/// <summary>Checks an object of a custom resource against its definition, strictly: a member that the schema has not is a fault.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ (structural schemas)</remarks>
internal static class StructuralSchema
{
    private static readonly string[] OfEveryObject = ["apiVersion", "kind", "metadata"];

    /// <param name="definition">A CustomResourceDefinition.</param>
    /// <returns>True when it defines objects of this version and kind.</returns>
    public static bool Defines(JsonObject definition, string apiVersion, string kind) =>
        definition["spec"]!["names"]!["kind"]!.GetValue<string>() == kind
        && definition["spec"]!["versions"]!.AsArray().Any(version => $"{definition["spec"]!["group"]}/{version!["name"]}" == apiVersion);

    /// <summary>One sentence per fault, each with the member's path.</summary>
    public static IReadOnlyList<string> Faults(JsonObject definition, JsonObject item)
    {
        var faults = new List<string>();
        var version = item["apiVersion"]!.GetValue<string>().Split('/')[^1];
        var schema = definition["spec"]!["versions"]!.AsArray().Single(entry => entry!["name"]!.GetValue<string>() == version)!["schema"]!["openAPIV3Schema"]!;
        var rest = new JsonObject(item.Where(member => !OfEveryObject.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Check(rest, schema.AsObject(), "", faults);
        return faults;
    }

    private static void Check(JsonNode? value, JsonObject schema, string path, List<string> faults)
    {
        if (value is null || schema["x-kubernetes-preserve-unknown-fields"]?.GetValueKind() == JsonValueKind.True)
        {
            return;
        }

        var type = schema["type"]?.GetValue<string>();
        if (schema["x-kubernetes-int-or-string"] is null && !Fits(value, type))
        {
            faults.Add($"{path} must be of type {type}, and is {value.ToJsonString()}");
            return;
        }

        if (schema["enum"] is JsonArray values && !values.Any(allowed => JsonNode.DeepEquals(allowed, value)))
        {
            faults.Add($"{path} is {value.ToJsonString()}; it can be {string.Join(", ", values.Select(allowed => allowed!.ToString()))}");
        }

        switch (value)
        {
            case JsonObject map:
                CheckMembers(map, schema, path, faults);
                break;
            case JsonArray list when schema["items"] is JsonObject items:
                for (var i = 0; i < list.Count; i++)
                {
                    Check(list[i], items, $"{path}[{i}]", faults);
                }

                break;
        }
    }

    private static void CheckMembers(JsonObject map, JsonObject schema, string path, List<string> faults)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        foreach (var required in schema["required"] as JsonArray ?? [])
        {
            if (map[required!.GetValue<string>()] is null)
            {
                faults.Add($"{prefix}{required} is missing");
            }
        }

        foreach (var (name, member) in map)
        {
            if (schema["properties"]?[name] is JsonObject known)
            {
                Check(member, known, prefix + name, faults);
            }
            else if (schema["additionalProperties"] is JsonObject additional)
            {
                Check(member, additional, prefix + name, faults);
            }
            else
            {
                faults.Add($"{prefix}{name} is no field of the type");
            }
        }
    }

    private static bool Fits(JsonNode value, string? type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value.GetValueKind() == JsonValueKind.String,
        "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _),
        "number" => value.GetValueKind() == JsonValueKind.Number,
        _ => true,
    };
}
