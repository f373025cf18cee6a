using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static IReadOnlyList<TableColumn> All { get; } =
    [
        TableColumns.Text("Name", item => item.Name()),
        TableColumns.Text("Status", item => (item.HasCondition("Ready") ? "Ready" : "NotReady") + (item.Flag("spec", "unschedulable") == true ? ",SchedulingDisabled" : "")),
        TableColumns.Text("Roles", item => string.Join(',', item.Pairs("metadata", "labels")
            .Where(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal))
            .Select(label => label.Key[RolePrefix.Length..])) is { Length: > 0 } roles ? roles : "<none>"),
        new("Age", "string", 0, (item, now) => TableColumns.Age(item.Text("metadata", "creationTimestamp"), now)),
        TableColumns.Text("Version", item => item.Text("status", "nodeInfo", "kubeletVersion")),
        TableColumns.Text("Internal-IP", item => Address(item, "InternalIP"), 1),
        TableColumns.Text("External-IP", item => Address(item, "ExternalIP"), 1),
        TableColumns.Text("OS-Image", item => item.Text("status", "nodeInfo", "osImage"), 1),
        TableColumns.Text("Kernel-Version", item => item.Text("status", "nodeInfo", "kernelVersion"), 1),
        TableColumns.Text("Container-Runtime", item => item.Text("status", "nodeInfo", "containerRuntimeVersion"), 1),
    ];

    private static string Address(JsonObject item, string type) =>
        item.Items("status", "addresses").FirstOrDefault(address => address.Text("type") == type).Text("address") ?? "<none>";
}
