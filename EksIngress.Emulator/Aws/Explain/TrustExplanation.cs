using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>
/// Walks from a service account to what its pods may do, in the account's own state and with its own policy evaluation: by the OIDC
/// provider and the annotation, or by EKS Pod Identity. It ends at the first link that is broken.
/// </summary>
internal sealed class TrustExplanation(
    Guarded<EksState> eks,
    Func<IKubernetesClusters> clusters,
    Func<IClusterObjects> objects,
    WebIdentityExplanation webIdentity,
    PodIdentityExplanation podIdentity,
    PermissionExplanation permissions)
{
    /// <summary>
    /// By which way the service account's chain goes. Unless it is said: by Pod Identity where there is an association, which EKS prefers.
    /// </summary>
    public ExplainedIdentity IdentityOf(ExplainedSubject subject, ExplainedIdentity? said) =>
        said ?? (eks.Current.Clusters.GetValueOrDefault(subject.Cluster) is { } cluster && PodIdentityExplanation.Find(subject, cluster) is not null
            ? ExplainedIdentity.PodIdentity
            : ExplainedIdentity.Irsa);

    /// <param name="subject">Whose chain it is.</param>
    /// <param name="identity">The way.</param>
    /// <param name="actions">Actions that its pods need beside those that are known; on any resource.</param>
    public IEnumerable<ExplainedLink> Walk(ExplainedSubject subject, ExplainedIdentity identity, IReadOnlyList<string> actions)
    {
        if (eks.Current.Clusters.GetValueOrDefault(subject.Cluster) is not { Issuer: { } issuer, Endpoint: not null } cluster)
        {
            yield return FindCluster(subject);
            yield break;
        }

        if (clusters().FindIssuer(issuer) is not { Keys.Count: > 0 })
        {
            yield return ExplainedLink.Broken("cluster", $"keys that {issuer} publishes", "its API server does not run", $"aws eks describe-cluster --name {cluster.Name}");
            yield break;
        }

        yield return ExplainedLink.Holds("cluster", $"{cluster.Name} is {cluster.Status}, issuer {issuer}");
        ExplainedRoute? route = null;
        foreach (var (link, found) in identity == ExplainedIdentity.PodIdentity ? podIdentity.Walk(subject, cluster) : webIdentity.Walk(subject, cluster, issuer))
        {
            yield return link;
            if (link.IsBroken)
            {
                yield break;
            }

            route = found ?? route;
        }

        var end = route ?? throw new InvalidOperationException("The chain ended before its role.");
        var pods = PodCredentials.Check(subject, objects().List(cluster.Name, "pods", subject.Namespace), end.Variables, end.Audience);
        yield return pods;
        if (!pods.IsBroken)
        {
            yield return permissions.Check(
                "permissions",
                end,
                cluster.Region,
                [
                    .. subject.IsController ? ControllerRequests.Of(cluster.Region, cluster.AccountId, cluster.Name) : [],
                    .. actions.Select(action => new AccessRequest(action, "*", ConditionKeys.None)),
                ]);
        }
    }

    private ExplainedLink FindCluster(ExplainedSubject subject) =>
        eks.Current.Clusters.GetValueOrDefault(subject.Cluster) is { } starting
            ? ExplainedLink.Broken("cluster", "an endpoint and an OIDC issuer", $"{starting.Name} is {starting.Status} and has none yet", $"aws eks wait cluster-active --name {starting.Name}")
            : ExplainedLink.Broken("cluster", $"a cluster {subject.Cluster}", "there is none", "aws eks list-clusters");
}
