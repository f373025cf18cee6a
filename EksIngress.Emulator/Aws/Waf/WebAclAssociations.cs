using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Which load balancer has which web ACL. The association is kept; requests are not inspected.</summary>
internal sealed class WebAclAssociations(Guarded<WebAclState> waf, ElbRegions loadBalancers)
{
    private const string LoadBalancer = "APPLICATION_LOAD_BALANCER";

    private static readonly string[] ResourceTypes =
        [LoadBalancer, "API_GATEWAY", "APPSYNC", "COGNITO_USER_POOL", "APP_RUNNER_SERVICE", "VERIFIED_ACCESS_INSTANCE", "AMPLIFY"];

    public IEnumerable<AwsOperation> Operations =>
    [
        JsonOperation.Create("AssociateWebACL", "WebACLArn ResourceArn", call => OnBoth(call, "AssociateWebACL"), Associate),
        JsonOperation.Create("DisassociateWebACL", "ResourceArn", call => OnBoth(call, "DisassociateWebACL"), Disassociate),
        JsonOperation.Create("GetWebACLForResource", "ResourceArn", call => [ToAcl("GetWebACLForResource", FindFor(Resource(call)))], GetForResource),
        JsonOperation.Create("ListResourcesForWebACL", "WebACLArn ResourceType", call => [ToAcl("ListResourcesForWebACL", Acl(call))], ListResources),
    ];

    // Setting a web ACL on a load balancer takes a permission of Elastic Load Balancing, too.
    private IEnumerable<AccessRequest> OnBoth(AwsCall call, string operation)
    {
        var arn = Resource(call);
        var tags = loadBalancers.Snapshots.SelectMany(state => state.TagsOf(arn));
        return
        [
            ToAcl(operation, operation == "AssociateWebACL" ? Acl(call) : FindFor(arn)),
            new AccessRequest("elasticloadbalancing:SetWebACL", arn, new ConditionKeys().AddResourceTags(tags, "elasticloadbalancing").Values),
        ];
    }

    private static AccessRequest ToAcl(string operation, string? arn) => new($"wafv2:{operation}", arn ?? "*", ConditionKeys.None);

    private static string Acl(AwsCall call) => Arn(call, "WebACLArn");

    private static string Resource(AwsCall call) => Arn(call, "ResourceArn");

    private static string Arn(AwsCall call, string member)
    {
        var arn = WafErrors.Required(new JsonMembers(call.Body), member);
        return arn.Length is >= 20 and <= 2048 && arn.Split(':', 6) is ["arn", ..]
            ? arn
            : throw WafErrors.InvalidParameter("The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes.", "RESOURCE_ARN", arn);
    }

    private string? FindFor(string resourceArn) => waf.Current.Associations.GetValueOrDefault(resourceArn);

    private bool Exists(string resourceArn) => loadBalancers.Snapshots.Any(state => state.LoadBalancers.ContainsKey(resourceArn));

    private JsonObject Associate(AwsCall call)
    {
        var (aclArn, resourceArn) = (Acl(call), Resource(call));
        if (!resourceArn.Contains(":loadbalancer/app/", StringComparison.Ordinal))
        {
            throw WafErrors.InvalidParameter("The ARN isn't valid for an Application Load Balancer; other resources are not emulated", "RESOURCE_ARN", resourceArn);
        }

        waf.Update(state => state.WebAcls.GetValueOrDefault(aclArn)?.Region == call.Region && Exists(resourceArn)
            ? state with { Associations = state.Associations.SetItem(resourceArn, aclArn) }
            : throw WafErrors.Nonexistent());
        return [];
    }

    private JsonObject Disassociate(AwsCall call)
    {
        var resourceArn = Resource(call);
        waf.Update(state => Exists(resourceArn)
            ? state with { Associations = state.Associations.Remove(resourceArn) }
            : throw WafErrors.Nonexistent());
        return [];
    }

    private JsonObject GetForResource(AwsCall call)
    {
        var resourceArn = Resource(call);
        if (!Exists(resourceArn))
        {
            throw WafErrors.Nonexistent();
        }

        return FindFor(resourceArn) is { } arn ? new JsonObject { ["WebACL"] = WebAclOperations.Full(waf.Current.WebAcls[arn]) } : [];
    }

    private JsonObject ListResources(AwsCall call)
    {
        var arn = Acl(call);
        var state = waf.Current;
        var type = new JsonMembers(call.Body).FindString("ResourceType") ?? LoadBalancer;
        if (!ResourceTypes.Contains(type))
        {
            throw WafErrors.InvalidParameter("The resource type is not valid", "ResourceType", type);
        }

        // Only load balancers can be associated here, so of the others there are none.
        if (type != LoadBalancer && state.WebAcls.ContainsKey(arn))
        {
            return new JsonObject { ["ResourceArns"] = new JsonArray() };
        }

        return state.WebAcls.ContainsKey(arn)
            ? new JsonObject { ["ResourceArns"] = new JsonArray([.. state.Associations.Where(pair => pair.Value == arn && Exists(pair.Key)).Select(pair => JsonValue.Create(pair.Key))]) }
            : throw WafErrors.Nonexistent();
    }
}
