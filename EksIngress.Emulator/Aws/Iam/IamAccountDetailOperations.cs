using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>All users, groups, roles and policies of the account in one list.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html</remarks>
internal sealed class IamAccountDetailOperations(Guarded<IamState> iam)
{
    private static readonly string[] Filters = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];

    // The lists of the answer, and the filters that leave something in each.
    private static readonly (string List, string[] Kinds)[] Lists =
        [("UserDetailList", ["User"]), ("GroupDetailList", ["Group"]), ("RoleDetailList", ["Role"]), ("Policies", ["LocalManagedPolicy", "AWSManagedPolicy"])];

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("GetAccountAuthorizationDetails", "Filter[] MaxItems Marker", _ => new("iam:GetAccountAuthorizationDetails", "*", ConditionKeys.None), Get),
    ];

    private XElement?[] Get(AwsCall call)
    {
        var filter = call.Parameters.Strings("Filter.member");
        if (filter.FirstOrDefault(kind => !Filters.Contains(kind, StringComparer.Ordinal)) is { } unknown)
        {
            throw IamErrors.Validation($"1 validation error detected: Value '{unknown}' at 'filter' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Filters)}]");
        }

        var state = iam.Current;
        var entries = state.Users.Values.Select(user => new Entry("User", user.Arn, () => User(state, user)))
            .Concat(state.Groups.Values.Select(group => new Entry("Group", group.Arn, () => Group(state, group))))
            .Concat(state.Roles.Values.Select(role => new Entry("Role", role.Arn, () => Role(state, role))))
            // Of those that AWS manages, the ones in use.
            .Concat(state.Policies.Values.Where(policy => !policy.IsAwsManaged || IamXml.Attachments(state, policy.Arn) > 0 || IamXml.BoundaryUses(state, policy.Arn) > 0)
                .Select(policy => new Entry(policy.IsAwsManaged ? "AWSManagedPolicy" : "LocalManagedPolicy", policy.Arn, () => Policy(state, policy))))
            .Where(entry => filter.Count == 0 || filter.Contains(entry.Kind, StringComparer.Ordinal));
        var page = IamPage.Create(call.Parameters, entries, entry => $"{entry.Kind}/{entry.Arn}", "Entries", entry => new XElement(entry.Kind, entry.Write()));
        return
        [
            .. Lists.Select(list => new XElement(list.List, page[0]!.Elements().Where(entry => list.Kinds.Contains(entry.Name.LocalName, StringComparer.Ordinal)).Select(entry => new XElement("member", entry.Elements())))),
            .. page[1..],
        ];
    }

    private static object?[] User(IamState state, IamUser user) =>
    [
        IamXml.User(user, "User", isListed: true).Elements(),
        Inline("UserPolicyList", user.InlinePolicies),
        new XElement("GroupList", state.GroupsOf(user).Select(group => new XElement("member", group.GroupName))),
        Attached(state, user.AttachedPolicies),
        IamXml.Boundary(user.PermissionsBoundary),
        IamTags.ToXml(user.Tags, always: true),
    ];

    private static object?[] Group(IamState state, IamGroup group) =>
        [IamXml.Group(group, "Group").Elements(), Inline("GroupPolicyList", group.InlinePolicies), Attached(state, group.AttachedPolicies)];

    private static object?[] Role(IamState state, IamRole role) =>
    [
        IamXml.Role(role, isListed: true).Elements().Where(member => member.Name.LocalName is not ("Description" or "MaxSessionDuration")),
        new XElement("InstanceProfileList", state.InstanceProfiles.Values.Where(profile => profile.RoleName == role.RoleName).Select(profile => IamXml.InstanceProfile(state, profile, "member"))),
        Inline("RolePolicyList", role.InlinePolicies),
        Attached(state, role.AttachedPolicies),
        IamXml.Boundary(role.PermissionsBoundary),
        IamTags.ToXml(role.Tags, always: true),
        new XElement("RoleLastUsed"),
    ];

    private static object?[] Policy(IamState state, IamPolicy policy) =>
    [
        IamXml.Policy(state, policy, isListed: true).Elements(),
        policy.Description is { } description ? new XElement("Description", description) : null,
        new XElement("PolicyVersionList", policy.Versions.Keys.Reverse().Select(number => IamXml.PolicyVersion(policy, number, "member", withDocument: true))),
    ];

    private static XElement Inline(string name, IEnumerable<KeyValuePair<string, IamDocument>> policies) =>
        new(name, policies.Select(policy => new XElement("member", new XElement("PolicyName", policy.Key), new XElement("PolicyDocument", UrlEncoding.Encode(policy.Value.Json)))));

    private static XElement Attached(IamState state, IEnumerable<string> arns) =>
        new("AttachedManagedPolicies", arns.Select(arn => IamXml.AttachedPolicy(state, arn)));

    private sealed record Entry(string Kind, string Arn, Func<object?[]> Write);
}
