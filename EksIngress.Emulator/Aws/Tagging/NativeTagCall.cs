using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>A call of a service's own operation on tags, as a client of that service sends it.</summary>
/// <param name="Service">Service in the credential scope.</param>
/// <param name="Operation">For example <c>CreateTags</c>.</param>
/// <param name="Parameters">Form members, or those of path and query string.</param>
/// <param name="Body">Of the JSON protocols.</param>
internal sealed record NativeTagCall(string Service, string Operation, IReadOnlyDictionary<string, string> Parameters, JsonObject Body)
{
    /// <summary>The call that sets tags; null when no emulated service tags such a resource.</summary>
    public static NativeTagCall? ToTag(TagTarget target, IReadOnlyDictionary<string, string> tags) => target.Service switch
    {
        "ec2" => Form(target, "CreateTags", [new("ResourceId.1", target.Id), .. Pairs("Tag", tags)]),
        "elasticloadbalancing" => Form(target, "AddTags", [new("ResourceArns.member.1", target.Arn), .. Pairs("Tags.member", tags)]),
        "eks" => new(target.Service, "TagResource", new Dictionary<string, string> { ["resourceArn"] = target.Arn }, new JsonObject { ["tags"] = new JsonObject(tags.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value))) }),
        "acm" => Json(target, "AddTagsToCertificate", "CertificateArn", "Tags", List(tags)),
        "ecr" => Json(target, "TagResource", "resourceArn", "tags", List(tags)),
        "wafv2" => Json(target, "TagResource", "ResourceARN", "Tags", List(tags)),
        "iam" when IamName(target) is { } named => Form(target, $"Tag{named.Kind}", [new(named.Member, named.Value), .. Pairs("Tags.member", tags)]),
        _ => null,
    };

    /// <summary>The call that takes tags away, whatever their values; null as above.</summary>
    public static NativeTagCall? ToUntag(TagTarget target, IReadOnlyList<string> keys) => target.Service switch
    {
        "ec2" => Form(target, "DeleteTags", [new("ResourceId.1", target.Id), .. keys.Select((key, index) => KeyValuePair.Create($"Tag.{index + 1}.Key", key))]),
        "elasticloadbalancing" => Form(target, "RemoveTags", [new("ResourceArns.member.1", target.Arn), .. Numbered("TagKeys.member", keys)]),
        "eks" => Form(target, "UntagResource", [new("resourceArn", target.Arn), .. Numbered("tagKeys", keys)]),
        "acm" => Json(target, "RemoveTagsFromCertificate", "CertificateArn", "Tags", new JsonArray([.. keys.Select(key => new JsonObject { ["Key"] = key })])),
        "ecr" => Json(target, "UntagResource", "resourceArn", "tagKeys", new JsonArray([.. keys.Select(key => JsonValue.Create(key))])),
        "wafv2" => Json(target, "UntagResource", "ResourceARN", "TagKeys", new JsonArray([.. keys.Select(key => JsonValue.Create(key))])),
        "iam" when IamName(target) is { } named => Form(target, $"Untag{named.Kind}", [new(named.Member, named.Value), .. Numbered("TagKeys.member", keys)]),
        _ => null,
    };

    private static (string Kind, string Member, string Value)? IamName(TagTarget target) => target.Resource.Split('/')[0] switch
    {
        "role" => ("Role", "RoleName", target.Name),
        "user" => ("User", "UserName", target.Name),
        "policy" => ("Policy", "PolicyArn", target.Arn),
        "instance-profile" => ("InstanceProfile", "InstanceProfileName", target.Name),
        "oidc-provider" => ("OpenIDConnectProvider", "OpenIDConnectProviderArn", target.Arn),
        _ => null,
    };

    private static NativeTagCall Form(TagTarget target, string operation, IEnumerable<KeyValuePair<string, string>> parameters) =>
        new(target.Service, operation, parameters.ToDictionary(StringComparer.Ordinal), []);

    private static NativeTagCall Json(TagTarget target, string operation, string arnMember, string listMember, JsonArray list) =>
        new(target.Service, operation, new Dictionary<string, string>(), new JsonObject { [arnMember] = target.Arn, [listMember] = list });

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string prefix, IReadOnlyDictionary<string, string> tags) =>
        tags.SelectMany((tag, index) => new[] { KeyValuePair.Create($"{prefix}.{index + 1}.Key", tag.Key), KeyValuePair.Create($"{prefix}.{index + 1}.Value", tag.Value) });

    private static IEnumerable<KeyValuePair<string, string>> Numbered(string prefix, IReadOnlyList<string> values) =>
        values.Select((value, index) => KeyValuePair.Create($"{prefix}.{index + 1}", value));

    private static JsonArray List(IReadOnlyDictionary<string, string> tags) =>
        new([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);
}
