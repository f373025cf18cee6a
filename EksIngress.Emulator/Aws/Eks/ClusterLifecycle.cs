using System.Diagnostics;
using System.Security.Cryptography;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Brings clusters up and down after the call has answered CREATING or DELETING.</summary>
internal sealed partial class ClusterLifecycle(
    Guarded<EksState> eks,
    Ec2Network network,
    Func<IKubernetesClusters> kubernetes,
    AwsEndpointAddress address,
    AccessEntries entries,
    EksWork work,
    StateJournal journal,
    ILogger<ClusterLifecycle> logger)
{
    /// <summary>Median of what public logs report for a control plane, and for its deletion.</summary>
    public static readonly TimeSpan CreationTime = TimeSpan.FromSeconds(540);
    public static readonly TimeSpan DeletionTime = TimeSpan.FromSeconds(205);

    private const int InterfacesOfControlPlane = 2;

    public void Create(EksCluster cluster) => work.Start("eks.cluster.create", cluster.Name, token => CreateAsync(cluster, token));

    public void Delete(EksCluster cluster) => work.Start("eks.cluster.delete", cluster.Name, token => DeleteAsync(cluster, token));

    /// <summary>Serves a cluster of an earlier run again, at the address it had if that is free.</summary>
    public async Task RestartAsync(EksCluster cluster, CancellationToken cancellationToken)
    {
        var started = await kubernetes().StartAsync(SpecOf(cluster, cluster.Issuer!) with { Port = cluster.Endpoint!.Port }, cancellationToken);
        if (started.Endpoint != cluster.Endpoint)
        {
            Change(cluster.Name, restarted => restarted with { Endpoint = started.Endpoint });
        }

        LogActive(cluster.Name, started.Endpoint);
    }

    private async Task CreateAsync(EksCluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            MakeNetworkParts(cluster);
            await work.DelayAsync(CreationTime, cluster.CreatedAt, cancellationToken);
            // The cluster's own objects and that it is active: both, or neither.
            using var segment = journal.Begin();
            var issuer = $"https://oidc.eks.{cluster.Region}.amazonaws.com/id/{RandomNumberGenerator.GetHexString(32)}";
            var started = await kubernetes().StartAsync(SpecOf(cluster, issuer), cancellationToken);
            Change(cluster.Name, created => entries.AddCreator(created) with
            {
                Status = EksStatus.Active,
                Issuer = issuer,
                Endpoint = started.Endpoint,
                CertificateAuthorityPem = started.CertificateAuthorityPem,
            });
            LogActive(cluster.Name, started.Endpoint);
        }
#pragma warning disable CA1031 // The boundary of work that no call waits for: EKS shows such a failure on the cluster.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception, cluster.Name);
            Activity.Current?.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            Change(cluster.Name, failed => failed with { Status = EksStatus.Failed, Issues = [new EksIssue("InternalFailure", exception.Message)] });
        }
    }

    private KubernetesClusterSpec SpecOf(EksCluster cluster, string issuer) => new(cluster.Name, cluster.Version, cluster.Region, issuer, address.Uri);

    private void MakeNetworkParts(EksCluster cluster)
    {
        if (cluster.ClusterSecurityGroupId is not null)
        {
            // An earlier run got this far.
            return;
        }

        using var segment = journal.Begin();
        var group = network.CreateClusterSecurityGroup(cluster.Region, new SecurityGroupRequest
        {
            VpcId = cluster.VpcId,
            Name = $"eks-cluster-sg-{cluster.Name}-{RandomNumberGenerator.GetInt32(10_000_000, int.MaxValue)}",
            Description = $"Control plane and managed nodes of the EKS cluster {cluster.Name}",
            Tags = new Dictionary<string, string>
            {
                ["Name"] = $"eks-cluster-sg-{cluster.Name}",
                [$"kubernetes.io/cluster/{cluster.Name}"] = "owned",
                ["aws:eks:cluster-name"] = cluster.Name,
            },
        });
        Change(cluster.Name, created => created with { ClusterSecurityGroupId = group.Id });

        foreach (var subnetId in cluster.SubnetIds.DistinctBy(id => network.FindSubnet(cluster.Region, id)?.AvailabilityZone).Take(InterfacesOfControlPlane))
        {
            var networkInterface = network.CreateNetworkInterface(cluster.Region, new NetworkInterfaceRequest
            {
                SubnetId = subnetId,
                Description = $"Amazon EKS {cluster.Name}",
                GroupIds = [group.Id, .. cluster.SecurityGroupIds],
                RequesterId = "amazon-eks",
            });
            Change(cluster.Name, created => created with { NetworkInterfaceIds = created.NetworkInterfaceIds.Add(networkInterface.Id) });
        }
    }

    private async Task DeleteAsync(EksCluster cluster, CancellationToken cancellationToken)
    {
        var name = cluster.Name;
        try
        {
            await kubernetes().StopAsync(name, cancellationToken);
            await work.DelayAsync(DeletionTime, cluster.DeletionStartedAt!.Value, cancellationToken);
            using var segment = journal.Begin();
            foreach (var id in cluster.NetworkInterfaceIds)
            {
                network.DeleteNetworkInterface(cluster.Region, id);
            }

            DeleteSecurityGroup(cluster);
            eks.Update(state => state with { Clusters = state.Clusters.Remove(name) });
            LogDeleted(name);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception, name);
            Activity.Current?.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            Change(name, failed => failed with { Status = EksStatus.Failed, Issues = [new EksIssue("InternalFailure", exception.Message)] });
        }
    }

    // A group that something else still uses stays behind, as it does on AWS, where it then keeps the VPC from going.
    private void DeleteSecurityGroup(EksCluster cluster)
    {
        if (cluster.ClusterSecurityGroupId is not { } id)
        {
            return;
        }

        try
        {
            network.DeleteSecurityGroup(cluster.Region, id);
        }
        catch (AwsException exception) when (exception.Code == "DependencyViolation")
        {
            LogSecurityGroupStays(id, cluster.Name, exception.Message);
        }
    }

    private void Change(string name, Func<EksCluster, EksCluster> change) =>
        eks.Update(state => state.Clusters.TryGetValue(name, out var cluster) ? state.Set(change(cluster)) : state);

    [LoggerMessage(Level = LogLevel.Information, EventName = "ClusterActive", Message = "Cluster {Cluster} is ACTIVE at {Endpoint}")]
    private partial void LogActive(string cluster, Uri endpoint);

    [LoggerMessage(Level = LogLevel.Information, EventName = "ClusterDeleted", Message = "Cluster {Cluster} is deleted")]
    private partial void LogDeleted(string cluster);

    [LoggerMessage(Level = LogLevel.Error, EventName = "ClusterFailed", Message = "Cluster {Cluster} is FAILED")]
    private partial void LogFailed(Exception exception, string cluster);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "ClusterSecurityGroupStays", Message = "Security group {GroupId} of cluster {Cluster} stays: {Reason}")]
    private partial void LogSecurityGroupStays(string groupId, string cluster, string reason);
}
