using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Who a managed policy is attached to, or bounds.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html</remarks>
internal sealed class IamPolicyEntityOperations(Guarded<IamState> iam)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("ListEntitiesForPolicy", "PolicyArn EntityFilter PathPrefix PolicyUsageFilter Marker MaxItems", call => IamAccess.ToPolicy(iam.Current, call, "iam:ListEntitiesForPolicy"), List),
    ];

    private XElement?[] List(AwsCall call)
    {
        var (state, arn) = (iam.Current, IamInput.PolicyArn(call.Parameters));
        if (!state.Policies.ContainsKey(arn))
        {
            throw IamErrors.NoSuchPolicy(arn);
        }

        var filter = call.Parameters.Find("EntityFilter");
        if (filter is not (null or "User" or "Role" or "Group" or "LocalManagedPolicy" or "AWSManagedPolicy"))
        {
            throw IamErrors.Validation($"1 validation error detected: Value '{filter}' at 'entityFilter' failed to satisfy constraint: Member must satisfy enum value set: [User, Role, Group, LocalManagedPolicy, AWSManagedPolicy]");
        }

        var prefix = call.Parameters.Find("PathPrefix") ?? "/";
        var isBoundary = call.Parameters.Find("PolicyUsageFilter") switch
        {
            null or "PermissionsPolicy" => false,
            "PermissionsBoundary" => true,
            var usage => throw IamErrors.Validation($"1 validation error detected: Value '{usage}' at 'policyUsageFilter' failed to satisfy constraint: Member must satisfy enum value set: [PermissionsPolicy, PermissionsBoundary]"),
        };
        var entities = state.Groups.Values.Where(group => !isBoundary && group.AttachedPolicies.Contains(arn)).Select(group => new Entity("Group", group.Path, group.GroupName, group.GroupId))
            .Concat(state.Users.Values.Where(user => isBoundary ? user.PermissionsBoundary == arn : user.AttachedPolicies.Contains(arn)).Select(user => new Entity("User", user.Path, user.UserName, user.UserId)))
            .Concat(state.Roles.Values.Where(role => isBoundary ? role.PermissionsBoundary == arn : role.AttachedPolicies.Contains(arn)).Select(role => new Entity("Role", role.Path, role.RoleName, role.RoleId)))
            .Where(entity => (filter is null || filter == entity.Kind) && entity.Path.StartsWith(prefix, StringComparison.Ordinal));

        // One page goes over all three lists.
        var page = IamPage.Create(call.Parameters, entities, entity => $"{entity.Kind}/{entity.Name}", "Entities", entity => new XElement(entity.Kind, new XElement($"{entity.Kind}Name", entity.Name), new XElement($"{entity.Kind}Id", entity.Id)));
        return [Members(page[0]!, "Group"), Members(page[0]!, "User"), Members(page[0]!, "Role"), .. page[1..]];
    }

    private static XElement Members(XElement entities, string kind) =>
        new($"Policy{kind}s", entities.Elements(kind).Select(entity => new XElement("member", entity.Elements())));

    private sealed record Entity(string Kind, string Path, string Name, string Id);
}
