using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ResourceCollection(IList<IResource> resources) : Collection<IResource>(resources), IResourceCollection
{
    public ResourceCollection()
        : this([])
    {
    }

    protected override void InsertItem(int index, IResource item)
    {
        if (Items.FirstOrDefault(r => string.Equals(r.Name, item.Name, StringComparison.OrdinalIgnoreCase)) is { } existing)
        {
            throw new DistributedApplicationException(
                $"Cannot add a resource named '{item.Name}' of type '{item.GetType().Name}': the application already has a resource " +
                $"of that name, of type '{existing.GetType().Name}'. Names are compared without regard to case.");
        }

        base.InsertItem(index, item);
    }
}
