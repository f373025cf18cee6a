using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Writes events about objects. The same event again raises its count.</summary>
internal sealed class ObjectEvents(ObjectRegistry registry)
{
    // As many as a cluster keeps in an hour with little going on; the oldest go first.
    private const int Capacity = 2_000;

    private readonly Lock _gate = new();

    public void Normal(JsonObject about, string component, string reason, string message, string? fieldPath = null) =>
        Record(about, "Normal", component, reason, message, fieldPath);

    public void Warning(JsonObject about, string component, string reason, string message, string? fieldPath = null) =>
        Record(about, "Warning", component, reason, message, fieldPath);

    private void Record(JsonObject about, string type, string component, string reason, string message, string? fieldPath)
    {
        var inNamespace = about.Namespace().Length > 0 ? about.Namespace() : "default";
        var options = WriteOptions.ControllerManager with { FieldManager = component };
        var now = registry.Time.GetUtcNow();
        lock (_gate)
        {
            var all = registry.List("events", inNamespace);
            var same = all.FirstOrDefault(item =>
                item.Text("involvedObject", "uid") == about.Uid()
                && item.Text("reason") == reason
                && item.Text("message") == message
                && item.Text("source", "component") == component
                && item.Text("involvedObject", "fieldPath") == fieldPath);
            if (same is not null)
            {
                registry.Change("events", same.Key(), item =>
                {
                    item["count"] = (item.Number("count") ?? 1) + 1;
                    item["lastTimestamp"] = Timestamps.Time(now);
                }, options);
                return;
            }

            foreach (var old in all.OrderBy(item => item.Text("lastTimestamp"), StringComparer.Ordinal).Take(Math.Max(0, all.Count - Capacity + 1)))
            {
                registry.DeleteIfPresent("events", old.Key(), DeleteRequest.Background);
            }

            try
            {
                registry.Create("events", New(about, inNamespace, type, component, reason, message, fieldPath, now), options);
            }
            catch (StatusException exception) when (exception.IsNotFound || exception.Code == 403)
            {
                // The namespace went away: nobody is left to read it.
            }
        }
    }

    private static JsonObject New(
        JsonObject about, string inNamespace, string type, string component, string reason, string message, string? fieldPath, DateTimeOffset now)
    {
        var involved = new JsonObject
        {
            ["kind"] = about.Text("kind"),
            ["apiVersion"] = about.Text("apiVersion"),
            ["name"] = about.Name(),
            ["uid"] = about.Uid(),
            ["resourceVersion"] = about.Text("metadata", "resourceVersion"),
        };
        if (about.Namespace().Length > 0)
        {
            involved["namespace"] = about.Namespace();
        }

        if (fieldPath is not null)
        {
            involved["fieldPath"] = fieldPath;
        }

        return new()
        {
            ["metadata"] = new JsonObject { ["name"] = $"{about.Name()}.{Guid.NewGuid():N}"[..Math.Min(about.Name().Length + 17, 250)], ["namespace"] = inNamespace },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["type"] = type,
            ["count"] = 1,
            ["firstTimestamp"] = Timestamps.Time(now),
            ["lastTimestamp"] = Timestamps.Time(now),
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = "",
        };
    }
}
