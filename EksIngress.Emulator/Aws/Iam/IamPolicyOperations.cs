using System.Collections.Immutable;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Managed policies.</summary>
internal sealed class IamPolicyOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreatePolicy", "PolicyName Path PolicyDocument Description Tags[](Key Value)", AccessNewPolicy, Create),
        QueryOperation.Create("GetPolicy", "PolicyArn", call => IamAccess.ToPolicy(iam.Current, call, "iam:GetPolicy"), call => [IamXml.Policy(iam.Current, Get(call))]),
        QueryOperation.Create("ListPolicies", "Scope OnlyAttached PathPrefix PolicyUsageFilter Marker MaxItems", _ => new("iam:ListPolicies", "*", ConditionKeys.None), List),
        QueryOperation.Create("DeletePolicy", "PolicyArn", call => IamAccess.ToPolicy(iam.Current, call, "iam:DeletePolicy"), Delete),
        QueryOperation.Create("TagPolicy", "PolicyArn Tags[](Key Value)", call => IamAccess.ToPolicy(iam.Current, call, "iam:TagPolicy", keys => keys.AddRequestTags(IamTags.Read(call.Parameters))), Tag),
        QueryOperation.Create("UntagPolicy", "PolicyArn TagKeys[]", call => IamAccess.ToPolicy(iam.Current, call, "iam:UntagPolicy", keys => keys.AddTagKeys(IamTags.ReadKeys(call.Parameters))), Untag),
        QueryOperation.Create("ListPolicyTags", "PolicyArn Marker MaxItems", call => IamAccess.ToPolicy(iam.Current, call, "iam:ListPolicyTags"), ListTags),
    ];

    /// <exception cref="AwsException"><c>NoSuchEntity</c>, or <c>AccessDenied</c> for a policy that AWS manages.</exception>
    public static IamState ChangePolicy(IamState state, string arn, Func<IamPolicy, IamPolicy> change)
    {
        var policy = state.Policies.GetValueOrDefault(arn) ?? throw IamErrors.NoSuchPolicy(arn);
        return policy.IsAwsManaged
            ? throw new AwsException("AccessDenied", $"Cannot perform the operation on the policy {arn}: it is managed by AWS.", System.Net.HttpStatusCode.Forbidden)
            : state with { Policies = state.Policies.SetItem(arn, change(policy)) };
    }

    private AccessRequest AccessNewPolicy(AwsCall call) =>
        new("iam:CreatePolicy", ArnOf(call), new ConditionKeys().AddRequestTags(IamTags.Read(call.Parameters)).Values);

    private string ArnOf(AwsCall call) => $"arn:aws:iam::{accountId}:policy{IamInput.PolicyPath(call.Parameters)}{IamInput.PolicyName(call.Parameters)}";

    private IamPolicy Get(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        return iam.Current.Policies.GetValueOrDefault(arn) ?? throw IamErrors.NoSuchPolicy(arn);
    }

    private XElement[] Create(AwsCall call)
    {
        var name = IamInput.PolicyName(call.Parameters);
        var document = IamInput.IdentityPolicy(call.Parameters, IamInput.MaxManagedPolicyCharacters);
        var now = time.GetUtcNow();
        var policy = new IamPolicy
        {
            PolicyName = name,
            Path = IamInput.PolicyPath(call.Parameters),
            PolicyId = AwsIds.Unique("ANPA"),
            Arn = ArnOf(call),
            CreateDate = now,
            UpdateDate = now,
            Description = IamInput.Description(call.Parameters),
            Tags = IamTags.Add(IamTags.None, IamTags.Read(call.Parameters)),
            Versions = ImmutableSortedDictionary<int, IamPolicyVersion>.Empty.Add(1, new IamPolicyVersion(document, now)),
            DefaultVersion = 1,
            LastVersion = 1,
        };
        var created = iam.Update(state =>
        {
            // Names are unique in the account whatever the path.
            if (state.Policies.Values.Any(other => !other.IsAwsManaged && string.Equals(other.PolicyName, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw IamErrors.AlreadyExists($"A policy called {name} already exists. Duplicate names are not allowed.");
            }

            var next = state with { Policies = state.Policies.Add(policy.Arn, policy) };
            return next.Policies.Values.Count(other => !other.IsAwsManaged) <= state.Quotas[AwsQuota.IamPolicies]
                ? (next, next)
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPerAccount: {state.Quotas[AwsQuota.IamPolicies]}");
        });
        return [IamXml.Policy(created, policy)];
    }

    private XElement?[] List(AwsCall call)
    {
        var state = iam.Current;
        var prefix = call.Parameters.Find("PathPrefix") ?? "/";
        var onlyAttached = call.Parameters.FindBoolean("OnlyAttached") ?? false;
        var usage = call.Parameters.Find("PolicyUsageFilter");
        if (usage is not (null or "PermissionsPolicy" or "PermissionsBoundary"))
        {
            throw IamErrors.Validation("1 validation error detected: Value at 'policyUsageFilter' failed to satisfy constraint: Member must satisfy enum value set: [PermissionsPolicy, PermissionsBoundary]");
        }

        var scope = call.Parameters.Find("Scope") ?? "All";
        if (scope is not ("All" or "AWS" or "Local"))
        {
            throw IamErrors.Validation("1 validation error detected: Value at 'scope' failed to satisfy constraint: Member must satisfy enum value set: [All, AWS, Local]");
        }

        var policies = state.Policies.Values.Where(policy =>
            (scope == "All" || policy.IsAwsManaged == (scope == "AWS"))
            && policy.Path.StartsWith(prefix, StringComparison.Ordinal)
            && (!onlyAttached || IamXml.Attachments(state, policy.Arn) > 0)
            && (usage is not "PermissionsPolicy" || IamXml.Attachments(state, policy.Arn) > 0)
            && (usage is not "PermissionsBoundary" || IamXml.BoundaryUses(state, policy.Arn) > 0));
        return IamPage.Create(call.Parameters, policies, policy => policy.Arn, "Policies", policy => IamXml.Policy(state, policy, "member", isListed: true));
    }

    private XElement[] Delete(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        iam.Update(state =>
        {
            var policy = state.Policies.GetValueOrDefault(arn);
            if (IamXml.Attachments(state, arn) > 0 || IamXml.BoundaryUses(state, arn) > 0)
            {
                throw IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
            }

            if (policy is { Versions.Count: > 1 })
            {
                throw IamErrors.DeleteConflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
            }

            return ChangePolicy(state, arn, unchanged => unchanged) with { Policies = state.Policies.Remove(arn) };
        });
        return [];
    }

    private XElement[] Tag(AwsCall call)
    {
        var tags = IamTags.Read(call.Parameters);
        iam.Update(state => ChangePolicy(state, IamInput.PolicyArn(call.Parameters), policy => policy with { Tags = IamTags.Add(policy.Tags, tags) }));
        return [];
    }

    private XElement[] Untag(AwsCall call)
    {
        iam.Update(state => ChangePolicy(state, IamInput.PolicyArn(call.Parameters), policy => policy with { Tags = policy.Tags.RemoveRange(IamTags.ReadKeys(call.Parameters)) }));
        return [];
    }

    private XElement?[] ListTags(AwsCall call) =>
        IamPage.Create(call.Parameters, Get(call).Tags, tag => tag.Key, "Tags", IamXml.Tag);
}
