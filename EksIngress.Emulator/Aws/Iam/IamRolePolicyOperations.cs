using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Policies on roles: inline ones and attachments.</summary>
internal sealed class IamRolePolicyOperations(Guarded<IamState> iam, string accountId)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("PutRolePolicy", "RoleName PolicyName PolicyDocument", call => Access(call, "iam:PutRolePolicy"), Put),
        QueryOperation.Create("GetRolePolicy", "RoleName PolicyName", call => Access(call, "iam:GetRolePolicy"), Get),
        QueryOperation.Create("DeleteRolePolicy", "RoleName PolicyName", call => Access(call, "iam:DeleteRolePolicy"), Delete),
        QueryOperation.Create("ListRolePolicies", "RoleName Marker MaxItems", call => Access(call, "iam:ListRolePolicies"), List),
        QueryOperation.Create("AttachRolePolicy", "RoleName PolicyArn", call => AccessAttachment(call, "iam:AttachRolePolicy"), Attach),
        QueryOperation.Create("DetachRolePolicy", "RoleName PolicyArn", call => AccessAttachment(call, "iam:DetachRolePolicy"), Detach),
        QueryOperation.Create("ListAttachedRolePolicies", "RoleName PathPrefix Marker MaxItems", call => Access(call, "iam:ListAttachedRolePolicies"), ListAttached),
    ];

    private AccessRequest Access(AwsCall call, string action) => IamAccess.ToRole(iam.Current, accountId, call, action);

    private AccessRequest AccessAttachment(AwsCall call, string action) =>
        IamAccess.ToRole(iam.Current, accountId, call, action, keys => keys.Add("iam:PolicyARN", IamInput.PolicyArn(call.Parameters)));

    private IamRole GetRole(AwsCall call)
    {
        var name = IamInput.RoleName(call.Parameters);
        return iam.Current.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuchRole(name);
    }

    private void Change(AwsCall call, Func<IamState, IamRole, IamRole> change) =>
        iam.Update(state => IamAccess.ChangeRole(state, IamInput.RoleName(call.Parameters), change));

    private XElement[] Put(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        var document = IamInput.IdentityPolicy(call.Parameters, IamInput.MaxInlinePolicyCharacters);
        Change(call, (_, role) =>
        {
            var policies = role.InlinePolicies.SetItem(name, document);
            return policies.Values.Sum(policy => IamInput.Weight(policy.Json)) <= IamInput.MaxInlinePolicyCharacters
                ? role with { InlinePolicies = policies }
                : throw IamErrors.LimitExceeded($"Maximum policy size of {IamInput.MaxInlinePolicyCharacters} bytes exceeded for role {role.RoleName}");
        });
        return [];
    }

    private XElement[] Get(AwsCall call)
    {
        var (role, name) = (GetRole(call), IamInput.PolicyName(call.Parameters));
        var document = role.InlinePolicies.GetValueOrDefault(name) ?? throw NoSuchInlinePolicy(name);
        return
        [
            new XElement("RoleName", role.RoleName),
            new XElement("PolicyName", name),
            new XElement("PolicyDocument", UrlEncoding.Encode(document.Json)),
        ];
    }

    private XElement[] Delete(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        Change(call, (_, role) => role.InlinePolicies.ContainsKey(name)
            ? role with { InlinePolicies = role.InlinePolicies.Remove(name) }
            : throw NoSuchInlinePolicy(name));
        return [];
    }

    private XElement?[] List(AwsCall call) =>
        IamPage.Create(call.Parameters, GetRole(call).InlinePolicies.Keys, name => name, "PolicyNames", name => new XElement("member", name));

    private XElement[] Attach(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        Change(call, (state, role) =>
        {
            if (!state.Policies.ContainsKey(arn))
            {
                throw IamErrors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
            }

            var attached = role.AttachedPolicies.Add(arn);
            return attached.Count <= state.Quotas[AwsQuota.IamAttachedToRole]
                ? role with { AttachedPolicies = attached }
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPerRole: {state.Quotas[AwsQuota.IamAttachedToRole]}");
        });
        return [];
    }

    private XElement[] Detach(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        Change(call, (_, role) => role.AttachedPolicies.Contains(arn)
            ? role with { AttachedPolicies = role.AttachedPolicies.Remove(arn) }
            : throw IamErrors.NoSuchPolicy(arn));
        return [];
    }

    private XElement?[] ListAttached(AwsCall call) => IamAttachedPolicies.List(call, iam.Current, GetRole(call).AttachedPolicies);

    private static AwsException NoSuchInlinePolicy(string name) => IamErrors.NoSuchEntity($"The role policy with name {name} cannot be found.");
}
