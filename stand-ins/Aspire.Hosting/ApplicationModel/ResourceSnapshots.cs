using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What follows from a resource's annotations and is therefore part of every snapshot of it.</summary>
internal static class ResourceSnapshots
{
    public static CustomResourceSnapshot Complete(
        IResource resource, CustomResourceSnapshot previous, CustomResourceSnapshot next, IServiceProvider services)
    {
        var running = next.State?.Text == KnownResourceStates.Running;
        next = next with
        {
            Relationships = Relationships(resource),
            IconName = next.IconName ?? resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault()?.IconName,
            IconVariant = next.IconVariant ?? resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault()?.IconVariant,
            // What was found of the process before says nothing of the next one.
            ReadyEvent = running ? next.ReadyEvent : null,
            HealthReports = !running || (next.HealthReports.IsDefaultOrEmpty && previous.HealthReports.IsDefaultOrEmpty)
                ? [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null))]
                : next.HealthReports,
        };
        return next with
        {
            Commands =
            [
                .. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
                    command.Name,
                    command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = next, ServiceProvider = services }),
                    command.DisplayName,
                    command.DisplayDescription,
                    command.Parameter,
                    command.ConfirmationMessage,
                    command.IconName,
                    command.IconVariant,
                    command.IsHighlighted)),
            ],
        };
    }

    private static ImmutableArray<RelationshipSnapshot> Relationships(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type));
        if (resource is IResourceWithParent { Parent: { } parent })
        {
            relationships = relationships.Append(new RelationshipSnapshot(parent.Name, KnownRelationshipTypes.Parent));
        }

        return [.. relationships.Distinct()];
    }
}
