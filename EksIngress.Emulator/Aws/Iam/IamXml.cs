using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>IAM's structures on the wire.</summary>
internal static class IamXml
{
    /// <param name="isListed">ListRoles leaves out tags and boundary.</param>
    public static XElement Role(IamRole role, string name = "Role", bool isListed = false) =>
        new(
            name,
            new XElement("Path", role.Path),
            new XElement("RoleName", role.RoleName),
            new XElement("RoleId", role.RoleId),
            new XElement("Arn", role.Arn),
            new XElement("CreateDate", AwsTime.Iso(role.CreateDate)),
            // Documents travel URL-encoded (RFC 3986) inside the XML.
            new XElement("AssumeRolePolicyDocument", UrlEncoding.Encode(role.TrustPolicy.Json)),
            role.Description is { } description ? new XElement("Description", description) : null,
            new XElement("MaxSessionDuration", role.MaxSessionDurationSeconds),
            isListed ? null : Boundary(role.PermissionsBoundary),
            isListed ? null : IamTags.ToXml(role.Tags),
            isListed ? null : new XElement("RoleLastUsed"));

    public static XElement? Boundary(string? arn) =>
        arn is null ? null : new XElement("PermissionsBoundary", new XElement("PermissionsBoundaryType", "Policy"), new XElement("PermissionsBoundaryArn", arn));

    public static XElement Policy(IamState state, IamPolicy policy, string name = "Policy", bool isListed = false) =>
        new(
            name,
            new XElement("PolicyName", policy.PolicyName),
            new XElement("PolicyId", policy.PolicyId),
            new XElement("Arn", policy.Arn),
            new XElement("Path", policy.Path),
            new XElement("DefaultVersionId", VersionId(policy.DefaultVersion)),
            new XElement("AttachmentCount", Attachments(state, policy.Arn)),
            new XElement("PermissionsBoundaryUsageCount", BoundaryUses(state, policy.Arn)),
            new XElement("IsAttachable", true),
            isListed || policy.Description is not { } description ? null : new XElement("Description", description),
            new XElement("CreateDate", AwsTime.Iso(policy.CreateDate)),
            new XElement("UpdateDate", AwsTime.Iso(policy.UpdateDate)),
            isListed ? null : IamTags.ToXml(policy.Tags));

    /// <param name="withDocument">GetPolicyVersion alone answers the document.</param>
    public static XElement PolicyVersion(IamPolicy policy, int number, string name, bool withDocument = false)
    {
        var version = policy.Versions[number];
        return new XElement(
            name,
            withDocument ? new XElement("Document", UrlEncoding.Encode(version.Document.Json)) : null,
            new XElement("VersionId", VersionId(number)),
            new XElement("IsDefaultVersion", number == policy.DefaultVersion),
            new XElement("CreateDate", AwsTime.Iso(version.CreateDate)));
    }

    /// <param name="isListed">ListUsers leaves out tags and boundary.</param>
    public static XElement User(IamUser user, string name, bool isListed = false) =>
        new(
            name,
            new XElement("Path", user.Path),
            new XElement("UserName", user.UserName),
            new XElement("UserId", user.UserId),
            new XElement("Arn", user.Arn),
            new XElement("CreateDate", AwsTime.Iso(user.CreateDate)),
            isListed ? null : Boundary(user.PermissionsBoundary),
            isListed ? null : IamTags.ToXml(user.Tags));

    public static XElement Group(IamGroup group, string name) =>
        new(
            name,
            new XElement("Path", group.Path),
            new XElement("GroupName", group.GroupName),
            new XElement("GroupId", group.GroupId),
            new XElement("Arn", group.Arn),
            new XElement("CreateDate", AwsTime.Iso(group.CreateDate)));

    /// <param name="isListed">Lists leave out tags.</param>
    public static XElement InstanceProfile(IamState state, IamInstanceProfile profile, string name, bool isListed = false) => new(
        name,
        new XElement("Path", profile.Path),
        new XElement("InstanceProfileName", profile.Name),
        new XElement("InstanceProfileId", profile.Id),
        new XElement("Arn", profile.Arn),
        new XElement("CreateDate", AwsTime.Iso(profile.CreateDate)),
        new XElement("Roles", profile.RoleName is { } role ? Role(state.Roles[role], "member", isListed: true) : null),
        isListed ? null : IamTags.ToXml(profile.Tags));

    public static XElement AttachedPolicy(IamState state, string arn) =>
        new("member", new XElement("PolicyName", state.Policies[arn].PolicyName), new XElement("PolicyArn", arn));

    public static XElement Tag(KeyValuePair<string, string> tag) =>
        new("member", new XElement("Key", tag.Key), new XElement("Value", tag.Value));

    public static string VersionId(int number) => "v" + number.ToString(CultureInfo.InvariantCulture);

    public static int BoundaryUses(IamState state, string arn) =>
        state.Roles.Values.Count(role => role.PermissionsBoundary == arn) + state.Users.Values.Count(user => user.PermissionsBoundary == arn);

    public static int Attachments(IamState state, string arn) =>
        state.Roles.Values.Count(role => role.AttachedPolicies.Contains(arn))
        + state.Users.Values.Count(user => user.AttachedPolicies.Contains(arn))
        + state.Groups.Values.Count(group => group.AttachedPolicies.Contains(arn));
}
