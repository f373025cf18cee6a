using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>
/// AWS WAF Classic as an account has it that never used it: there are no web ACLs, and none can be made (AWS closed the service to new
/// ones). What a controller asks it is answered so.
/// </summary>
internal sealed class WafRegionalService : IAwsService
{
    public string SigningName => "waf-regional";

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => "AWSWAF_Regional_20161128";

    public IReadOnlyCollection<AwsOperation> Operations { get; } =
    [
        Create("GetWebACLForResource", "ResourceArn", call =>
        {
            _ = WafErrors.Required(new JsonMembers(call.Body), "ResourceArn");
            return [];
        }),
        Create("AssociateWebACL", "WebACLId ResourceArn", call =>
        {
            var members = new JsonMembers(call.Body);
            _ = WafErrors.Required(members, "WebACLId");
            _ = WafErrors.Required(members, "ResourceArn");
            throw WafErrors.Nonexistent();
        }),
        Create("DisassociateWebACL", "ResourceArn", call =>
        {
            _ = WafErrors.Required(new JsonMembers(call.Body), "ResourceArn");
            return [];
        }),
        Create("ListWebACLs", "NextMarker Limit", call => new JsonObject { ["WebACLs"] = new JsonArray([.. WafPage.Cut(new JsonMembers(call.Body), Array.Empty<string>(), id => id, "").Items.Select(id => JsonValue.Create(id))]) }),
        Create("GetWebACL", "WebACLId", call =>
        {
            _ = WafErrors.Required(new JsonMembers(call.Body), "WebACLId");
            throw WafErrors.Nonexistent();
        }),
    ];

    private static AwsOperation Create(string name, string members, Func<AwsCall, JsonObject> handle) =>
        JsonOperation.Create(name, members, _ => [new AccessRequest($"waf-regional:{name}", "*", ConditionKeys.None)], handle);
}
