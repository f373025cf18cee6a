namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Finds the group that a call is about, and what its operations ask of the policies.</summary>
internal sealed class IamGroupAccess(Guarded<IamState> iam, string accountId)
{
    public static string Name(AwsParameters parameters) => IamInput.Name(parameters, "GroupName", 128);

    /// <exception cref="AwsException"><c>NoSuchEntity</c>.</exception>
    public static IamGroup Get(IamState state, string name) => state.Groups.GetValueOrDefault(name) ?? throw IamErrors.NoSuchGroup(name);

    public IamGroup Get(AwsCall call) => Get(iam.Current, Name(call.Parameters));

    public AccessRequest To(AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var name = Name(call.Parameters);
        var keys = new ConditionKeys();
        add?.Invoke(keys);
        return new AccessRequest(action, iam.Current.Groups.GetValueOrDefault(name)?.Arn ?? $"arn:aws:iam::{accountId}:group/{name}", keys.Values);
    }

    public void Change(AwsCall call, Func<IamState, IamGroup, IamGroup> change) => iam.Update(state =>
    {
        var group = Get(state, Name(call.Parameters));
        return state with { Groups = state.Groups.SetItem(group.GroupName, change(state, group)) };
    });
}
