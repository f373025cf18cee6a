using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>What GetResources asks for.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html</remarks>
internal sealed partial class ResourceQuery
{
    private const int MaxFilters = 50;
    private const int MaxValues = 20;
    private const int MaxTypes = 100;
    private const int MaxArns = 100;

    // The reference gives the range of both and no default.
    private const int DefaultResources = 50;

    // What a list of ARNs leaves nothing to do for.
    private static readonly string[] s_notWithArns = ["TagFilters", "ResourceTypeFilters", "ResourcesPerPage", "TagsPerPage", "PaginationToken"];

    private readonly ImmutableArray<(string Key, ImmutableArray<string> Values)> _filters;
    private readonly ImmutableArray<(string Service, string? Type)> _types;
    private readonly ImmutableArray<string> _arns;
    private readonly int? _resourcesPerPage;
    private readonly int? _tagsPerPage;

    private ResourceQuery(JsonMembers members)
    {
        _filters = [.. members.Objects("TagFilters").Select(ReadFilter)];
        _types = [.. members.Strings("ResourceTypeFilters").Select(ReadType)];
        _arns = members.Strings("ResourceARNList");
        _resourcesPerPage = ReadSize(members, "ResourcesPerPage", 1, 100);
        _tagsPerPage = ReadSize(members, "TagsPerPage", 100, 500);
        IncludesCompliance = members.FindBoolean("IncludeComplianceDetails") == true;
        ExcludesCompliant = members.FindBoolean("ExcludeCompliantResources") == true;
    }

    /// <summary>Whether each resource says that it complies with the tag policy in force. There is none, so each does.</summary>
    public bool IncludesCompliance { get; }

    /// <summary>Whether only resources are asked for that do not comply.</summary>
    public bool ExcludesCompliant { get; }

    /// <exception cref="AwsException"><c>InvalidParameterException</c>.</exception>
    public static ResourceQuery Read(JsonMembers members)
    {
        var query = new ResourceQuery(members);
        Limit("TagFilters", query._filters.Length, MaxFilters);
        Limit("ResourceTypeFilters", query._types.Length, MaxTypes);
        Limit("ResourceARNList", query._arns.Length, MaxArns);
        if (members.Has("ResourceARNList")
            && Array.Find(s_notWithArns, members.Has) is { } other)
        {
            throw TaggingErrors.InvalidParameter($"ResourceARNList and {other} cannot be specified together.");
        }

        foreach (var arn in query._arns)
        {
            TagTarget.Parse(arn);
        }

        return query.ExcludesCompliant && !query.IncludesCompliance
            ? throw TaggingErrors.InvalidParameter("ExcludeCompliantResources can be true only if IncludeComplianceDetails is true.")
            : query;
    }

    public bool Matches(TaggedResource resource) =>
        (_arns.IsEmpty || _arns.Contains(resource.Arn, StringComparer.Ordinal))
        && (_types.IsEmpty || _types.Any(type => resource.IsOf(type.Service, type.Type)))
        && _filters.All(filter => resource.Tags.TryGetValue(filter.Key, out var value) && (filter.Values.IsEmpty || filter.Values.Contains(value, StringComparer.Ordinal)));

    /// <summary>How many resources are in a page that begins with the first of these. A resource and its tags are never parted.</summary>
    public int PageLength(List<TaggedResource> rest)
    {
        var most = _resourcesPerPage ?? (_tagsPerPage is null ? DefaultResources : rest.Count);
        var (count, tags) = (0, 0);
        foreach (var resource in rest.Take(most))
        {
            tags += Math.Max(1, resource.Tags.Count);
            if (count > 0 && tags > _tagsPerPage)
            {
                break;
            }

            count++;
        }

        return count;
    }

    private static (string Key, ImmutableArray<string> Values) ReadFilter(JsonMembers filter)
    {
        var (key, values) = (filter.FindString("Key") ?? "", filter.Strings("Values"));
        if (key.Length is < 1 or > AwsTagRules.MaxKeyLength)
        {
            throw TaggingErrors.InvalidParameter($"The key of a tag filter must have 1 to {AwsTagRules.MaxKeyLength} characters.");
        }

        Limit("Values of a tag filter", values.Length, MaxValues);
        return values.Any(value => value.Length > AwsTagRules.MaxValueLength)
            ? throw TaggingErrors.InvalidParameter($"The value of a tag filter can have {AwsTagRules.MaxValueLength} characters at most.")
            : (key, values);
    }

    // eks, ec2:instance. A service that the emulator has not may be one of AWS's: it has no resources here.
    private static (string Service, string? Type) ReadType(string filter)
    {
        var parts = filter.Split(':', 2);
        return ServiceName().IsMatch(parts[0]) && filter.Length <= 256
            ? (parts[0], parts is [_, { Length: > 0 } type] ? type : null)
            : throw TaggingErrors.UnsupportedService(parts[0], parts.ElementAtOrDefault(1));
    }

    private static int? ReadSize(JsonMembers members, string name, int least, int most) =>
        members.FindInt32(name) is not { } size || (size >= least && size <= most)
            ? members.FindInt32(name)
            : throw TaggingErrors.InvalidParameter($"{name} must be from {least} to {most}.");

    private static void Limit(string what, int count, int most)
    {
        if (count > most)
        {
            throw TaggingErrors.InvalidParameter($"{what}: {most} at most.");
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex ServiceName();
}
