using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One entry of <c>metadata.managedFields</c>.</summary>
internal sealed record FieldManager(string Name, string Operation, string ApiVersion, string Subresource, string Time, FieldSet Fields)
{
    public bool Is(string name, string operation, string apiVersion, string subresource) =>
        Name == name && Operation == operation && Subresource == subresource && (operation == "Apply" || ApiVersion == apiVersion);

    public JsonObject ToJson()
    {
        var entry = new JsonObject
        {
            ["manager"] = Name,
            ["operation"] = Operation,
            ["apiVersion"] = ApiVersion,
            ["time"] = Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = Fields.ToJson(),
        };
        if (Subresource.Length > 0)
        {
            entry["subresource"] = Subresource;
        }

        return entry;
    }

    public static FieldManager FromJson(JsonObject entry) => new(
        entry.Text("manager") ?? "",
        entry.Text("operation") ?? "Update",
        entry.Text("apiVersion") ?? "",
        entry.Text("subresource") ?? "",
        entry.Text("time") ?? "",
        FieldSet.Parse(entry["fieldsV1"]));
}
