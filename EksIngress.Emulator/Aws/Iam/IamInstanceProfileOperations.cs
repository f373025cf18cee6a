using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Instance profiles.</summary>
internal sealed class IamInstanceProfileOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateInstanceProfile", "InstanceProfileName Path Tags[](Key Value)", AccessNew, Create),
        QueryOperation.Create("GetInstanceProfile", "InstanceProfileName", call => To(call, "iam:GetInstanceProfile"), call => [IamXml.InstanceProfile(iam.Current, Get(iam.Current, call), "InstanceProfile")]),
        QueryOperation.Create("ListInstanceProfiles", "PathPrefix Marker MaxItems", _ => new("iam:ListInstanceProfiles", $"arn:aws:iam::{accountId}:instance-profile/", ConditionKeys.None), List),
        QueryOperation.Create("ListInstanceProfilesForRole", "RoleName Marker MaxItems", call => IamAccess.ToRole(iam.Current, accountId, call, "iam:ListInstanceProfilesForRole"), ListForRole),
        QueryOperation.Create("DeleteInstanceProfile", "InstanceProfileName", call => To(call, "iam:DeleteInstanceProfile"), Delete),
        new AwsOperation { Name = "AddRoleToInstanceProfile", Members = new("InstanceProfileName RoleName"), Access = AccessAddRole, Handle = (call, _) => ValueTask.FromResult<AwsResult>(new AwsResult.Xml(AddRole(call))) },
        QueryOperation.Create("RemoveRoleFromInstanceProfile", "InstanceProfileName RoleName", call => To(call, "iam:RemoveRoleFromInstanceProfile"), RemoveRole),
        QueryOperation.Create("TagInstanceProfile", "InstanceProfileName Tags[](Key Value)", call => To(call, "iam:TagInstanceProfile", keys => keys.AddRequestTags(IamTags.Read(call.Parameters))), Tag),
        QueryOperation.Create("UntagInstanceProfile", "InstanceProfileName TagKeys[]", call => To(call, "iam:UntagInstanceProfile", keys => keys.AddTagKeys(IamTags.ReadKeys(call.Parameters))), Untag),
        QueryOperation.Create("ListInstanceProfileTags", "InstanceProfileName Marker MaxItems", call => To(call, "iam:ListInstanceProfileTags"), call => IamPage.Create(call.Parameters, Get(iam.Current, call).Tags, tag => tag.Key, "Tags", IamXml.Tag)),
    ];

    private static string Name(AwsCall call) => IamInput.Name(call.Parameters, "InstanceProfileName", 128);

    private AccessRequest AccessNew(AwsCall call) => new(
        "iam:CreateInstanceProfile",
        $"arn:aws:iam::{accountId}:instance-profile{IamInput.Path(call.Parameters)}{Name(call)}",
        new ConditionKeys().AddRequestTags(IamTags.Read(call.Parameters)).Values);

    private AccessRequest To(AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var profile = iam.Current.InstanceProfiles.GetValueOrDefault(Name(call));
        var keys = new ConditionKeys().AddResourceTags(profile?.Tags ?? IamTags.None, "iam");
        add?.Invoke(keys);
        return new AccessRequest(action, profile?.Arn ?? $"arn:aws:iam::{accountId}:instance-profile/{Name(call)}", keys.Values);
    }

    // A role is passed to the instances that get the profile.
    private IEnumerable<AccessRequest> AccessAddRole(AwsCall call)
    {
        var role = IamAccess.ToRole(iam.Current, accountId, call, "iam:PassRole", keys => keys.Add("iam:PassedToService", "ec2.amazonaws.com"));
        return [To(call, "iam:AddRoleToInstanceProfile"), role];
    }

    private static IamInstanceProfile Get(IamState state, AwsCall call) =>
        state.InstanceProfiles.GetValueOrDefault(Name(call)) ?? throw IamErrors.NoSuchEntity($"Instance Profile {Name(call)} cannot be found.");

    private XElement[] Create(AwsCall call)
    {
        var (name, path) = (Name(call), IamInput.Path(call.Parameters));
        var profile = new IamInstanceProfile(
            $"arn:aws:iam::{accountId}:instance-profile{path}{name}", AwsIds.Unique("AIPA"), name, path, time.GetUtcNow(), null, IamTags.Add(IamTags.None, IamTags.Read(call.Parameters)));
        var created = iam.Update(state =>
        {
            if (state.InstanceProfiles.ContainsKey(name))
            {
                throw IamErrors.AlreadyExists($"Instance Profile {name} already exists.");
            }

            var next = state with { InstanceProfiles = state.InstanceProfiles.Add(name, profile) };
            return next.InstanceProfiles.Count <= state.Quotas[AwsQuota.IamInstanceProfiles]
                ? (next, next)
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for InstanceProfilesPerAccount: {state.Quotas[AwsQuota.IamInstanceProfiles]}");
        });
        return [IamXml.InstanceProfile(created, profile, "InstanceProfile")];
    }

    private XElement?[] List(AwsCall call)
    {
        var (state, prefix) = (iam.Current, call.Parameters.Find("PathPrefix") ?? "/");
        var profiles = state.InstanceProfiles.Values.Where(profile => profile.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamPage.Create(call.Parameters, profiles, profile => profile.Name, "InstanceProfiles", profile => IamXml.InstanceProfile(state, profile, "member", isListed: true));
    }

    private XElement?[] ListForRole(AwsCall call)
    {
        var (state, name) = (iam.Current, IamInput.RoleName(call.Parameters));
        var role = state.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuchRole(name);
        return IamPage.Create(
            call.Parameters, state.InstanceProfiles.Values.Where(profile => profile.RoleName == role.RoleName), profile => profile.Name, "InstanceProfiles", profile => IamXml.InstanceProfile(state, profile, "member", isListed: true));
    }

    private XElement[] Delete(AwsCall call)
    {
        iam.Update(state => Get(state, call).RoleName is null
            ? state with { InstanceProfiles = state.InstanceProfiles.Remove(Name(call)) }
            : throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first."));
        return [];
    }

    private XElement[] AddRole(AwsCall call)
    {
        var roleName = IamInput.RoleName(call.Parameters);
        Change(call, (state, profile) =>
        {
            var role = state.Roles.GetValueOrDefault(roleName) ?? throw IamErrors.NoSuchRole(roleName);
            return profile.RoleName is null
                ? profile with { RoleName = role.RoleName }
                : throw IamErrors.LimitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        });
        return [];
    }

    private XElement[] RemoveRole(AwsCall call)
    {
        var roleName = IamInput.RoleName(call.Parameters);
        Change(call, (_, profile) => string.Equals(profile.RoleName, roleName, StringComparison.OrdinalIgnoreCase)
            ? profile with { RoleName = null }
            : throw IamErrors.NoSuchEntity($"Role {roleName} not in instance profile {profile.Name}."));
        return [];
    }

    private XElement[] Tag(AwsCall call)
    {
        var tags = IamTags.Read(call.Parameters);
        Change(call, (_, profile) => profile with { Tags = IamTags.Add(profile.Tags, tags) });
        return [];
    }

    private XElement[] Untag(AwsCall call)
    {
        Change(call, (_, profile) => profile with { Tags = profile.Tags.RemoveRange(IamTags.ReadKeys(call.Parameters)) });
        return [];
    }

    private void Change(AwsCall call, Func<IamState, IamInstanceProfile, IamInstanceProfile> change) =>
        iam.Update(state => Get(state, call) is var profile ? state with { InstanceProfiles = state.InstanceProfiles.SetItem(profile.Name, change(state, profile)) } : state);
}
