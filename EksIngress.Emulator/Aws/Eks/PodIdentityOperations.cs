using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Pod identity associations.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html</remarks>
internal sealed class PodIdentityOperations(Guarded<EksState> eks, EksRoles roles, TimeProvider time) : IEksOperations
{
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public IEnumerable<AwsOperation> Operations =>
    [
        EksOperation.Create("CreatePodIdentityAssociation", "POST /clusters/{name}/pod-identity-associations", "namespace serviceAccount roleArn clientRequestToken tags{} disableSessionTags", AccessNew, Create),
        EksOperation.Create("DescribePodIdentityAssociation", "GET /clusters/{name}/pod-identity-associations/{associationId}", "", call => [To(call, "eks:DescribePodIdentityAssociation")], call => Answer(Get(call))),
        EksOperation.OnCluster(eks, "ListPodIdentityAssociations", "GET /clusters/{name}/pod-identity-associations", "?namespace ?serviceAccount ?maxResults ?nextToken", List),
        EksOperation.Create("UpdatePodIdentityAssociation", "POST /clusters/{name}/pod-identity-associations/{associationId}", "roleArn clientRequestToken disableSessionTags", AccessUpdate, Update),
        EksOperation.Create("DeletePodIdentityAssociation", "DELETE /clusters/{name}/pod-identity-associations/{associationId}", "", call => [To(call, "eks:DeletePodIdentityAssociation")], Delete),
    ];

    private AccessRequest To(AwsCall call, string action)
    {
        var (cluster, id) = (call.Parameters.Get("name"), call.Parameters.Get("associationId"));
        var association = eks.Current.Find(call.Region, cluster)?.PodIdentities.GetValueOrDefault(id);
        return new AccessRequest(
            action,
            association?.Arn ?? $"arn:aws:eks:{call.Region}:{call.AccountId}:podidentityassociation/{cluster}/{id}",
            association is null ? ConditionKeys.None : new ConditionKeys().AddResourceTags(association.Tags, "eks").Values);
    }

    private IEnumerable<AccessRequest> AccessNew(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var tags = body.Tags();
        yield return EksOperation.ToCluster(eks.Current, call, "eks:CreatePodIdentityAssociation", keys => keys.AddRequestTags(tags));
        if (!tags.IsEmpty)
        {
            yield return new AccessRequest(
                "eks:TagResource", $"arn:aws:eks:{call.Region}:{call.AccountId}:podidentityassociation/{call.Parameters.Get("name")}/*", new ConditionKeys().AddRequestTags(tags).Values);
        }

        yield return EksOperation.PassRole(body.GetString("roleArn"), PodIdentityAssumption.Service);
    }

    private IEnumerable<AccessRequest> AccessUpdate(AwsCall call) =>
        new EksMembers(call.Body).FindString("roleArn") is { } role
            ? [To(call, "eks:UpdatePodIdentityAssociation"), EksOperation.PassRole(role, PodIdentityAssumption.Service)]
            : [To(call, "eks:UpdatePodIdentityAssociation")];

    private (EksCluster Cluster, EksPodIdentity Association) Get(AwsCall call) => Get(eks.Current, call);

    private static (EksCluster Cluster, EksPodIdentity Association) Get(EksState state, AwsCall call)
    {
        var (cluster, id) = (state.Get(call.Region, call.Parameters.Get("name")), call.Parameters.Get("associationId"));
        return (cluster, cluster.PodIdentities.GetValueOrDefault(id) ?? throw EksErrors.NoPodIdentity(cluster.Name, id));
    }

    private JsonObject Create(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var name = call.Parameters.Get("name");
        var now = time.GetUtcNow();
        var token = EksClientToken.Find(call);
        var id = "a-" + RandomNumberGenerator.GetString(Characters, 17);
        var wanted = new EksPodIdentity(
            id,
            $"arn:aws:eks:{call.Region}:{call.AccountId}:podidentityassociation/{name}/{id}",
            body.GetString("namespace"),
            body.GetString("serviceAccount"),
            ReadRole(body.GetString("roleArn"), name),
            body.FindBoolean("disableSessionTags") != true,
            now)
        {
            ModifiedAt = now,
            ClientRequestToken = token?.Value,
            RequestHash = token?.Request,
            Tags = body.Tags(),
        };
        return Answer(eks.Update(state =>
        {
            var cluster = state.Get(call.Region, name);
            if (cluster.PodIdentities.Values.FirstOrDefault(other => (other.Namespace, other.ServiceAccount) == (wanted.Namespace, wanted.ServiceAccount)) is { } found)
            {
                return token?.Repeats(found.ClientRequestToken, found.RequestHash) == true
                    ? (state, (cluster, found))
                    : throw EksErrors.InUse($"Association already exists: {found.Id}", name);
            }

            var next = cluster.PodIdentities.Count < state.Quotas[AwsQuota.EksPodIdentities]
                ? cluster.Set(wanted)
                : throw EksErrors.LimitExceeded($"Pod identity association limit exceeded: {state.Quotas[AwsQuota.EksPodIdentities]} per cluster.");
            return (state.Set(next), (next, wanted));
        }));
    }

    private JsonObject List(AwsCall call)
    {
        var (@namespace, account) = (call.Parameters.Find("namespace"), call.Parameters.Find("serviceAccount"));
        var cluster = eks.Current.Get(call.Region, call.Parameters.Get("name"));
        var found = cluster.PodIdentities.Values.Where(association =>
            (@namespace is null || association.Namespace == @namespace) && (account is null || association.ServiceAccount == account));
        return EksPage.Create(call.Parameters, found, association => association.Id, "associations", association => Summary(cluster, association));
    }

    private JsonObject Update(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var role = body.FindString("roleArn") is { } arn ? ReadRole(arn, call.Parameters.Get("name")) : null;
        return Answer(eks.Update(state =>
        {
            var (cluster, association) = Get(state, call);
            var changed = association with
            {
                RoleArn = role ?? association.RoleArn,
                SendsSessionTags = body.FindBoolean("disableSessionTags") is { } off ? !off : association.SendsSessionTags,
                ModifiedAt = time.GetUtcNow(),
            };
            var next = cluster.Set(changed);
            return (state.Set(next), (next, changed));
        }));
    }

    private JsonObject Delete(AwsCall call) => Answer(eks.Update(state =>
    {
        var (cluster, association) = Get(state, call);
        return (state.Set(cluster with { PodIdentities = cluster.PodIdentities.Remove(association.Id) }), (cluster, association));
    }));

    private string ReadRole(string arn, string cluster) =>
        roles.Find(arn) is not null ? arn : throw EksErrors.InvalidParameter("Role provided in the request does not exist.", cluster);

    private static JsonObject Answer((EksCluster Cluster, EksPodIdentity Association) found)
    {
        var json = Summary(found.Cluster, found.Association);
        json["roleArn"] = found.Association.RoleArn;
        json["tags"] = EksJson.Map(found.Association.Tags);
        json["createdAt"] = AwsTime.EpochSeconds(found.Association.CreatedAt);
        json["modifiedAt"] = AwsTime.EpochSeconds(found.Association.ModifiedAt);
        json["disableSessionTags"] = !found.Association.SendsSessionTags;
        return new JsonObject { ["association"] = json };
    }

    private static JsonObject Summary(EksCluster cluster, EksPodIdentity association) => new()
    {
        ["clusterName"] = cluster.Name,
        ["namespace"] = association.Namespace,
        ["serviceAccount"] = association.ServiceAccount,
        ["associationArn"] = association.Arn,
        ["associationId"] = association.Id,
    };
}
