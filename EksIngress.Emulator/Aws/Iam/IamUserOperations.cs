using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Users themselves, their boundaries and tags. There are no passwords.</summary>
internal sealed class IamUserOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    private readonly IamUserAccess _users = new(iam, accountId);

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateUser", "Path UserName PermissionsBoundary Tags[](Key Value)", AccessNewUser, Create),
        QueryOperation.Create("GetUser", "UserName", call => _users.To(call, "iam:GetUser"), call => [IamXml.User(_users.Get(call), "User")]),
        QueryOperation.Create("ListUsers", "PathPrefix Marker MaxItems", _ => new("iam:ListUsers", $"arn:aws:iam::{accountId}:user/", ConditionKeys.None), List),
        new AwsOperation { Name = "UpdateUser", Members = new("UserName NewPath NewUserName"), Access = AccessUpdate, Handle = (call, _) => ValueTask.FromResult<AwsResult>(new AwsResult.Xml(Update(call))) },
        QueryOperation.Create("DeleteUser", "UserName", call => _users.To(call, "iam:DeleteUser"), Delete),
        QueryOperation.Create("PutUserPermissionsBoundary", "UserName PermissionsBoundary", call => _users.To(call, "iam:PutUserPermissionsBoundary", keys => keys.Add("iam:PermissionsBoundary", call.Parameters.Find("PermissionsBoundary"))), PutBoundary),
        QueryOperation.Create("DeleteUserPermissionsBoundary", "UserName", call => _users.To(call, "iam:DeleteUserPermissionsBoundary"), DeleteBoundary),
        QueryOperation.Create("TagUser", "UserName Tags[](Key Value)", call => _users.To(call, "iam:TagUser", keys => keys.AddRequestTags(IamTags.ReadOfPrincipal(call.Parameters))), Tag),
        QueryOperation.Create("UntagUser", "UserName TagKeys[]", call => _users.To(call, "iam:UntagUser", keys => keys.AddTagKeys(IamTags.ReadKeys(call.Parameters))), Untag),
        QueryOperation.Create("ListUserTags", "UserName Marker MaxItems", call => _users.To(call, "iam:ListUserTags"), call => IamPage.Create(call.Parameters, _users.Get(call).Tags, tag => tag.Key, "Tags", IamXml.Tag)),
    ];

    private AccessRequest AccessNewUser(AwsCall call)
    {
        var keys = new ConditionKeys()
            .AddRequestTags(IamTags.ReadOfPrincipal(call.Parameters))
            .Add("iam:PermissionsBoundary", call.Parameters.Find("PermissionsBoundary"));
        return new AccessRequest("iam:CreateUser", ArnOf(IamInput.Path(call.Parameters), IamUserAccess.Name(call.Parameters)), keys.Values);
    }

    // A user that is renamed is asked about twice: as it is called, and as it will be.
    private IEnumerable<AccessRequest> AccessUpdate(AwsCall call)
    {
        var asItIs = _users.To(call, "iam:UpdateUser");
        yield return asItIs;
        if (_users.Find(call) is { } user)
        {
            var renamed = ArnOf(NewPath(call, user), NewName(call, user.UserName));
            if (renamed != user.Arn)
            {
                yield return asItIs with { Resource = renamed };
            }
        }
    }

    private string ArnOf(string path, string name) => $"arn:aws:iam::{accountId}:user{path}{name}";

    private static string NewName(AwsCall call, string name) => call.Parameters.Has("NewUserName") ? IamInput.Name(call.Parameters, "NewUserName", 64) : name;

    private static string NewPath(AwsCall call, IamUser user) => call.Parameters.Has("NewPath") ? IamInput.Path(call.Parameters, "NewPath") : user.Path;

    private XElement[] Create(AwsCall call)
    {
        var (name, path) = (IamUserAccess.Name(call.Parameters), IamInput.Path(call.Parameters));
        var tags = IamTags.AddToPrincipal(IamTags.None, IamTags.ReadOfPrincipal(call.Parameters));
        var user = iam.Update(state =>
        {
            if (state.Users.ContainsKey(name))
            {
                throw IamErrors.AlreadyExists($"User with name {name} already exists.");
            }

            if (state.Users.Count >= state.Quotas[AwsQuota.IamUsers])
            {
                throw IamErrors.LimitExceeded($"Cannot exceed quota for UsersPerAccount: {state.Quotas[AwsQuota.IamUsers]}");
            }

            var created = new IamUser
            {
                UserName = name,
                Path = path,
                UserId = AwsIds.Unique("AIDA"),
                Arn = ArnOf(path, name),
                CreateDate = time.GetUtcNow(),
                PermissionsBoundary = IamAccess.FindBoundary(state, call),
                Tags = tags,
            };
            return (state with { Users = state.Users.Add(name, created) }, created);
        });
        return [IamXml.User(user, "User")];
    }

    private XElement?[] List(AwsCall call)
    {
        var prefix = call.Parameters.Find("PathPrefix") ?? "/";
        var users = iam.Current.Users.Values.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamPage.Create(call.Parameters, users, user => user.UserName, "Users", user => IamXml.User(user, "member", isListed: true));
    }

    private XElement[] Update(AwsCall call)
    {
        var name = IamUserAccess.Name(call.Parameters);
        var newName = NewName(call, name);
        iam.Update(state =>
        {
            var user = state.Users.GetValueOrDefault(name) ?? throw IamErrors.NoSuchUser(name);
            if (newName != name && state.Users.Remove(name).ContainsKey(newName))
            {
                throw IamErrors.AlreadyExists($"User with name {newName} already exists.");
            }

            var path = NewPath(call, user);
            var renamed = user with { UserName = newName, Path = path, Arn = ArnOf(path, newName) };
            return state with { Users = state.Users.Remove(name).Add(newName, renamed) };
        });
        return [];
    }

    private XElement[] Delete(AwsCall call)
    {
        var name = IamUserAccess.Name(call.Parameters);
        iam.Update(state =>
        {
            var user = state.Users.GetValueOrDefault(name) ?? throw IamErrors.NoSuchUser(name);
            if (state.AccessKeys.Values.Any(key => key.UserId == user.UserId))
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must delete access keys first.");
            }

            if (state.GroupsOf(user).Any())
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must remove users from group first.");
            }

            if (!user.AttachedPolicies.IsEmpty)
            {
                throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
            }

            return user.InlinePolicies.IsEmpty
                ? state with { Users = state.Users.Remove(name) }
                : throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        });
        return [];
    }

    private XElement[] PutBoundary(AwsCall call)
    {
        call.Parameters.Get("PermissionsBoundary");
        _users.Change(call, (state, user) => user with { PermissionsBoundary = IamAccess.FindBoundary(state, call) });
        return [];
    }

    private XElement[] DeleteBoundary(AwsCall call)
    {
        _users.Change(call, (_, user) => user.PermissionsBoundary is null
            ? throw IamErrors.NoSuchEntity($"User {user.UserName} does not have a permissions boundary.")
            : user with { PermissionsBoundary = null });
        return [];
    }

    private XElement[] Tag(AwsCall call)
    {
        var tags = IamTags.ReadOfPrincipal(call.Parameters);
        _users.Change(call, (_, user) => user with { Tags = IamTags.AddToPrincipal(user.Tags, tags) });
        return [];
    }

    private XElement[] Untag(AwsCall call)
    {
        _users.Change(call, (_, user) => user with { Tags = IamTags.RemoveFromPrincipal(user.Tags, IamTags.ReadKeys(call.Parameters)) });
        return [];
    }
}
