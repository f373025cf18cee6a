using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Policies on users: inline ones and attachments.</summary>
internal sealed class IamUserPolicyOperations(Guarded<IamState> iam, string accountId)
{
    private const int MaxInlineCharacters = 2048;

    private readonly IamUserAccess _users = new(iam, accountId);

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("PutUserPolicy", "UserName PolicyName PolicyDocument", call => _users.To(call, "iam:PutUserPolicy"), Put),
        QueryOperation.Create("GetUserPolicy", "UserName PolicyName", call => _users.To(call, "iam:GetUserPolicy"), Get),
        QueryOperation.Create("DeleteUserPolicy", "UserName PolicyName", call => _users.To(call, "iam:DeleteUserPolicy"), Delete),
        QueryOperation.Create("ListUserPolicies", "UserName Marker MaxItems", call => _users.To(call, "iam:ListUserPolicies"), List),
        QueryOperation.Create("AttachUserPolicy", "UserName PolicyArn", call => AccessAttachment(call, "iam:AttachUserPolicy"), Attach),
        QueryOperation.Create("DetachUserPolicy", "UserName PolicyArn", call => AccessAttachment(call, "iam:DetachUserPolicy"), Detach),
        QueryOperation.Create("ListAttachedUserPolicies", "UserName PathPrefix Marker MaxItems", call => _users.To(call, "iam:ListAttachedUserPolicies"), ListAttached),
    ];

    private AccessRequest AccessAttachment(AwsCall call, string action) =>
        _users.To(call, action, keys => keys.Add("iam:PolicyARN", IamInput.PolicyArn(call.Parameters)));

    private XElement[] Put(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        var document = IamInput.IdentityPolicy(call.Parameters, MaxInlineCharacters);
        _users.Change(call, (_, user) =>
        {
            var policies = user.InlinePolicies.SetItem(name, document);
            return policies.Values.Sum(policy => IamInput.Weight(policy.Json)) <= MaxInlineCharacters
                ? user with { InlinePolicies = policies }
                : throw IamErrors.LimitExceeded($"Maximum policy size of {MaxInlineCharacters} bytes exceeded for user {user.UserName}");
        });
        return [];
    }

    private XElement[] Get(AwsCall call)
    {
        var (user, name) = (_users.Get(call), IamInput.PolicyName(call.Parameters));
        var document = user.InlinePolicies.GetValueOrDefault(name) ?? throw NoSuchInlinePolicy(name);
        return
        [
            new XElement("UserName", user.UserName),
            new XElement("PolicyName", name),
            new XElement("PolicyDocument", UrlEncoding.Encode(document.Json)),
        ];
    }

    private XElement[] Delete(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        _users.Change(call, (_, user) => user.InlinePolicies.ContainsKey(name)
            ? user with { InlinePolicies = user.InlinePolicies.Remove(name) }
            : throw NoSuchInlinePolicy(name));
        return [];
    }

    private XElement?[] List(AwsCall call) =>
        IamPage.Create(call.Parameters, _users.Get(call).InlinePolicies.Keys, name => name, "PolicyNames", name => new XElement("member", name));

    private XElement[] Attach(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        _users.Change(call, (state, user) =>
        {
            if (!state.Policies.ContainsKey(arn))
            {
                throw IamErrors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
            }

            var attached = user.AttachedPolicies.Add(arn);
            return attached.Count <= state.Quotas[AwsQuota.IamAttachedToUser]
                ? user with { AttachedPolicies = attached }
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPerUser: {state.Quotas[AwsQuota.IamAttachedToUser]}");
        });
        return [];
    }

    private XElement[] Detach(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        _users.Change(call, (_, user) => user.AttachedPolicies.Contains(arn)
            ? user with { AttachedPolicies = user.AttachedPolicies.Remove(arn) }
            : throw IamErrors.NoSuchPolicy(arn));
        return [];
    }

    private XElement?[] ListAttached(AwsCall call) => IamAttachedPolicies.List(call, iam.Current, _users.Get(call).AttachedPolicies);

    private static AwsException NoSuchInlinePolicy(string name) => IamErrors.NoSuchEntity($"The user policy with name {name} cannot be found.");
}
