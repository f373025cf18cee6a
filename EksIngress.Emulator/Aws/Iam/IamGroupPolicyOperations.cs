using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Policies on groups: inline ones and attachments.</summary>
internal sealed class IamGroupPolicyOperations(Guarded<IamState> iam, string accountId)
{
    private const int MaxInlineCharacters = 5120;

    private readonly IamGroupAccess _groups = new(iam, accountId);

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("PutGroupPolicy", "GroupName PolicyName PolicyDocument", call => _groups.To(call, "iam:PutGroupPolicy"), Put),
        QueryOperation.Create("GetGroupPolicy", "GroupName PolicyName", call => _groups.To(call, "iam:GetGroupPolicy"), Get),
        QueryOperation.Create("DeleteGroupPolicy", "GroupName PolicyName", call => _groups.To(call, "iam:DeleteGroupPolicy"), Delete),
        QueryOperation.Create("ListGroupPolicies", "GroupName Marker MaxItems", call => _groups.To(call, "iam:ListGroupPolicies"), List),
        QueryOperation.Create("AttachGroupPolicy", "GroupName PolicyArn", call => AccessAttachment(call, "iam:AttachGroupPolicy"), Attach),
        QueryOperation.Create("DetachGroupPolicy", "GroupName PolicyArn", call => AccessAttachment(call, "iam:DetachGroupPolicy"), Detach),
        QueryOperation.Create("ListAttachedGroupPolicies", "GroupName PathPrefix Marker MaxItems", call => _groups.To(call, "iam:ListAttachedGroupPolicies"), ListAttached),
    ];

    private AccessRequest AccessAttachment(AwsCall call, string action) =>
        _groups.To(call, action, keys => keys.Add("iam:PolicyARN", IamInput.PolicyArn(call.Parameters)));

    private XElement[] Put(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        var document = IamInput.IdentityPolicy(call.Parameters, MaxInlineCharacters);
        _groups.Change(call, (_, group) =>
        {
            var policies = group.InlinePolicies.SetItem(name, document);
            return policies.Values.Sum(policy => IamInput.Weight(policy.Json)) <= MaxInlineCharacters
                ? group with { InlinePolicies = policies }
                : throw IamErrors.LimitExceeded($"Maximum policy size of {MaxInlineCharacters} bytes exceeded for group {group.GroupName}");
        });
        return [];
    }

    private XElement[] Get(AwsCall call)
    {
        var (group, name) = (_groups.Get(call), IamInput.PolicyName(call.Parameters));
        var document = group.InlinePolicies.GetValueOrDefault(name) ?? throw NoSuchInlinePolicy(name);
        return
        [
            new XElement("GroupName", group.GroupName),
            new XElement("PolicyName", name),
            new XElement("PolicyDocument", UrlEncoding.Encode(document.Json)),
        ];
    }

    private XElement[] Delete(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        _groups.Change(call, (_, group) => group.InlinePolicies.ContainsKey(name)
            ? group with { InlinePolicies = group.InlinePolicies.Remove(name) }
            : throw NoSuchInlinePolicy(name));
        return [];
    }

    private XElement?[] List(AwsCall call) =>
        IamPage.Create(call.Parameters, _groups.Get(call).InlinePolicies.Keys, name => name, "PolicyNames", name => new XElement("member", name));

    private XElement[] Attach(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        _groups.Change(call, (state, group) =>
        {
            if (!state.Policies.ContainsKey(arn))
            {
                throw IamErrors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
            }

            var attached = group.AttachedPolicies.Add(arn);
            return attached.Count <= state.Quotas[AwsQuota.IamAttachedToGroup]
                ? group with { AttachedPolicies = attached }
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPerGroup: {state.Quotas[AwsQuota.IamAttachedToGroup]}");
        });
        return [];
    }

    private XElement[] Detach(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        _groups.Change(call, (_, group) => group.AttachedPolicies.Contains(arn)
            ? group with { AttachedPolicies = group.AttachedPolicies.Remove(arn) }
            : throw IamErrors.NoSuchPolicy(arn));
        return [];
    }

    private XElement?[] ListAttached(AwsCall call) => IamAttachedPolicies.List(call, iam.Current, _groups.Get(call).AttachedPolicies);

    private static AwsException NoSuchInlinePolicy(string name) => IamErrors.NoSuchEntity($"The group policy with name {name} cannot be found.");
}
