using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Access entries and the policies associated with them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html</remarks>
internal sealed partial class AccessEntryOperations(Guarded<EksState> eks, AccessEntries entries, TimeProvider time) : IEksOperations
{
    private const string PolicyArnPrefix = "arn:aws:eks::aws:cluster-access-policy/";

    private static readonly string[] Policies =
        ["AmazonEKSAdminPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSClusterAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSViewPolicy"];

    private static readonly string[] ReservedUsernames = ["system:", "eks:", "aws:", "amazon:", "iam:"];

    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("CreateAccessEntry", "POST /clusters/{name}/access-entries", "principalArn kubernetesGroups[] tags{} clientRequestToken username type", AccessNewEntry, Create),
        OnEntry("DescribeAccessEntry", "GET /clusters/{name}/access-entries/{principalArn}", "", call => Answer(Get(call))),
        OnEntry("UpdateAccessEntry", "POST /clusters/{name}/access-entries/{principalArn}", "kubernetesGroups[] clientRequestToken username", Update),
        OnEntry("DeleteAccessEntry", "DELETE /clusters/{name}/access-entries/{principalArn}", "", Delete),
        EksOperation.OnCluster(eks, "ListAccessEntries", "GET /clusters/{name}/access-entries", "?associatedPolicyArn ?maxResults ?nextToken", List),
        OnEntry("AssociateAccessPolicy", "POST /clusters/{name}/access-entries/{principalArn}/access-policies", "policyArn accessScope(type namespaces[])", Associate),
        OnEntry("DisassociateAccessPolicy", "DELETE /clusters/{name}/access-entries/{principalArn}/access-policies/{policyArn}", "", Disassociate),
        OnEntry("ListAssociatedAccessPolicies", "GET /clusters/{name}/access-entries/{principalArn}/access-policies", "?maxResults ?nextToken", ListAssociated),
        EksOperation.Create("ListAccessPolicies", "GET /access-policies", "?maxResults ?nextToken", _ => [new AccessRequest("eks:ListAccessPolicies", "*", ConditionKeys.None)], ListPolicies),
    ];

    private IEnumerable<AccessRequest> AccessNewEntry(AwsCall call) =>
    [
        EksOperation.ToCluster(eks.Current, call, "eks:CreateAccessEntry", keys => keys
            .Add("eks:principalArn", new EksMembers(call.Body).FindString("principalArn"))
            .AddRequestTags(new EksMembers(call.Body).Tags())),
    ];

    private AwsOperation OnEntry(string name, string route, string members, Func<AwsCall, JsonObject> handle) =>
        EksOperation.Create(name, route, members, call => [ToEntry(call, $"eks:{name}")], handle);

    private AccessRequest ToEntry(AwsCall call, string action)
    {
        var (cluster, principalArn) = (call.Parameters.Get("name"), call.Parameters.Get("principalArn"));
        var entry = eks.Current.Find(call.Region, cluster)?.AccessEntries.GetValueOrDefault(principalArn);
        var keys = new ConditionKeys()
            .Add("eks:principalArn", principalArn)
            .Add("eks:policyArn", call.Parameters.Find("policyArn") ?? new EksMembers(call.Body).FindString("policyArn"))
            .AddResourceTags(entry?.Tags ?? ImmutableSortedDictionary<string, string>.Empty, "eks");
        return new AccessRequest(action, entry?.Arn ?? $"arn:aws:eks:{call.Region}:{call.AccountId}:access-entry/{cluster}/*", keys.Values);
    }

    private (EksCluster Cluster, EksAccessEntry Entry) Get(AwsCall call)
    {
        var cluster = AccessEntries.Demand(eks.Current.Get(call.Region, call.Parameters.Get("name")));
        return (cluster, cluster.GetAccessEntry(call.Parameters.Get("principalArn")));
    }

    private static JsonObject Answer((EksCluster Cluster, EksAccessEntry Entry) found) =>
        new() { ["accessEntry"] = EksJson.AccessEntry(found.Cluster, found.Entry) };

    private (EksCluster Cluster, EksAccessEntry Entry) Change(AwsCall call, Func<EksAccessEntry, EksAccessEntry> change) => eks.Update(state =>
    {
        var cluster = AccessEntries.Demand(state.Get(call.Region, call.Parameters.Get("name")));
        var entry = change(cluster.GetAccessEntry(call.Parameters.Get("principalArn"))) with { ModifiedAt = time.GetUtcNow() };
        var next = cluster.Set(entry);
        return (state.Set(next), (next, entry));
    });

    private JsonObject Create(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var principalArn = body.GetString("principalArn");
        if (!PrincipalArn().IsMatch(principalArn))
        {
            throw EksErrors.InvalidParameter("The specified principalArn is invalid: invalid principal.");
        }

        var type = body.FindString("type") ?? "STANDARD";
        if (type is not ("STANDARD" or "EC2_LINUX"))
        {
            throw EksErrors.NotEmulated($"The access entry type '{type}'");
        }

        var groups = CheckGroups(body.Strings("kubernetesGroups"));
        var username = CheckUsername(body.FindString("username"));
        if (type != "STANDARD" && (!groups.IsEmpty || username is not null))
        {
            throw EksErrors.InvalidParameter($"Kubernetes groups and username cannot be given for an access entry of type {type}.");
        }

        var token = EksClientToken.Find(call);
        return Answer(eks.Update(state =>
        {
            var cluster = AccessEntries.Demand(state.Get(call.Region, call.Parameters.Get("name")));
            if (cluster.AccessEntries.TryGetValue(principalArn, out var earlier))
            {
                return token?.Repeats(earlier.Token) == true ? (state, (cluster, earlier)) : throw EksErrors.InUse("The specified access entry resource is already in use on this cluster.", cluster.Name);
            }

            var entry = type == "STANDARD"
                ? entries.Create(cluster, principalArn, type, username ?? AccessEntries.DefaultUsername(principalArn), groups) with { Tags = body.Tags(), Token = token }
                : entries.Create(cluster, principalArn, type, "system:node:{{EC2PrivateDNSName}}", ["system:nodes"]) with { Tags = body.Tags(), Token = token };
            var next = cluster.Set(entry);
            return (state.Set(next), (next, entry));
        }));
    }

    private JsonObject Update(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        return Answer(Change(call, entry => entry.Type != "STANDARD"
            ? throw EksErrors.InvalidRequest($"An access entry of type {entry.Type} cannot be updated.")
            : entry with
            {
                KubernetesGroups = body.Has("kubernetesGroups") ? CheckGroups(body.Strings("kubernetesGroups")) : entry.KubernetesGroups,
                Username = CheckUsername(body.FindString("username")) ?? entry.Username,
            }));
    }

    private JsonObject Delete(AwsCall call)
    {
        eks.Update(state =>
        {
            var cluster = AccessEntries.Demand(state.Get(call.Region, call.Parameters.Get("name")));
            var entry = cluster.GetAccessEntry(call.Parameters.Get("principalArn"));
            return state.Set(cluster with { AccessEntries = cluster.AccessEntries.Remove(entry.PrincipalArn) });
        });
        return [];
    }

    private JsonObject List(AwsCall call)
    {
        var policyArn = call.Parameters.Find("associatedPolicyArn");
        var found = AccessEntries.Demand(eks.Current.Get(call.Region, call.Parameters.Get("name"))).AccessEntries.Values
            .Where(entry => policyArn is null || entry.Policies.ContainsKey(policyArn));
        return EksPage.Create(call.Parameters, found, entry => entry.PrincipalArn, "accessEntries", entry => JsonValue.Create(entry.PrincipalArn));
    }

    private JsonObject Associate(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var policyArn = body.GetString("policyArn");
        if (!policyArn.StartsWith(PolicyArnPrefix, StringComparison.Ordinal) || !Policies.Contains(policyArn[PolicyArnPrefix.Length..]))
        {
            throw EksErrors.InvalidParameter($"The policyArn parameter format is not valid, or the policy is not emulated: {policyArn} (known: {string.Join(", ", Policies)})");
        }

        var scope = body.FindObject("accessScope") ?? throw EksErrors.InvalidParameter("The member 'accessScope' is required.");
        var namespaces = scope.Strings("namespaces");
        if (scope.GetString("type") is not ("cluster" or "namespace") || (scope.GetString("type") == "cluster") != namespaces.IsEmpty)
        {
            throw EksErrors.InvalidParameter("The accessScope is of type cluster without namespaces, or of type namespace with some.");
        }

        var now = time.GetUtcNow();
        var (cluster, changed) = Change(call, entry => entry.Type != "STANDARD"
            ? throw EksErrors.InvalidRequest($"Access policies cannot be associated with an access entry of type {entry.Type}.")
            : entry with
            {
                Policies = entry.Policies.SetItem(policyArn, new EksPolicyAssociation(namespaces, entry.Policies.GetValueOrDefault(policyArn)?.AssociatedAt ?? now, now)),
            });
        return new JsonObject
        {
            ["clusterName"] = cluster.Name,
            ["principalArn"] = changed.PrincipalArn,
            ["associatedAccessPolicy"] = EksJson.Association(policyArn, changed.Policies[policyArn]),
        };
    }

    private JsonObject Disassociate(AwsCall call)
    {
        var policyArn = call.Parameters.Get("policyArn");
        Change(call, entry => entry.Policies.ContainsKey(policyArn)
            ? entry with { Policies = entry.Policies.Remove(policyArn) }
            : throw new AwsException("ResourceNotFoundException", $"The access policy {policyArn} is not associated with {entry.PrincipalArn}.", System.Net.HttpStatusCode.NotFound));
        return [];
    }

    private JsonObject ListAssociated(AwsCall call)
    {
        var (cluster, entry) = Get(call);
        var page = EksPage.Create(call.Parameters, entry.Policies, policy => policy.Key, "associatedAccessPolicies", policy => EksJson.Association(policy.Key, policy.Value));
        page["clusterName"] = cluster.Name;
        page["principalArn"] = entry.PrincipalArn;
        return page;
    }

    private static JsonObject ListPolicies(AwsCall call) =>
        EksPage.Create(call.Parameters, Policies, name => name, "accessPolicies", name => new JsonObject { ["name"] = name, ["arn"] = PolicyArnPrefix + name });

    private static ImmutableArray<string> CheckGroups(ImmutableArray<string> groups)
    {
        var reserved = groups.FirstOrDefault(group => group.Length == 0 || ReservedUsernames.Any(prefix => group.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
        return reserved is null
            ? groups
            : throw EksErrors.InvalidParameter($"The kubernetes group name {reserved} is invalid, it cannot start with {string.Join(", ", ReservedUsernames)}");
    }

    private static string? CheckUsername(string? username) =>
        username is null || !ReservedUsernames.Any(prefix => username.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ? username
            : throw EksErrors.InvalidParameter($"The username {username} is invalid, it cannot start with {string.Join(", ", ReservedUsernames)}");

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:(role|user)/[!-~]{1,1024}\z")]
    private static partial Regex PrincipalArn();
}
