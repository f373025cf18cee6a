using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>The Resource Groups Tagging API: the tags of all services' resources in one list, which is made when it is asked for.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html</remarks>
internal sealed class TaggingService(IEnumerable<TagSource> sources, NativeTagging native, TimeProvider time) : IAwsService
{
    private const int MaxArns = 20;
    private const int MaxKeysPerPage = 100;

    private readonly TaggingPage _page = new(time);

    public string SigningName => "tagging";

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => "ResourceGroupsTaggingAPI_20170126";

    public IReadOnlyCollection<AwsOperation> Operations =>
    [
        JsonOperation.Create("GetResources", "PaginationToken TagFilters[](Key Values[]) ResourcesPerPage TagsPerPage ResourceTypeFilters[] IncludeComplianceDetails ExcludeCompliantResources ResourceARNList[]", _ => Ask("GetResources"), GetResources),
        JsonOperation.Create("GetTagKeys", "PaginationToken", _ => Ask("GetTagKeys"), call => List(call, "TagKeys", Tagged(call).SelectMany(resource => resource.Tags.Keys))),
        JsonOperation.Create("GetTagValues", "PaginationToken Key", _ => Ask("GetTagValues"), GetTagValues),
        Change("TagResources", "ResourceARNList[] Tags{}", ReadTag),
        Change("UntagResources", "ResourceARNList[] TagKeys[]", ReadUntag),
    ];

    private static AccessRequest[] Ask(string operation) => [new AccessRequest($"tag:{operation}", "*", ConditionKeys.None)];

    // Users and roles can be tagged by this API and are not found by it, so no source has them.
    private IEnumerable<TaggedResource> Tagged(AwsCall call) => sources.SelectMany(source => source.In(call)).Where(resource => !resource.Tags.IsEmpty);

    private JsonObject GetResources(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var query = ResourceQuery.Read(members);
        var (found, token) = _page.Cut(
            members,
            Tagged(call).Where(resource => !query.ExcludesCompliant && query.Matches(resource)).OrderBy(resource => resource.Arn, StringComparer.Ordinal),
            resource => resource.Arn,
            query.PageLength);
        return new JsonObject { ["PaginationToken"] = token, ["ResourceTagMappingList"] = new JsonArray([.. found.Select(resource => Mapping(resource, query.IncludesCompliance))]) };
    }

    private static JsonObject Mapping(TaggedResource resource, bool includesCompliance)
    {
        var mapping = new JsonObject
        {
            ["ResourceARN"] = resource.Arn,
            ["Tags"] = new JsonArray([.. resource.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        };
        if (includesCompliance)
        {
            mapping["ComplianceDetails"] = new JsonObject { ["NoncompliantKeys"] = new JsonArray(), ["KeysWithNoncompliantValues"] = new JsonArray(), ["ComplianceStatus"] = true };
        }

        return mapping;
    }

    private JsonObject GetTagValues(AwsCall call)
    {
        var key = new JsonMembers(call.Body).FindString("Key");
        return key is { Length: >= 1 and <= AwsTagRules.MaxKeyLength }
            ? List(call, "TagValues", Tagged(call).Where(resource => resource.Tags.ContainsKey(key)).Select(resource => resource.Tags[key]))
            : throw TaggingErrors.InvalidParameter($"Key must have 1 to {AwsTagRules.MaxKeyLength} characters.");
    }

    private JsonObject List(AwsCall call, string member, IEnumerable<string> all)
    {
        var (page, token) = _page.Cut(
            new JsonMembers(call.Body), all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), text => text, rest => Math.Min(MaxKeysPerPage, rest.Count));
        return new JsonObject { ["PaginationToken"] = token, [member] = new JsonArray([.. page.Select(text => JsonValue.Create(text))]) };
    }

    private AwsOperation Change(string name, string members, Func<JsonMembers, Func<TagTarget, NativeTagCall?>> read) => new()
    {
        Name = name,
        Members = new RequestMembers(members),
        Access = _ => Ask(name),
        Handle = (call, cancellationToken) => ChangeAsync(call, read(new JsonMembers(call.Body)), cancellationToken),
    };

    // Each by itself: what cannot be tagged is told, and keeps nothing from the others.
    private async ValueTask<AwsResult> ChangeAsync(AwsCall call, Func<TagTarget, NativeTagCall?> make, CancellationToken cancellationToken)
    {
        var arns = new JsonMembers(call.Body).Strings("ResourceARNList");
        if (arns.Length is < 1 or > MaxArns)
        {
            throw TaggingErrors.InvalidParameter($"ResourceARNList must have 1 to {MaxArns} items.");
        }

        var failed = new JsonObject();
        foreach (var target in arns.Distinct(StringComparer.Ordinal).Select(TagTarget.Parse).ToList())
        {
            if (await native.FindFailureAsync(call, target, make(target), cancellationToken) is { } failure)
            {
                failed[target.Arn] = new JsonObject { ["StatusCode"] = (int)failure.Status, ["ErrorCode"] = failure.Code, ["ErrorMessage"] = failure.Message };
            }
        }

        return new AwsResult.Json(new JsonObject { ["FailedResourcesMap"] = failed });
    }

    private static Func<TagTarget, NativeTagCall?> ReadTag(JsonMembers members)
    {
        var tags = members.StringMap("Tags");
        var wrong = tags.FirstOrDefault(tag => tag.Key.Length is < 1 or > AwsTagRules.MaxKeyLength || tag.Value.Length > AwsTagRules.MaxValueLength);
        return tags.Count is >= 1 and <= AwsTagRules.MaxTags && wrong.Key is null
            ? target => NativeTagCall.ToTag(target, tags)
            : throw TaggingErrors.InvalidParameter(string.Create(
                CultureInfo.InvariantCulture,
                $"Tags must have 1 to {AwsTagRules.MaxTags} items with keys of 1 to {AwsTagRules.MaxKeyLength} characters and values of {AwsTagRules.MaxValueLength} at most."));
    }

    private static Func<TagTarget, NativeTagCall?> ReadUntag(JsonMembers members)
    {
        var keys = members.Strings("TagKeys");
        return keys.Length is >= 1 and <= AwsTagRules.MaxTags && keys.All(key => key.Length is >= 1 and <= AwsTagRules.MaxKeyLength)
            ? target => NativeTagCall.ToUntag(target, keys)
            : throw TaggingErrors.InvalidParameter($"TagKeys must have 1 to {AwsTagRules.MaxTags} items of 1 to {AwsTagRules.MaxKeyLength} characters.");
    }
}
