namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Finds the user that a call is about, and what its operations ask of the policies.</summary>
internal sealed class IamUserAccess(Guarded<IamState> iam, string accountId)
{
    public static string Name(AwsParameters parameters) => IamInput.Name(parameters, "UserName", 64);

    /// <summary>Without a name it is the caller, where it is a user.</summary>
    public IamUser? Find(AwsCall call) =>
        call.Parameters.Find("UserName") is { } name
            ? iam.Current.Users.GetValueOrDefault(name)
            : iam.Current.FindUserById(call.Caller!.UserId);

    /// <exception cref="AwsException"><c>NoSuchEntity</c>, or <c>ValidationError</c> for a caller that is no user.</exception>
    public IamUser Get(AwsCall call) =>
        Find(call) ?? throw (call.Parameters.Find("UserName") is { } name
            ? IamErrors.NoSuchUser(name)
            : IamErrors.Validation("Must specify userName when calling with non-User credentials"));

    public AccessRequest To(AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var user = Find(call);
        var keys = new ConditionKeys().AddResourceTags(user?.Tags ?? IamTags.None, "iam").Add("iam:PermissionsBoundary", user?.PermissionsBoundary);
        add?.Invoke(keys);
        return new AccessRequest(action, user?.Arn ?? $"arn:aws:iam::{accountId}:user/{call.Parameters.Find("UserName")}", keys.Values);
    }

    public void Change(AwsCall call, Func<IamState, IamUser, IamUser> change) => iam.Update(state =>
    {
        var name = Name(call.Parameters);
        var user = state.Users.GetValueOrDefault(name) ?? throw IamErrors.NoSuchUser(name);
        return state with { Users = state.Users.SetItem(name, change(state, user)) };
    });
}
