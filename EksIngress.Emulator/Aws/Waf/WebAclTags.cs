using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Tags of web ACLs, by ARN.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/waf/latest/APIReference/API_TagResource.html</remarks>
internal sealed class WebAclTags(Guarded<WebAclState> waf)
{
    private const string Field = "TAGS";

    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public IEnumerable<AwsOperation> Operations =>
    [
        JsonOperation.Create("TagResource", "ResourceARN Tags[](Key Value)", call => Access(call, "TagResource"), Tag),
        JsonOperation.Create("UntagResource", "ResourceARN TagKeys[]", call => Access(call, "UntagResource"), Untag),
        JsonOperation.Create("ListTagsForResource", "NextMarker Limit ResourceARN", call => Access(call, "ListTagsForResource"), List),
    ];

    /// <summary>The member <c>Tags</c> as it was sent, unchecked: for the questions to policies, which come before validation.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Peek(JsonMembers members) =>
        members.Objects("Tags").Select(tag => KeyValuePair.Create(tag.FindString("Key") ?? "", tag.FindString("Value") ?? ""));

    /// <summary>The member <c>Tags</c>.</summary>
    /// <exception cref="AwsException"><c>WAFInvalidParameterException</c> or <c>WAFLimitsExceededException</c>.</exception>
    public static ImmutableSortedDictionary<string, string> Read(JsonMembers members)
    {
        var tags = None;
        foreach (var (index, (key, value)) in Peek(members).Index())
        {
            if (AwsTagRules.FindBrokenConstraint(key, value, $"tags.{index + 1}.member") is { } broken)
            {
                throw WafErrors.InvalidParameter(broken, Field, key);
            }

            if (AwsTagRules.IsReserved(key))
            {
                throw WafErrors.InvalidParameter("aws: prefixed tag key names are not allowed for external use", Field, key);
            }

            tags = tags.ContainsKey(key) ? throw WafErrors.InvalidParameter("The tag key is there twice", Field, key) : tags.Add(key, value);
        }

        return Limit(tags);
    }

    private IEnumerable<AccessRequest> Access(AwsCall call, string operation)
    {
        var members = new JsonMembers(call.Body);
        var arn = members.FindString("ResourceARN") ?? "*";
        var keys = new ConditionKeys()
            .AddResourceTags(waf.Current.WebAcls.GetValueOrDefault(arn)?.Tags ?? None)
            .AddRequestTags(Peek(members))
            .AddTagKeys(members.Strings("TagKeys"));
        return [new AccessRequest($"wafv2:{operation}", arn, keys.Values)];
    }

    private JsonObject Tag(AwsCall call)
    {
        var tags = Read(new JsonMembers(call.Body));
        return tags.IsEmpty ? throw WafErrors.InvalidParameter("At least one tag is required", Field, "null") : Change(call, acl => acl with { Tags = Limit(acl.Tags.SetItems(tags)) });
    }

    private JsonObject Untag(AwsCall call)
    {
        var keys = new JsonMembers(call.Body).Strings("TagKeys");
        return keys.IsEmpty ? throw WafErrors.InvalidParameter("At least one key is required", "TAG_KEYS", "null") : Change(call, acl => acl with { Tags = acl.Tags.RemoveRange(keys) });
    }

    private JsonObject List(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var acl = waf.Current.WebAcls.GetValueOrDefault(WafErrors.Required(members, "ResourceARN")) ?? throw WafErrors.Nonexistent();
        var (tags, next) = WafPage.Cut(members, acl.Tags, tag => $"tag:{tag.Key}", "tag:");
        var answer = new JsonObject
        {
            ["TagInfoForResource"] = new JsonObject
            {
                ["ResourceARN"] = acl.Arn,
                ["TagList"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
            },
        };
        if (next is not null)
        {
            answer["NextMarker"] = next;
        }

        return answer;
    }

    private JsonObject Change(AwsCall call, Func<WebAcl, WebAcl> change)
    {
        var arn = WafErrors.Required(new JsonMembers(call.Body), "ResourceARN");
        waf.Update(state => state with { WebAcls = state.WebAcls.SetItem(arn, change(state.WebAcls.GetValueOrDefault(arn) ?? throw WafErrors.Nonexistent())) });
        return [];
    }

    private static ImmutableSortedDictionary<string, string> Limit(ImmutableSortedDictionary<string, string> tags) =>
        AwsTagRules.IsTooMany(tags.Keys)
            ? throw new AwsException("WAFLimitsExceededException", $"AWS WAF couldn’t perform the operation because you exceeded your resource limit: {AwsTagRules.MaxTags} tags per resource.")
            : tags;
}
