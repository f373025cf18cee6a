namespace EksIngress.Emulator.Kubernetes;

internal static class EventColumns
{
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        new("Last Seen", "string", 0, (item, now) => TableColumns.Age(item.Text("lastTimestamp") ?? item.Text("eventTime") ?? item.Text("metadata", "creationTimestamp"), now)),
        TableColumns.Text("Type", item => item.Text("type")),
        TableColumns.Text("Reason", item => item.Text("reason")),
        TableColumns.Text("Object", item => $"{item.Text("involvedObject", "kind")?.ToLowerInvariant()}/{item.Text("involvedObject", "name")}"),
        TableColumns.Text("Subobject", item => item.Text("involvedObject", "fieldPath"), 1),
        TableColumns.Text("Source", item => item.Text("source", "component") ?? item.Text("reportingComponent"), 1),
        TableColumns.Text("Message", item => item.Text("message")),
        new("First Seen", "string", 1, (item, now) => TableColumns.Age(item.Text("firstTimestamp") ?? item.Text("eventTime"), now)),
        new("Count", "string", 1, (item, _) => item.Number("count") ?? 1),
        TableColumns.Text("Name", item => item.Name(), 1),
    ];
}
