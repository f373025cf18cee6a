using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>The account: its alias, what it has, and what it could have.</summary>
internal sealed partial class IamAccountOperations(Guarded<IamState> iam)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        OnAccount("CreateAccountAlias", "AccountAlias", CreateAlias),
        OnAccount("DeleteAccountAlias", "AccountAlias", DeleteAlias),
        OnAccount("ListAccountAliases", "Marker MaxItems", ListAliases),
        OnAccount("GetAccountSummary", "", _ => [new XElement("SummaryMap", Summary(iam.Current).Select(entry => new XElement("entry", new XElement("key", entry.Key), new XElement("value", entry.Value))))]),
        OnAccount("ListServerCertificates", "PathPrefix Marker MaxItems", call => IamPage.Create(call.Parameters, Array.Empty<string>(), name => name, "ServerCertificateMetadataList", name => new XElement("member", name))),
        OnAccount("GetServerCertificate", "ServerCertificateName", call => throw IamErrors.NoSuchEntity($"The Server Certificate with name {IamInput.Name(call.Parameters, "ServerCertificateName", 128)} cannot be found.")),
    ];

    private static AwsOperation OnAccount(string name, string members, Func<AwsCall, XElement?[]> handle) =>
        QueryOperation.Create(name, members, _ => new AccessRequest($"iam:{name}", "*", ConditionKeys.None), handle);

    private XElement[] CreateAlias(AwsCall call)
    {
        var alias = ReadAlias(call);

        // One alias at a time: a new one takes the place of the old.
        iam.Update(state => state with { AccountAlias = alias });
        return [];
    }

    private XElement[] DeleteAlias(AwsCall call)
    {
        var alias = ReadAlias(call);
        iam.Update(state => state.AccountAlias == alias
            ? state with { AccountAlias = null }
            : throw IamErrors.NoSuchEntity($"The account alias {alias} cannot be found."));
        return [];
    }

    private static string ReadAlias(AwsCall call)
    {
        var alias = call.Parameters.Get("AccountAlias");
        return alias.Length is >= 3 and <= 63 && Alias().IsMatch(alias)
            ? alias
            : throw IamErrors.Validation("1 validation error detected: Value at 'accountAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
    }

    // An account has one alias at most.
    private XElement?[] ListAliases(AwsCall call) =>
        IamPage.Create(call.Parameters, iam.Current.AccountAlias is { } alias ? [alias] : Array.Empty<string>(), name => name, "AccountAliases", name => new XElement("member", name));

    private static IEnumerable<KeyValuePair<string, int>> Summary(IamState state) => new Dictionary<string, int>
    {
        ["Users"] = state.Users.Count,
        ["UsersQuota"] = state.Quotas[AwsQuota.IamUsers],
        ["Groups"] = state.Groups.Count,
        ["GroupsQuota"] = state.Quotas[AwsQuota.IamGroups],
        ["GroupsPerUserQuota"] = 10,
        ["GroupPolicySizeQuota"] = 5120,
        ["AttachedPoliciesPerGroupQuota"] = 10,
        ["Roles"] = state.Roles.Count,
        ["RolesQuota"] = state.Quotas[AwsQuota.IamRoles],
        ["InstanceProfiles"] = state.InstanceProfiles.Count,
        ["InstanceProfilesQuota"] = state.Quotas[AwsQuota.IamInstanceProfiles],
        ["Policies"] = state.Policies.Values.Count(policy => !policy.IsAwsManaged),
        ["PoliciesQuota"] = state.Quotas[AwsQuota.IamPolicies],
        ["PolicyVersionsInUse"] = state.Policies.Values.Where(policy => !policy.IsAwsManaged).Sum(policy => policy.Versions.Count),
        ["PolicyVersionsInUseQuota"] = 10000,
        ["VersionsPerPolicyQuota"] = 5,
        ["PolicySizeQuota"] = IamInput.MaxManagedPolicyCharacters,
        ["Providers"] = state.OidcProviders.Count,
        ["ServerCertificates"] = 0,
        ["ServerCertificatesQuota"] = 20,
        ["AccessKeysPerUserQuota"] = 2,
        ["AttachedPoliciesPerRoleQuota"] = 10,
        ["AttachedPoliciesPerUserQuota"] = 10,
        ["AssumeRolePolicySizeQuota"] = IamInput.MaxTrustPolicyCharacters,
        ["RolePolicySizeQuota"] = IamInput.MaxInlinePolicyCharacters,
        ["UserPolicySizeQuota"] = 2048,
        ["AccountMFAEnabled"] = 0,
        ["AccountAccessKeysPresent"] = 0,
        ["MFADevices"] = 0,
        ["GlobalEndpointTokenVersion"] = 1,
    };

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]\z")]
    private static partial Regex Alias();
}
