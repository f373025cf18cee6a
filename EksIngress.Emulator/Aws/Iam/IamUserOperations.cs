using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Users, to be looked at: the administrator is the only one, and none can be made.</summary>
internal sealed class IamUserOperations(Guarded<IamState> iam, string accountId)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("GetUser", call => new("iam:GetUser", Find(call)?.Arn ?? $"arn:aws:iam::{accountId}:user/{call.Parameters.Find("UserName")}", ConditionKeys.None), GetUser),
        QueryOperation.Create("ListUsers", _ => new("iam:ListUsers", $"arn:aws:iam::{accountId}:user/", ConditionKeys.None), List),
        QueryOperation.Create("ListAttachedUserPolicies", call => new("iam:ListAttachedUserPolicies", Find(call)?.Arn ?? $"arn:aws:iam::{accountId}:user/{call.Parameters.Find("UserName")}", ConditionKeys.None), ListAttached),
    ];

    // Without a name it is the caller.
    private IamUser? Find(AwsCall call) =>
        call.Parameters.Find("UserName") is { } name
            ? iam.Current.Users.GetValueOrDefault(name)
            : iam.Current.FindUserById(call.Caller!.UserId);

    private IamUser Get(AwsCall call) =>
        Find(call) ?? throw (call.Parameters.Find("UserName") is { } name
            ? IamErrors.NoSuchEntity($"The user with name {name} cannot be found.")
            : IamErrors.Validation("Must specify userName when calling with non-User credentials"));

    private XElement[] GetUser(AwsCall call) => [IamXml.User(Get(call), "User")];

    private XElement?[] List(AwsCall call) =>
        IamPage.Create(call.Parameters, iam.Current.Users.Values, user => user.UserName, "Users", user => IamXml.User(user, "member"));

    private XElement?[] ListAttached(AwsCall call) =>
        IamPage.Create(call.Parameters, Get(call).AttachedPolicies, arn => arn, "AttachedPolicies", arn => IamXml.AttachedPolicy(iam.Current, arn));
}
