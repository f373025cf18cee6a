using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>What the cluster's events say about an Ingress: the place where the controller tells why there is no ALB.</summary>
internal static class IngressEvents
{
    /// <summary>The newest event, if it is a warning: <c>FailedBuildModel: Failed build model due to …</c>. Null otherwise.</summary>
    public static string? FindWarning(IEnumerable<JsonObject> events) =>
        events.MaxBy(Time, StringComparer.Ordinal) is { } newest && newest["type"]?.GetValue<string>() == "Warning"
            ? $"{newest["reason"]}: {newest["message"]}"
            : null;

    /// <summary>Whether an event was seen at that time or later.</summary>
    public static bool IsSince(JsonObject item, DateTimeOffset time) =>
        DateTimeOffset.TryParse(Time(item), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var seen) && seen >= time;

    // RFC 3339 in UTC sorts as text. Old and new writers fill different members.
    private static string Time(JsonObject item) =>
        Text(item["lastTimestamp"]) ?? Text(item["series"]?["lastObservedTime"]) ?? Text(item["eventTime"])
            ?? Text(item["metadata"]?["creationTimestamp"]) ?? "";

    private static string? Text(JsonNode? node) => node?.GetValue<string>() is { Length: > 0 } text ? text : null;
}
