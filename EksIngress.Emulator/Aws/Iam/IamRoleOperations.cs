using System.Collections.Immutable;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Roles themselves, their trust policies, boundaries and tags.</summary>
internal sealed class IamRoleOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateRole", "Path RoleName AssumeRolePolicyDocument Description MaxSessionDuration PermissionsBoundary Tags[](Key Value)", AccessNewRole, Create),
        QueryOperation.Create("GetRole", "RoleName", call => Access(call, "iam:GetRole"), call => [IamXml.Role(Get(call))]),
        QueryOperation.Create("ListRoles", "PathPrefix Marker MaxItems", call => new("iam:ListRoles", $"arn:aws:iam::{accountId}:role/", ConditionKeys.None), List),
        QueryOperation.Create("DeleteRole", "RoleName", call => Access(call, "iam:DeleteRole"), Delete),
        QueryOperation.Create("UpdateRole", "RoleName Description MaxSessionDuration", call => Access(call, "iam:UpdateRole"), Update),
        QueryOperation.Create("UpdateRoleDescription", "RoleName Description", call => Access(call, "iam:UpdateRoleDescription"), UpdateDescription),
        QueryOperation.Create("UpdateAssumeRolePolicy", "RoleName PolicyDocument", call => Access(call, "iam:UpdateAssumeRolePolicy"), UpdateTrustPolicy),
        QueryOperation.Create("PutRolePermissionsBoundary", "RoleName PermissionsBoundary", call => Access(call, "iam:PutRolePermissionsBoundary", keys => keys.Add("iam:PermissionsBoundary", call.Parameters.Find("PermissionsBoundary"))), PutBoundary),
        QueryOperation.Create("DeleteRolePermissionsBoundary", "RoleName", call => Access(call, "iam:DeleteRolePermissionsBoundary"), DeleteBoundary),
        QueryOperation.Create("TagRole", "RoleName Tags[](Key Value)", call => Access(call, "iam:TagRole", keys => keys.AddRequestTags(IamTags.ReadOfPrincipal(call.Parameters))), Tag),
        QueryOperation.Create("UntagRole", "RoleName TagKeys[]", call => Access(call, "iam:UntagRole", keys => keys.AddTagKeys(IamTags.ReadKeys(call.Parameters))), Untag),
        QueryOperation.Create("ListRoleTags", "RoleName Marker MaxItems", call => Access(call, "iam:ListRoleTags"), ListTags),
    ];

    private AccessRequest AccessNewRole(AwsCall call)
    {
        var keys = new ConditionKeys()
            .AddRequestTags(IamTags.ReadOfPrincipal(call.Parameters))
            .Add("iam:PermissionsBoundary", call.Parameters.Find("PermissionsBoundary"));
        return new AccessRequest("iam:CreateRole", $"arn:aws:iam::{accountId}:role{IamInput.Path(call.Parameters)}{IamInput.RoleName(call.Parameters)}", keys.Values);
    }

    private AccessRequest Access(AwsCall call, string action, Action<ConditionKeys>? add = null) =>
        IamAccess.ToRole(iam.Current, accountId, call, action, add);

    private IamRole Get(AwsCall call)
    {
        var name = IamInput.RoleName(call.Parameters);
        return iam.Current.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuchRole(name);
    }

    private void Change(AwsCall call, Func<IamState, IamRole, IamRole> change) =>
        iam.Update(state => IamAccess.ChangeRole(state, IamInput.RoleName(call.Parameters), change));

    private XElement[] Create(AwsCall call)
    {
        var (name, path) = (IamInput.RoleName(call.Parameters), IamInput.Path(call.Parameters));
        if (path.StartsWith("/aws-service-role/", StringComparison.OrdinalIgnoreCase))
        {
            throw IamErrors.InvalidInput("Path /aws-service-role/ is reserved for service-linked roles; use CreateServiceLinkedRole.");
        }

        var trust = IamInput.TrustPolicy(call.Parameters, "AssumeRolePolicyDocument");
        var tags = IamTags.AddToPrincipal(IamTags.None, IamTags.ReadOfPrincipal(call.Parameters));
        var (description, duration) = (IamInput.RoleDescription(call.Parameters), IamInput.MaxSessionDuration(call.Parameters));
        var role = iam.Update(state =>
        {
            if (state.Roles.ContainsKey(name))
            {
                throw IamErrors.AlreadyExists($"Role with name {name} already exists.");
            }

            if (state.Roles.Count >= state.Quotas[AwsQuota.IamRoles])
            {
                throw IamErrors.LimitExceeded($"Cannot exceed quota for RolesPerAccount: {state.Quotas[AwsQuota.IamRoles]}");
            }

            var created = new IamRole
            {
                RoleName = name,
                Path = path,
                RoleId = AwsIds.Unique("AROA"),
                Arn = $"arn:aws:iam::{accountId}:role{path}{name}",
                CreateDate = time.GetUtcNow(),
                TrustPolicy = trust,
                TrustedPrincipalIds = IamInput.TrustedPrincipalIds(state, trust, accountId),
                Description = description,
                MaxSessionDurationSeconds = duration,
                PermissionsBoundary = IamAccess.FindBoundary(state, call),
                Tags = tags,
            };
            return (state with { Roles = state.Roles.Add(name, created) }, created);
        });
        return [IamXml.Role(role)];
    }

    private XElement?[] List(AwsCall call)
    {
        var prefix = call.Parameters.Find("PathPrefix") ?? "/";
        var roles = iam.Current.Roles.Values.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamPage.Create(call.Parameters, roles, role => role.RoleName, "Roles", role => IamXml.Role(role, "member", isListed: true));
    }

    private XElement[] Delete(AwsCall call)
    {
        var name = IamInput.RoleName(call.Parameters);
        iam.Update(state =>
        {
            var role = state.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuchRole(name);
            if (role.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal))
            {
                throw new AwsException("UnmodifiableEntity", $"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS");
            }

            if (!role.AttachedPolicies.IsEmpty)
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
            }

            if (state.InstanceProfiles.Values.Any(profile => profile.RoleName == role.RoleName))
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
            }

            return role.InlinePolicies.IsEmpty
                ? state with { Roles = state.Roles.Remove(name) }
                : throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        });
        return [];
    }

    /// <remarks>
    /// Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html: without MaxSessionDuration "the default value of one hour is applied". No public report says
    /// whether the service does so to a role that had more.
    /// </remarks>
    private XElement[] Update(AwsCall call)
    {
        var duration = IamInput.MaxSessionDuration(call.Parameters);
        Change(call, (_, role) => role with
        {
            Description = call.Parameters.Has("Description") ? IamInput.RoleDescription(call.Parameters) : role.Description,
            MaxSessionDurationSeconds = duration,
        });
        return [];
    }

    // An older way than UpdateRole; it answers the role.
    private XElement[] UpdateDescription(AwsCall call)
    {
        _ = call.Parameters.Find("Description") ?? call.Parameters.Get("Description");
        var description = IamInput.RoleDescription(call.Parameters);
        Change(call, (_, role) => role with { Description = description });
        return [IamXml.Role(Get(call))];
    }

    private XElement[] UpdateTrustPolicy(AwsCall call)
    {
        var trust = IamInput.TrustPolicy(call.Parameters, "PolicyDocument");
        Change(call, (state, role) => role with { TrustPolicy = trust, TrustedPrincipalIds = IamInput.TrustedPrincipalIds(state, trust, accountId) });
        return [];
    }

    private XElement[] PutBoundary(AwsCall call)
    {
        call.Parameters.Get("PermissionsBoundary");
        Change(call, (state, role) => role with { PermissionsBoundary = IamAccess.FindBoundary(state, call) });
        return [];
    }

    private XElement[] DeleteBoundary(AwsCall call)
    {
        Change(call, (_, role) => role.PermissionsBoundary is null
            ? throw IamErrors.NoSuchEntity($"Role {role.RoleName} does not have a permissions boundary.")
            : role with { PermissionsBoundary = null });
        return [];
    }

    private XElement[] Tag(AwsCall call)
    {
        var tags = IamTags.ReadOfPrincipal(call.Parameters);
        Change(call, (_, role) => role with { Tags = IamTags.AddToPrincipal(role.Tags, tags) });
        return [];
    }

    private XElement[] Untag(AwsCall call)
    {
        Change(call, (_, role) => role with { Tags = IamTags.RemoveFromPrincipal(role.Tags, IamTags.ReadKeys(call.Parameters)) });
        return [];
    }

    private XElement?[] ListTags(AwsCall call) =>
        IamPage.Create(call.Parameters, Get(call).Tags, tag => tag.Key, "Tags", IamXml.Tag);
}
