using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Groups and who is in them.</summary>
internal sealed class IamGroupOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    private const int MaxGroupsPerUser = 10;

    private readonly IamGroupAccess _groups = new(iam, accountId);
    private readonly IamUserAccess _users = new(iam, accountId);

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateGroup", "Path GroupName", call => new("iam:CreateGroup", ArnOf(IamInput.Path(call.Parameters), IamGroupAccess.Name(call.Parameters)), ConditionKeys.None), Create),
        QueryOperation.Create("GetGroup", "GroupName Marker MaxItems", call => _groups.To(call, "iam:GetGroup"), Get),
        QueryOperation.Create("ListGroups", "PathPrefix Marker MaxItems", _ => new("iam:ListGroups", $"arn:aws:iam::{accountId}:group/", ConditionKeys.None), List),
        new AwsOperation { Name = "UpdateGroup", Members = new("GroupName NewPath NewGroupName"), Access = AccessUpdate, Handle = (call, _) => ValueTask.FromResult<AwsResult>(new AwsResult.Xml(Update(call))) },
        QueryOperation.Create("DeleteGroup", "GroupName", call => _groups.To(call, "iam:DeleteGroup"), Delete),
        QueryOperation.Create("AddUserToGroup", "GroupName UserName", call => _groups.To(call, "iam:AddUserToGroup"), AddUser),
        QueryOperation.Create("RemoveUserFromGroup", "GroupName UserName", call => _groups.To(call, "iam:RemoveUserFromGroup"), RemoveUser),
        QueryOperation.Create("ListGroupsForUser", "UserName Marker MaxItems", call => _users.To(call, "iam:ListGroupsForUser"), ListForUser),
    ];

    // A group that is renamed is asked about twice: as it is called, and as it will be.
    private IEnumerable<AccessRequest> AccessUpdate(AwsCall call)
    {
        var asItIs = _groups.To(call, "iam:UpdateGroup");
        yield return asItIs;
        if (iam.Current.Groups.GetValueOrDefault(IamGroupAccess.Name(call.Parameters)) is { } group)
        {
            var renamed = ArnOf(NewPath(call, group), NewName(call, group.GroupName));
            if (renamed != group.Arn)
            {
                yield return asItIs with { Resource = renamed };
            }
        }
    }

    private string ArnOf(string path, string name) => $"arn:aws:iam::{accountId}:group{path}{name}";

    private static string NewName(AwsCall call, string name) => call.Parameters.Has("NewGroupName") ? IamInput.Name(call.Parameters, "NewGroupName", 128) : name;

    private static string NewPath(AwsCall call, IamGroup group) => call.Parameters.Has("NewPath") ? IamInput.Path(call.Parameters, "NewPath") : group.Path;

    private XElement[] Create(AwsCall call)
    {
        var (name, path) = (IamGroupAccess.Name(call.Parameters), IamInput.Path(call.Parameters));
        return [IamXml.Group(
            iam.Update(state =>
            {
                if (state.Groups.ContainsKey(name))
                {
                    throw IamErrors.AlreadyExists($"Group with name {name} already exists.");
                }

                if (state.Groups.Count >= state.Quotas[AwsQuota.IamGroups])
                {
                    throw IamErrors.LimitExceeded($"Cannot exceed quota for GroupsPerAccount: {state.Quotas[AwsQuota.IamGroups]}");
                }

                var created = new IamGroup
                {
                    GroupName = name,
                    Path = path,
                    GroupId = AwsIds.Unique("AGPA"),
                    Arn = ArnOf(path, name),
                    CreateDate = time.GetUtcNow(),
                };
                return (state with { Groups = state.Groups.Add(name, created) }, created);
            }),
            "Group")];
    }

    private XElement?[] Get(AwsCall call)
    {
        var (state, group) = (iam.Current, _groups.Get(call));
        var users = group.UserIds.Select(id => state.FindUserById(id)!);
        return [IamXml.Group(group, "Group"), .. IamPage.Create(call.Parameters, users, user => user.UserName, "Users", user => IamXml.User(user, "member", isListed: true))];
    }

    private XElement?[] List(AwsCall call)
    {
        var prefix = call.Parameters.Find("PathPrefix") ?? "/";
        return Page(call, iam.Current.Groups.Values.Where(group => group.Path.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private XElement[] Update(AwsCall call)
    {
        var name = IamGroupAccess.Name(call.Parameters);
        var newName = NewName(call, name);
        iam.Update(state =>
        {
            var group = IamGroupAccess.Get(state, name);
            if (newName != name && state.Groups.Remove(name).ContainsKey(newName))
            {
                throw IamErrors.AlreadyExists($"Group with name {newName} already exists.");
            }

            var path = NewPath(call, group);
            var renamed = group with { GroupName = newName, Path = path, Arn = ArnOf(path, newName) };
            return state with { Groups = state.Groups.Remove(name).Add(newName, renamed) };
        });
        return [];
    }

    private XElement[] Delete(AwsCall call)
    {
        var name = IamGroupAccess.Name(call.Parameters);
        iam.Update(state =>
        {
            var group = IamGroupAccess.Get(state, name);
            if (!group.UserIds.IsEmpty)
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must remove users from group first.");
            }

            if (!group.AttachedPolicies.IsEmpty)
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
            }

            return group.InlinePolicies.IsEmpty
                ? state with { Groups = state.Groups.Remove(name) }
                : throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        });
        return [];
    }

    private XElement[] AddUser(AwsCall call)
    {
        _groups.Change(call, (state, group) =>
        {
            var user = Member(state, call);
            return state.GroupsOf(user).Count(other => other.GroupId != group.GroupId) < MaxGroupsPerUser
                ? group with { UserIds = group.UserIds.Add(user.UserId) }
                : throw IamErrors.LimitExceeded($"Cannot exceed quota for GroupsPerUser: {MaxGroupsPerUser}");
        });
        return [];
    }

    private XElement[] RemoveUser(AwsCall call)
    {
        _groups.Change(call, (state, group) =>
        {
            var user = Member(state, call);
            return group.UserIds.Contains(user.UserId)
                ? group with { UserIds = group.UserIds.Remove(user.UserId) }
                : throw IamErrors.NoSuchEntity($"User {user.UserName} is not in group {group.GroupName}.");
        });
        return [];
    }

    private XElement?[] ListForUser(AwsCall call) => Page(call, iam.Current.GroupsOf(_users.Get(call)));

    private static XElement?[] Page(AwsCall call, IEnumerable<IamGroup> groups) =>
        IamPage.Create(call.Parameters, groups, group => group.GroupName, "Groups", group => IamXml.Group(group, "member"));

    private static IamUser Member(IamState state, AwsCall call)
    {
        var name = IamUserAccess.Name(call.Parameters);
        return state.Users.GetValueOrDefault(name) ?? throw IamErrors.NoSuchUser(name);
    }
}
