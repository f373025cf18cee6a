using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>How people sign in to the console: no user of the emulated account has a password or an MFA device, and the account no policy for them.</summary>
internal sealed class IamSignInOperations(Guarded<IamState> iam, string accountId)
{
    private readonly IamUserAccess _users = new(iam, accountId);

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("GetLoginProfile", "UserName", call => _users.To(call, "iam:GetLoginProfile"), GetLoginProfile),
        QueryOperation.Create("ListMFADevices", "UserName Marker MaxItems", call => _users.To(call, "iam:ListMFADevices"), ListDevices),
        QueryOperation.Create("GetAccountPasswordPolicy", "", _ => new("iam:GetAccountPasswordPolicy", "*", ConditionKeys.None), GetPasswordPolicy),
    ];

    private XElement[] GetLoginProfile(AwsCall call) => throw IamErrors.NoSuchEntity($"Login Profile for User {_users.Get(call).UserName} cannot be found.");

    private XElement?[] ListDevices(AwsCall call)
    {
        _users.Get(call);
        return IamPage.Create(call.Parameters, Array.Empty<string>(), serial => serial, "MFADevices", serial => new XElement("member", serial));
    }

    private XElement[] GetPasswordPolicy(AwsCall call) => throw IamErrors.NoSuchEntity($"The Password Policy with domain name {accountId} cannot be found.");
}
