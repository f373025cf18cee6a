using System.Collections.Immutable;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Roles that belong to a service of AWS: it defines them, nobody changes them.</summary>
internal sealed class IamServiceLinkedRoleOperations(Guarded<IamState> iam, ServiceLinkedRoleUse use, TimeProvider time, string accountId)
{
    private const string Policies = "arn:aws:iam::aws:policy/aws-service-role/";

    private static readonly Dictionary<string, (string RoleName, string PolicyArn)> Known = new(StringComparer.Ordinal)
    {
        ["elasticloadbalancing.amazonaws.com"] = ("AWSServiceRoleForElasticLoadBalancing", Policies + "AWSElasticLoadBalancingServiceRolePolicy"),
        ["eks.amazonaws.com"] = ("AWSServiceRoleForAmazonEKS", Policies + "AmazonEKSServiceRolePolicy"),
        ["eks-nodegroup.amazonaws.com"] = ("AWSServiceRoleForAmazonEKSNodegroup", Policies + "AWSServiceRoleForAmazonEKSNodegroup"),
    };

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreateServiceLinkedRole", "AWSServiceName Description CustomSuffix", Access, Create),
        QueryOperation.Create("DeleteServiceLinkedRole", "RoleName", call => IamAccess.ToRole(iam.Current, accountId, call, "iam:DeleteServiceLinkedRole"), Delete),
        QueryOperation.Create("GetServiceLinkedRoleDeletionStatus", "DeletionTaskId", AccessStatus, GetStatus),
    ];

    private AccessRequest Access(AwsCall call)
    {
        var service = call.Parameters.Get("AWSServiceName");
        var name = Known.TryGetValue(service, out var known) ? known.RoleName : "*";
        return new AccessRequest("iam:CreateServiceLinkedRole", $"arn:aws:iam::{accountId}:role/aws-service-role/{service}/{name}", new ConditionKeys().Add("iam:AWSServiceName", service).Values);
    }

    private XElement[] Create(AwsCall call)
    {
        var service = call.Parameters.Get("AWSServiceName");
        if (!Known.TryGetValue(service, out var known))
        {
            throw IamErrors.InvalidInput($"Service role for {service} is not emulated; known are {string.Join(", ", Known.Keys)}.");
        }

        // Only some services, none of these, have more than one such role. AWS's words, as people met them with Amazon Elasticsearch Service.
        if (call.Parameters.Has("CustomSuffix"))
        {
            throw IamErrors.InvalidInput($"Custom suffix is not allowed for {service}");
        }

        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";
        var path = $"/aws-service-role/{service}/";
        var role = iam.Update(state =>
        {
            if (state.Roles.ContainsKey(known.RoleName))
            {
                throw IamErrors.InvalidInput($"Service role name {known.RoleName} has been taken in this account, please try a different suffix.");
            }

            var created = new IamRole
            {
                RoleName = known.RoleName,
                Path = path,
                RoleId = AwsIds.Unique("AROA"),
                Arn = $"arn:aws:iam::{accountId}:role{path}{known.RoleName}",
                CreateDate = time.GetUtcNow(),
                TrustPolicy = new IamDocument(trust, PolicyDocumentParser.Parse(trust, PolicyKind.Trust)),
                TrustedPrincipalIds = ImmutableDictionary<string, string>.Empty,
                Description = IamInput.Description(call.Parameters),
                AttachedPolicies = ImmutableSortedSet.Create(StringComparer.Ordinal, known.PolicyArn),
            };
            return (state with { Roles = state.Roles.Add(created.RoleName, created) }, created);
        });
        return [IamXml.Role(role)];
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
