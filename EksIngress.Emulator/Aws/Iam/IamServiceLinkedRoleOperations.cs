using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Roles that belong to a service of AWS: it defines them, nobody changes them.</summary>
internal sealed class IamServiceLinkedRoleOperations(Guarded<IamState> iam, ServiceLinkedRoles roles, ServiceLinkedRoleUse use, string accountId)
{
    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateServiceLinkedRole", "AWSServiceName Description CustomSuffix", call => roles.Creation(call.Parameters.Get("AWSServiceName")), Create),
        QueryOperation.Create("DeleteServiceLinkedRole", "RoleName", call => IamAccess.ToRole(iam.Current, accountId, call, "iam:DeleteServiceLinkedRole"), Delete),
        QueryOperation.Create("GetServiceLinkedRoleDeletionStatus", "DeletionTaskId", AccessStatus, GetStatus),
    ];

    private XElement[] Create(AwsCall call)
    {
        // Only some services, none of these, have more than one such role. AWS's words, as people met them with Amazon Elasticsearch Service.
        var service = call.Parameters.Get("AWSServiceName");
        return call.Parameters.Has("CustomSuffix")
            ? throw IamErrors.InvalidInput($"Custom suffix is not allowed for {service}")
            : [IamXml.Role(roles.Create(service, IamInput.Description(call.Parameters)))];
    }

    // task/aws-service-role/SERVICE/ROLE/ID
    private AccessRequest AccessStatus(AwsCall call) =>
        new("iam:GetServiceLinkedRoleDeletionStatus", $"arn:aws:iam::{accountId}:role/{call.Parameters.Get("DeletionTaskId").Split('/', 2)[^1]}", ConditionKeys.None);

    // On AWS a deletion runs for a while; here its outcome is known at once and answered when it is asked for.
    private XElement[] Delete(AwsCall call)
    {
        var name = IamInput.RoleName(call.Parameters);
        var task = iam.Update(state =>
        {
            var role = state.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuchRole(name);
            if (!role.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal))
            {
                throw IamErrors.InvalidInput($"The role {name} is not a service-linked role.");
            }

            var id = $"task{role.Path}{role.RoleName}/{Guid.NewGuid()}";
            var usage = use.Find(role.RoleName);
            var next = state with { RoleDeletions = state.RoleDeletions.Add(id, usage) };
            return (usage is null ? next with { Roles = next.Roles.Remove(name) } : next, id);
        });
        return [new XElement("DeletionTaskId", task)];
    }

    private XElement?[] GetStatus(AwsCall call)
    {
        var id = call.Parameters.Get("DeletionTaskId");
        return iam.Current.RoleDeletions.TryGetValue(id, out var usage)
            ?
            [
                new XElement("Status", usage is null ? "SUCCEEDED" : "FAILED"),
                usage is null
                    ? null
                    : new XElement(
                        "Reason",
                        new XElement("Reason", "The role is in use by resources of the service; delete them first."),
                        new XElement("RoleUsageList", new XElement("member", new XElement("Region", usage.Region), new XElement("Resources", usage.Resources.Select(arn => new XElement("member", arn)))))),
            ]
            : throw IamErrors.NoSuchEntity($"The deletion task {id} cannot be found.");
    }
}
