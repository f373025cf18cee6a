using System.Collections.Immutable;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

internal static class TagOperations
{
    private static readonly Ec2Filters<TagDescription> s_filters = new()
    {
        { "key", (TagDescription tag) => tag.Key },
        { "resource-id", (TagDescription tag) => tag.Resource.Id },
        { "resource-type", (TagDescription tag) => tag.Resource.Type.Name },
        { "value", (TagDescription tag) => tag.Value },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change("CreateTags", "ResourceId[] Tag[](Key Value)", Ec2Access.ToTagged(), Create),
        operations.Change("DeleteTags", "ResourceId[] Tag[](Key Value)", Ec2Access.ToTagged(), Delete),
        operations.Describe("DescribeTags", "Filter[](Name Value[]) MaxResults NextToken", Describe),
    ];

    private static AwsResult Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        var tags = Ec2Tags.Read(parameters, "Tag");
        if (tags.Count == 0)
        {
            throw Ec2Errors.MissingParameter("tagSet");
        }

        foreach (var resource in ResourcesOf(transaction, parameters))
        {
            transaction.Put(resource with { Tags = Ec2Tags.Apply(resource.Tags, tags) });
        }

        return Ec2Xml.True();
    }

    private static AwsResult Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var wanted = parameters.Structures("Tag").Select(tag => (Key: tag.Required("Key"), Value: tag.Find("Value"))).ToList();
        if (wanted.Find(tag => AwsTagRules.IsReserved(tag.Key)) is { Key: { } reserved })
        {
            throw Ec2Errors.InvalidValue($" {reserved} ", "key", "Tag keys starting with 'aws:' are reserved for internal use");
        }

        foreach (var resource in ResourcesOf(transaction, parameters))
        {
            transaction.Put(resource with { Tags = Without(resource.Tags, wanted) });
        }

        return Ec2Xml.True();
    }

    /// <summary>Without a list all go that users made; a tag goes whatever its value, unless the request says which.</summary>
    private static ImmutableSortedDictionary<string, string> Without(ImmutableSortedDictionary<string, string> tags, List<(string Key, string? Value)> wanted) =>
        wanted.Count == 0
            ? tags.RemoveRange(tags.Keys.Where(key => !AwsTagRules.IsReserved(key)))
            : tags.RemoveRange(wanted
                .Where(tag => tags.TryGetValue(tag.Key, out var value) && (tag.Value is null || tag.Value == value))
                .Select(tag => tag.Key));

    private static List<Ec2Resource> ResourcesOf(Ec2Scope scope, AwsParameters parameters)
    {
        var ids = parameters.Strings("ResourceId");
        return ids.Count > 0
            ? [.. ids.Distinct(StringComparer.Ordinal).Select(id => scope.Get<Ec2Resource>(Ec2Tags.TypeOf(id), id))]
            : throw Ec2Errors.MissingParameter("resourceIdSet");
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var matches = s_filters.Read(parameters);
        var (tags, next) = Ec2Page.Cut(
            [.. scope.State.Resources.Values
                .SelectMany(resource => resource.Tags.Select(tag => new TagDescription(resource, tag.Key, tag.Value)))
                .Where(tag => matches(scope, tag))
                .OrderBy(tag => tag.SortKey, StringComparer.Ordinal)],
            tag => tag.SortKey,
            parameters);
        return new AwsResult.Xml(
            Ec2Xml.List("tagSet", tags.Select(tag => new XElement(
                "item",
                new XElement("resourceId", tag.Resource.Id),
                new XElement("resourceType", tag.Resource.Type.Name),
                new XElement("key", tag.Key),
                new XElement("value", tag.Value)))),
            next);
    }
}
