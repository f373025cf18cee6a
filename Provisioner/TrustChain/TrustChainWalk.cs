using System.Runtime.CompilerServices;
using Amazon.EKS.Model;
using Amazon.Runtime;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>
/// Walks from a service account to what its pods may do on AWS, link by link, with calls that read only. It ends at the first link that is
/// broken: what comes behind it cannot work before that one does.
/// </summary>
internal sealed class TrustChainWalk(Target target, AwsClients aws, string accountId, Func<Cluster, ClusterApi> connect)
{
    /// <summary>
    /// By which way the service account's chain goes, if nobody says it: by Pod Identity where there is an association, which EKS prefers.
    /// </summary>
    public async Task<ChainIdentity> FindIdentityAsync(ChainSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            var associations = await PodIdentityChain.ListAsync(aws.Eks, subject.ClusterName, cancellationToken);
            return associations.Exists(subject.IsOf) ? ChainIdentity.PodIdentity : ChainIdentity.Irsa;
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            // The walk says that there is no such cluster.
            return ChainIdentity.Irsa;
        }
    }

    /// <param name="subject">Whose chain it is.</param>
    /// <param name="identity">The way.</param>
    /// <param name="actions">Actions that its pods need beside those that are known; on any resource.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async IAsyncEnumerable<ChainLink> WalkAsync(
        ChainSubject subject,
        ChainIdentity identity,
        IReadOnlyList<string> actions,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, cluster) = await FindClusterAsync(subject, cancellationToken);
        yield return first;
        if (cluster is null)
        {
            yield break;
        }

        using var api = connect(cluster);
        var account = new ChainAccount(target, aws, accountId, cluster, api);
        var links = identity == ChainIdentity.PodIdentity
            ? new PodIdentityChain(account).WalkAsync(subject, cancellationToken)
            : new WebIdentityChain(account).WalkAsync(subject, cancellationToken);
        ChainRoute? route = null;
        await foreach (var (link, found) in links)
        {
            yield return link;
            if (link.State == ChainLinkState.Broken)
            {
                yield break;
            }

            route = found ?? route;
        }

        var end = route ?? throw new InvalidOperationException("The chain ended before its role.");
        var pods = PodLink.Check(subject, end, await api.ListAsync("v1", "Pod", "", cancellationToken));
        yield return pods;
        if (pods.State != ChainLinkState.Broken)
        {
            yield return await CheckPermissionsAsync(subject, end, actions, cancellationToken);
        }
    }

    private async Task<(ChainLink Link, Cluster? Cluster)> FindClusterAsync(ChainSubject subject, CancellationToken cancellationToken)
    {
        const string Name = "cluster";
        try
        {
            var cluster = (await aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = subject.ClusterName }, cancellationToken)).Cluster;
            return cluster is { Identity.Oidc.Issuer.Length: > 0, Endpoint.Length: > 0 }
                ? (ChainLink.Holds(Name, $"{cluster.Name} is {cluster.Status}, issuer {cluster.Identity.Oidc.Issuer}"), cluster)
                : (ChainLink.Broken(Name, "an endpoint and an OIDC issuer", $"{cluster.Name} is {cluster.Status} and has none (yet)", $"aws eks wait cluster-active --name {subject.ClusterName}"), null);
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return (ChainLink.Broken(Name, $"a cluster {subject.ClusterName} in {target.Region.SystemName}", "there is none", "aws eks list-clusters"), null);
        }
    }

    private async Task<ChainLink> CheckPermissionsAsync(ChainSubject subject, ChainRoute route, IReadOnlyList<string> actions, CancellationToken cancellationToken)
    {
        const string Name = "permissions";
        var isController = subject.Namespace == ControllerNames.Namespace && subject.ServiceAccount == ControllerNames.ServiceAccount;
        ControllerCall[] calls =
        [
            .. isController ? ControllerCalls.Of(target.Partition, target.Region.SystemName, accountId, subject.ClusterName) : [],
            .. actions.Select(action => new ControllerCall(action, "*", new Dictionary<string, string>(StringComparer.Ordinal))),
        ];
        if (route.Further is not null || calls.Length == 0)
        {
            return new ChainLink(Name, ChainLinkState.NotChecked, route.Further ?? "what its pods call is not known; name it with --action");
        }

        return await new PermissionLink(aws.Iam).CheckAsync(Name, route, calls, cancellationToken);
    }
}
