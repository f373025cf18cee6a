using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Web ACLs themselves.</summary>
internal sealed partial class WebAclOperations(Guarded<WebAclState> waf)
{
    private const string Kept =
        "DefaultAction** Rules** VisibilityConfig** CustomResponseBodies** CaptchaConfig** ChallengeConfig** TokenDomains** AssociationConfig** DataProtectionConfig** OnSourceDDoSProtectionConfig** ApplicationConfig**";

    private static readonly string[] Settings =
        ["DefaultAction", "Rules", "VisibilityConfig", "CustomResponseBodies", "CaptchaConfig", "ChallengeConfig", "TokenDomains", "AssociationConfig", "DataProtectionConfig", "OnSourceDDoSProtectionConfig", "ApplicationConfig"];

    public IEnumerable<AwsOperation> Operations =>
    [
        JsonOperation.Create("CreateWebACL", $"Name Scope Description Tags[](Key Value) {Kept}", call => OnAcl(call, "CreateWebACL", $"arn:aws:wafv2:{call.Region}:{call.AccountId}:regional/webacl/*"), Create),
        JsonOperation.Create("GetWebACL", "Name Scope Id ARN", call => OnAcl(call, "GetWebACL", Find(call)?.Arn ?? "*"), Get),
        JsonOperation.Create("ListWebACLs", "Scope NextMarker Limit", call => OnAcl(call, "ListWebACLs", "*"), List),
        JsonOperation.Create("UpdateWebACL", $"Name Scope Id Description LockToken {Kept}", call => OnAcl(call, "UpdateWebACL", Find(call)?.Arn ?? "*"), Update),
        JsonOperation.Create("DeleteWebACL", "Name Scope Id LockToken", call => OnAcl(call, "DeleteWebACL", Find(call)?.Arn ?? "*"), Delete),
    ];

    private static IEnumerable<AccessRequest> OnAcl(AwsCall call, string operation, string arn)
    {
        var keys = new ConditionKeys();
        if (operation == "CreateWebACL")
        {
            keys.AddRequestTags(WebAclTags.Peek(new JsonMembers(call.Body)));
        }

        return [new AccessRequest($"wafv2:{operation}", arn, keys.Values)];
    }

    private WebAcl? Find(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        return waf.Current.WebAcls.Values.FirstOrDefault(acl => acl.Region == call.Region
            && (members.FindString("ARN") is { } arn ? acl.Arn == arn : acl.Id == members.FindString("Id") && acl.Name == members.FindString("Name")));
    }

    private JsonObject Create(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        CheckScope(members);
        var name = WafErrors.Required(members, "Name");
        if (name.Length > 128 || !Name().IsMatch(name))
        {
            throw WafErrors.InvalidParameter("The name contains characters that are not allowed or has more than 128", "ENTITY_NAME", name);
        }

        var id = Guid.NewGuid().ToString();
        var acl = new WebAcl(
            $"arn:aws:wafv2:{call.Region}:{call.AccountId}:regional/webacl/{name}/{id}", id, call.Region, name, ReadDescription(members), ReadSettings(call), Guid.NewGuid().ToString())
        {
            Tags = WebAclTags.Read(members),
        };
        waf.Update(state =>
        {
            if (state.WebAcls.Values.Any(other => other.Region == acl.Region && other.Name == name))
            {
                throw new AwsException("WAFDuplicateItemException", "AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one.");
            }

            return state.WebAcls.Values.Count(other => other.Region == acl.Region) < state.Quotas[AwsQuota.WafWebAcls]
                ? state with { WebAcls = state.WebAcls.Add(acl.Arn, acl) }
                : throw new AwsException("WAFLimitsExceededException", $"AWS WAF couldn’t perform the operation because you exceeded your resource limit: {state.Quotas[AwsQuota.WafWebAcls]} web ACLs per Region.");
        });
        return new JsonObject { ["Summary"] = Summary(acl) };
    }

    private JsonObject Get(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        if (members.Has("Scope") || !members.Has("ARN"))
        {
            CheckScope(members);
        }

        var acl = Find(call) ?? throw WafErrors.Nonexistent();
        return new JsonObject { ["WebACL"] = Full(acl), ["LockToken"] = acl.LockToken };
    }

    private JsonObject List(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        CheckScope(members);
        var (page, next) = WafPage.Cut(members, waf.Current.WebAcls.Values.Where(acl => acl.Region == call.Region), acl => acl.Arn, "arn:aws:wafv2:");
        var answer = new JsonObject { ["WebACLs"] = new JsonArray([.. page.Select(Summary)]) };
        if (next is not null)
        {
            answer["NextMarker"] = next;
        }

        return answer;
    }

    // What is not sent goes: an update says all that the web ACL is.
    private JsonObject Update(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        CheckScope(members);
        var acl = FindLocked(call);
        var changed = acl with { Description = ReadDescription(members), Settings = ReadSettings(call), LockToken = Guid.NewGuid().ToString() };
        waf.Update(state => state.WebAcls.GetValueOrDefault(acl.Arn)?.LockToken == acl.LockToken
            ? state with { WebAcls = state.WebAcls.SetItem(acl.Arn, changed with { Tags = state.WebAcls[acl.Arn].Tags }) }
            : throw Outdated());
        return new JsonObject { ["NextLockToken"] = changed.LockToken };
    }

    private static JsonObject ReadSettings(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        foreach (var required in (string[])["DefaultAction", "VisibilityConfig"])
        {
            _ = members.FindJson(required) ?? throw WafErrors.InvalidParameter("The parameter is required", required, "null");
        }

        return new JsonObject(Settings.Where(members.Has).Select(setting => KeyValuePair.Create(setting, call.Body[setting]?.DeepClone())));
    }

    private static string ReadDescription(JsonMembers members) => members.FindString("Description") switch
    {
        null => "",
        { Length: <= 256 } text when Description().IsMatch(text) => text,
        var text => throw WafErrors.InvalidParameter("The description contains characters that are not allowed or has not 3 to 256", "ENTITY_DESCRIPTION", text),
    };

    private WebAcl FindLocked(AwsCall call)
    {
        var acl = Find(call) ?? throw WafErrors.Nonexistent();
        return new JsonMembers(call.Body).FindString("LockToken") == acl.LockToken ? acl : throw Outdated();
    }

    private static AwsException Outdated() =>
        new("WAFOptimisticLockException", "AWS WAF couldn’t save your changes because someone changed the resource after you started to edit it. Reapply your changes.");

    private JsonObject Delete(AwsCall call)
    {
        CheckScope(new JsonMembers(call.Body));
        var acl = FindLocked(call);
        waf.Update(state => state.Associations.Values.Contains(acl.Arn)
            ? throw new AwsException("WAFAssociatedItemException", "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.")
            : state with { WebAcls = state.WebAcls.Remove(acl.Arn) });
        return [];
    }

    public static JsonObject Full(WebAcl acl)
    {
        var json = (JsonObject)acl.Settings.DeepClone();
        json["ARN"] = acl.Arn;
        json["Id"] = acl.Id;
        json["Name"] = acl.Name;
        json["Description"] = acl.Description;
        json["ManagedByFirewallManager"] = false;
        json["LabelNamespace"] = $"awswaf:{acl.Arn.Split(':')[4]}:webacl:{acl.Name}:";
        return json;
    }

    private static JsonObject Summary(WebAcl acl) => new()
    {
        ["Name"] = acl.Name,
        ["Id"] = acl.Id,
        ["Description"] = acl.Description,
        ["LockToken"] = acl.LockToken,
        ["ARN"] = acl.Arn,
    };

    private static void CheckScope(JsonMembers members)
    {
        switch (WafErrors.Required(members, "Scope"))
        {
            case "REGIONAL":
                break;
            case "CLOUDFRONT":
                throw new AwsException("NotEmulated", "Web ACLs of scope CLOUDFRONT are not emulated by the service 'wafv2'. Load balancers take those of scope REGIONAL.", System.Net.HttpStatusCode.NotImplemented);
            case var scope:
                throw WafErrors.InvalidParameter("The scope is not valid", "SCOPE_VALUE", scope);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\w+=:#@/\-,\.][\w+=:#@/\-,\.\s]+[\w+=:#@/\-,\.]\z", RegexOptions.ECMAScript)]
    private static partial Regex Description();
}
