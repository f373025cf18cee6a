using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

internal static class PodColumns
{
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        TableColumns.Text("Name", item => item.Name()),
        TableColumns.Text("Ready", item =>
            $"{item.Items("status", "containerStatuses").Count(status => status.Flag("ready") == true)}/{item.Items("spec", "containers").Count()}"),
        TableColumns.Text("Status", Status),
        new("Restarts", "string", 0, (item, now) => Restarts(item, now)),
        new("Age", "string", 0, (item, now) => TableColumns.Age(item.Text("metadata", "creationTimestamp"), now)),
        TableColumns.Text("IP", item => item.Text("status", "podIP") ?? "<none>", 1),
        TableColumns.Text("Node", item => item.Text("spec", "nodeName") ?? "<none>", 1),
        TableColumns.Text("Nominated Node", item => item.Text("status", "nominatedNodeName") ?? "<none>", 1),
        TableColumns.Text("Readiness Gates", Gates, 1),
    ];

    private static string Status(JsonObject item)
    {
        if (item.IsTerminating())
        {
            return "Terminating";
        }

        foreach (var status in item.Items("status", "containerStatuses").Reverse())
        {
            if ((status.Text("state", "waiting", "reason") ?? status.Text("state", "terminated", "reason")) is { Length: > 0 } reason)
            {
                return reason;
            }
        }

        return item.Text("status", "reason") ?? item.Text("status", "phase") ?? "Unknown";
    }

    private static string Restarts(JsonObject item, DateTimeOffset now)
    {
        var statuses = item.Items("status", "containerStatuses").ToList();
        var count = statuses.Sum(status => status.Number("restartCount") ?? 0);
        var last = statuses.Select(status => status.Text("lastState", "terminated", "finishedAt")).OfType<string>().Max(StringComparer.Ordinal);
        return count > 0 && last is not null ? $"{count} ({TableColumns.Age(last, now)} ago)" : $"{count}";
    }

    private static string Gates(JsonObject item)
    {
        var gates = item.Items("spec", "readinessGates").Select(gate => gate.Text("conditionType") ?? "").ToList();
        return gates.Count == 0 ? "<none>" : $"{gates.Count(gate => item.HasCondition(gate))}/{gates.Count}";
    }
}
