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
        Create("GetWebACLForResource", call =>
        {
            _ = WafErrors.Required(new JsonMembers(call.Body), "ResourceArn");
            return [];
        }),
        Create("AssociateWebACL", _ => throw WafErrors.Nonexistent()),
        Create("DisassociateWebACL", call =>
        {
            _ = WafErrors.Required(new JsonMembers(call.Body), "ResourceArn");
            return [];
        }),
        Create("ListWebACLs", _ => new JsonObject { ["WebACLs"] = new JsonArray() }),
        Create("GetWebACL", _ => throw WafErrors.Nonexistent()),
    ];

    private static AwsOperation Create(string name, Func<AwsCall, JsonObject> handle) =>
        JsonOperation.Create(name, _ => [new AccessRequest($"waf-regional:{name}", "*", ConditionKeys.None)], handle);
}
