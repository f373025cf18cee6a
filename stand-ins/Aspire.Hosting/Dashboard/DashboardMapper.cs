using System.Collections;
using System.Globalization;
using Aspire.Hosting.Dashboard.Protos;
using Google.Protobuf.WellKnownTypes;
using HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Aspire.Hosting.Dashboard;

/// <summary>A snapshot as the dashboard reads it.</summary>
internal static class DashboardMapper
{
    /// <param name="started">Stands for the creation of resources that have none; the dashboard takes nothing without.</param>
    public static Protos.Resource ToResource(ResourceEvent change, DateTimeOffset started)
    {
        if (change.Snapshot.CreationTimeStamp is null)
        {
            change = new ResourceEvent(change.Resource, change.ResourceId, change.Snapshot with { CreationTimeStamp = started.UtcDateTime });
        }

        var snapshot = change.Snapshot;
        var resource = new Protos.Resource
        {
            Name = change.ResourceId,
            Uid = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            IsHidden = snapshot.IsHidden || snapshot.State?.Text == KnownResourceStates.Hidden,
        };
        if (snapshot.State is { } state)
        {
            resource.State = state.Text;
            if (state.Style is { } style)
            {
                resource.StateStyle = style;
            }
        }

        resource.CreatedAt = Time(snapshot.CreationTimeStamp);
        resource.StartedAt = Time(snapshot.StartTimeStamp);
        resource.StoppedAt = Time(snapshot.StopTimeStamp);
        if (snapshot.IconName is { } icon)
        {
            resource.IconName = icon;
            resource.IconVariant = Variant(snapshot.IconVariant);
        }

        resource.Environment.AddRange(snapshot.EnvironmentVariables.Select(ToVariable));
        resource.Properties.AddRange(Properties(change));
        resource.Urls.AddRange(snapshot.Urls.Select(ToUrl));
        resource.Volumes.AddRange(snapshot.Volumes.Select(volume => new Volume
        {
            Source = volume.Source ?? "",
            Target = volume.Target,
            MountType = volume.MountType,
            IsReadOnly = volume.IsReadOnly,
        }));
        resource.HealthReports.AddRange(snapshot.HealthReports.Select(ToReport));
        resource.Relationships.AddRange(snapshot.Relationships.Select(
            relationship => new ResourceRelationship { ResourceName = relationship.ResourceName, Type = relationship.Type }));
        resource.Commands.AddRange(snapshot.Commands.Select(ToCommand));
        return resource;
    }

    private static IEnumerable<ResourceProperty> Properties(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        yield return Property(KnownProperties.Uid, change.ResourceId);
        yield return Property(KnownProperties.Name, change.ResourceId);
        yield return Property(KnownProperties.Type, snapshot.ResourceType);
        yield return Property(KnownProperties.DisplayName, change.Resource.Name);
        yield return Property(KnownProperties.State, snapshot.State?.Text);
        yield return Property(KnownProperties.ExitCode, snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture));
        yield return Property(KnownProperties.CreateTime, Text(snapshot.CreationTimeStamp));
        yield return Property(KnownProperties.StartTime, Text(snapshot.StartTimeStamp));
        yield return Property(KnownProperties.StopTime, Text(snapshot.StopTimeStamp));
        yield return Property(KnownProperties.HealthState, snapshot.HealthStatus?.ToString());
        if (FindParent(change.Resource) is { } parent)
        {
            yield return Property(KnownProperties.ParentName, parent.GetInstanceNames()[0]);
        }

        foreach (var property in snapshot.Properties)
        {
            var mapped = Property(property.Name, property.Value);
            mapped.IsSensitive = property.IsSensitive;
            switch (property.Name)
            {
                case KnownProperties.ProjectPath:
                    (mapped.DisplayName, mapped.IsHighlighted, mapped.SortOrder) = ("Project path", true, 0);
                    break;
                case KnownProperties.ProjectLaunchProfile:
                    (mapped.DisplayName, mapped.SortOrder) = ("Launch profile", 1);
                    break;
                case KnownProperties.ExecutablePid:
                    (mapped.DisplayName, mapped.IsHighlighted, mapped.SortOrder) = ("Process ID", true, 2);
                    break;
            }

            yield return mapped;
        }
    }

    /// <summary>What the dashboard shows a resource below.</summary>
    private static IResource? FindParent(IResource resource) =>
        resource is IResourceWithParent { Parent: { } parent }
            ? parent
            : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(relationship => relationship.Type == KnownRelationshipTypes.Parent)?.Resource;

    private static ResourceProperty Property(string name, object? value) => new() { Name = name, Value = ToValue(value) };

    private static Value ToValue(object? value) =>
        value switch
        {
            null => Value.ForNull(),
            string text => Value.ForString(text),
            bool flag => Value.ForBool(flag),
            int or long or double or float or decimal => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(ToValue)]),
            IFormattable formattable => Value.ForString(formattable.ToString(null, CultureInfo.InvariantCulture)),
            _ => Value.ForString(value.ToString() ?? ""),
        };

    private static EnvironmentVariable ToVariable(EnvironmentVariableSnapshot variable)
    {
        var mapped = new EnvironmentVariable { Name = variable.Name, IsFromSpec = variable.IsFromSpec };
        if (variable.Value is { } value)
        {
            mapped.Value = value;
        }

        return mapped;
    }

    private static Url ToUrl(UrlSnapshot url)
    {
        var mapped = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            // Required by the dashboard even when there is nothing in it.
            DisplayProperties = new UrlDisplayProperties
            {
                DisplayName = url.DisplayProperties.DisplayName,
                SortOrder = url.DisplayProperties.SortOrder,
            },
        };
        if (url.Name is { } name)
        {
            mapped.EndpointName = name;
        }

        return mapped;
    }

    private static HealthReport ToReport(HealthReportSnapshot report)
    {
        var mapped = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            mapped.Status = status switch
            {
                HealthStatus.Healthy => Protos.HealthStatus.Healthy,
                HealthStatus.Degraded => Protos.HealthStatus.Degraded,
                _ => Protos.HealthStatus.Unhealthy,
            };
        }

        return mapped;
    }

    private static ResourceCommand ToCommand(ResourceCommandSnapshot command)
    {
        var mapped = new ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            State = command.State switch
            {
                ApplicationModel.ResourceCommandState.Enabled => Protos.ResourceCommandState.Enabled,
                ApplicationModel.ResourceCommandState.Disabled => Protos.ResourceCommandState.Disabled,
                _ => Protos.ResourceCommandState.Hidden,
            },
            Parameter = ToValue(command.Parameter),
        };
        if (command.DisplayDescription is { } description)
        {
            mapped.DisplayDescription = description;
        }

        if (command.ConfirmationMessage is { } confirmation)
        {
            mapped.ConfirmationMessage = confirmation;
        }

        if (command.IconName is { } icon)
        {
            mapped.IconName = icon;
            mapped.IconVariant = Variant(command.IconVariant);
        }

        return mapped;
    }

    private static Protos.IconVariant Variant(ApplicationModel.IconVariant? variant) =>
        variant == ApplicationModel.IconVariant.Filled ? Protos.IconVariant.Filled : Protos.IconVariant.Regular;

    private static Timestamp? Time(DateTime? time) =>
        time is { } value ? Timestamp.FromDateTime(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;

    private static string? Text(DateTime? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
