using System.Collections;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Backchannel;

/// <summary>A snapshot as the Aspire CLI reads it: without the values of what is secret.</summary>
internal static class BackchannelSnapshots
{
    /// <param name="change">The instance and its state.</param>
    /// <param name="secrets">Values of the application's secret parameters.</param>
    public static ResourceSnapshot Create(ResourceEvent change, IReadOnlySet<string> secrets)
    {
        var snapshot = change.Snapshot;
        return new ResourceSnapshot
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style,
            HealthStatus = snapshot.HealthStatus?.ToString(),
            ExitCode = snapshot.ExitCode,
            CreatedAt = snapshot.CreationTimeStamp,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            IsHidden = snapshot.IsHidden || snapshot.State?.Text == KnownResourceStates.Hidden,
            Urls = [.. snapshot.Urls.Where(url => !url.IsInactive && url.Url.Length > 0).Select(url => new ResourceSnapshotUrl(
                url.Name ?? "default",
                url.Url,
                url.IsInternal,
                new ResourceSnapshotUrlDisplayProperties(url.DisplayProperties.DisplayName is { Length: > 0 } text ? text : null, url.DisplayProperties.SortOrder)))],
            Relationships = [.. snapshot.Relationships.Select(relationship => new ResourceSnapshotRelationship(relationship.ResourceName, relationship.Type))],
            HealthReports = [.. snapshot.HealthReports.Select(report => new ResourceSnapshotHealthReport(
                report.Name, report.Status?.ToString(), report.Description, report.ExceptionText))],
            Volumes = [.. snapshot.Volumes.Select(volume => new ResourceSnapshotVolume(volume.Source, volume.Target, volume.MountType, volume.IsReadOnly))],
            EnvironmentVariables = [.. snapshot.EnvironmentVariables.Select(variable => new ResourceSnapshotEnvironmentVariable(
                variable.Name, variable.Value is { } value && secrets.Contains(value) ? null : variable.Value, variable.IsFromSpec))],
            Properties = snapshot.Properties.DistinctBy(property => property.Name)
                .ToDictionary(property => property.Name, property => property.IsSensitive ? null : ToNode(property.Value), StringComparer.Ordinal),
            Commands = [.. snapshot.Commands.Select(command => new ResourceSnapshotCommand(
                command.Name, command.DisplayName, command.DisplayDescription, command.State.ToString()))],
        };
    }

    private static JsonNode? ToNode(object? value) =>
        value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            int number => JsonValue.Create(number),
            long number => JsonValue.Create(number),
            double number => JsonValue.Create(number),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(ToNode)]),
            _ => JsonValue.Create(value.ToString()),
        };
}
