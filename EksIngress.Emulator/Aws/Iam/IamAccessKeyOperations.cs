using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Long-lived access keys of users.</summary>
internal sealed class IamAccessKeyOperations(Guarded<IamState> iam, AccessKeyUses uses, TimeProvider time, string accountId)
{
    private const int MaxKeys = 2;

    private readonly IamUserAccess _users = new(iam, accountId);

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateAccessKey", "UserName", call => _users.To(call, "iam:CreateAccessKey"), Create),
        QueryOperation.Create("ListAccessKeys", "UserName Marker MaxItems", call => _users.To(call, "iam:ListAccessKeys"), List),
        QueryOperation.Create("GetAccessKeyLastUsed", "AccessKeyId", AccessLastUsed, GetLastUsed),
        QueryOperation.Create("UpdateAccessKey", "UserName AccessKeyId Status", call => _users.To(call, "iam:UpdateAccessKey"), Update),
        QueryOperation.Create("DeleteAccessKey", "UserName AccessKeyId", call => _users.To(call, "iam:DeleteAccessKey"), Delete),
    ];

    private XElement[] Create(AwsCall call)
    {
        var user = _users.Get(call);
        var credential = new AwsCredential(AwsIds.AccessKey("AKIA"), AwsIds.Secret(), null, null, new IamPrincipal.User(user.UserId));
        var key = new IamAccessKey(credential, user.UserId, IsActive: true, time.GetUtcNow());
        iam.Update(state => KeysOf(state, user).Count() < MaxKeys
            ? state with { AccessKeys = state.AccessKeys.Add(credential.AccessKeyId, key) }
            : throw IamErrors.LimitExceeded($"Cannot exceed quota for AccessKeysPerUser: {MaxKeys}"));
        // The only answer that has the secret.
        return [new XElement("AccessKey", Members(user, key), new XElement("SecretAccessKey", credential.SecretAccessKey))];
    }

    private XElement?[] List(AwsCall call)
    {
        var user = _users.Get(call);
        return
        [
            new XElement("UserName", user.UserName),
            .. IamPage.Create(call.Parameters, KeysOf(iam.Current, user), key => key.Credential.AccessKeyId, "AccessKeyMetadata", key => new XElement("member", Members(user, key))),
        ];
    }

    // By the key alone, so the user is found by it.
    private AccessRequest AccessLastUsed(AwsCall call)
    {
        var user = FindOwner(call);
        return new AccessRequest(
            "iam:GetAccessKeyLastUsed", user?.Arn ?? $"arn:aws:iam::{accountId}:user/*", new ConditionKeys().AddResourceTags(user?.Tags ?? IamTags.None, "iam").Values);
    }

    private XElement[] GetLastUsed(AwsCall call)
    {
        var id = call.Parameters.Get("AccessKeyId");
        var user = FindOwner(call) ?? throw new AwsException("AccessDenied", $"The access key {id} does not exist in this account.", System.Net.HttpStatusCode.Forbidden);
        var use = uses.Find(id);
        return
        [
            new("UserName", user.UserName),
            new(
                "AccessKeyLastUsed",
                use is null ? null : new XElement("LastUsedDate", AwsTime.Iso(use.At)),
                new XElement("ServiceName", use?.Service ?? "N/A"),
                new XElement("Region", use?.Region ?? "N/A")),
        ];
    }

    private IamUser? FindOwner(AwsCall call) =>
        iam.Current.AccessKeys.GetValueOrDefault(call.Parameters.Get("AccessKeyId")) is { } key ? iam.Current.FindUserById(key.UserId) : null;

    private XElement[] Update(AwsCall call)
    {
        var status = call.Parameters.Get("Status");
        if (status is not ("Active" or "Inactive"))
        {
            throw IamErrors.Validation($"1 validation error detected: Value '{status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]");
        }

        var user = _users.Get(call);
        iam.Update(state => Get(state, call, user) is var key
            ? state with { AccessKeys = state.AccessKeys.SetItem(key.Credential.AccessKeyId, key with { IsActive = status == "Active" }) }
            : state);
        return [];
    }

    private XElement[] Delete(AwsCall call)
    {
        var user = _users.Get(call);
        iam.Update(state => state with { AccessKeys = state.AccessKeys.Remove(Get(state, call, user).Credential.AccessKeyId) });
        return [];
    }

    private static IEnumerable<IamAccessKey> KeysOf(IamState state, IamUser user) => state.AccessKeys.Values.Where(key => key.UserId == user.UserId);

    private static IamAccessKey Get(IamState state, AwsCall call, IamUser user)
    {
        var id = call.Parameters.Get("AccessKeyId");
        return state.AccessKeys.GetValueOrDefault(id) is { } key && key.UserId == user.UserId
            ? key
            : throw IamErrors.NoSuchEntity($"The Access Key with id {id} cannot be found.");
    }

    private static XElement[] Members(IamUser user, IamAccessKey key) =>
    [
        new("UserName", user.UserName),
        new("AccessKeyId", key.Credential.AccessKeyId),
        new("Status", key.Status),
        new("CreateDate", AwsTime.Iso(key.CreateDate)),
    ];
}
