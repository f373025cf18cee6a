using System.Collections.Immutable;
using System.Diagnostics;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Runs the instances and nodes of node groups after the call has answered.</summary>
internal sealed partial class NodeGroupLifecycle(
    Guarded<EksState> eks,
    Ec2Network network,
    NodeJoin join,
    EksWork work,
    StateJournal journal,
    ILogger<NodeGroupLifecycle> logger)
{
    /// <summary>Median of what public logs report from CreateNodegroup to ACTIVE, and what termination takes.</summary>
    public static readonly TimeSpan JoinTime = TimeSpan.FromSeconds(120);
    public static readonly TimeSpan TerminationTime = TimeSpan.FromSeconds(60);

    /// <summary>How long EKS waits for instances that do not join.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html</remarks>
    public static readonly TimeSpan JoinDeadline = TimeSpan.FromMinutes(15);

    public void Create(string cluster, string group) => work.Start("eks.nodegroup.create", cluster, token => RunAsync(
        cluster,
        group,
        EksStatus.Failed,
        async () =>
        {
            join.MapRole(eks.Current.Clusters[cluster], Get(cluster, group));
            await ScaleAsync(cluster, group, Get(cluster, group).CreatedAt, token);
            Change(cluster, group, created => created with { Status = EksStatus.Active });
        },
        token));

    public void Update(string cluster, string group, string updateId) => work.Start("eks.nodegroup.update", cluster, token => RunAsync(
        cluster,
        group,
        EksStatus.Degraded,
        async () =>
        {
            await ScaleAsync(cluster, group, Get(cluster, group).ModifiedAt, token);
            Change(cluster, group, updated => updated with { Status = EksStatus.Active, Issues = [], Updates = Finish(updated.Updates, updateId, "Successful", null) });
        },
        token));

    /// <summary>Gives the group new nodes of its present version, one after another, and takes the old ones away.</summary>
    public void Replace(string cluster, string group, string updateId) => work.Start("eks.nodegroup.replace", cluster, token => RunAsync(
        cluster,
        group,
        EksStatus.Degraded,
        async () =>
        {
            // A run that takes this up again leaves the nodes that the one before has replaced already.
            foreach (var (number, old) in Get(cluster, group).Nodes.Where(node => IsFromBefore(cluster, group, node)).Index())
            {
                await AddNodeAsync(cluster, Get(cluster, group), number, token);
                await RemoveNodeAsync(cluster, group, old, token);
            }

            // That one may also have launched a node and not come to what it was for.
            await JoinAsync(cluster, group, Get(cluster, group).ModifiedAt, token);
            await RemoveNodesAsync(cluster, Get(cluster, group), Get(cluster, group).Scaling.DesiredSize, token);
            Change(cluster, group, updated => updated with { Status = EksStatus.Active, Issues = [], Updates = Finish(updated.Updates, updateId, "Successful", null) });
        },
        token));

    public void Delete(string cluster, string group) => work.Start("eks.nodegroup.delete", cluster, token => RunAsync(
        cluster,
        group,
        EksStatus.DeleteFailed,
        async () =>
        {
            await RemoveNodesAsync(cluster, Get(cluster, group), keep: 0, token);
            await work.DelayAsync(TerminationTime, Get(cluster, group).ModifiedAt, token);
            eks.Update(state => state.Set(state.Clusters[cluster] with { NodeGroups = state.Clusters[cluster].NodeGroups.Remove(group) }));
        },
        token));

    private static ImmutableSortedDictionary<string, EksUpdate> Finish(ImmutableSortedDictionary<string, EksUpdate> updates, string id, string status, EksIssue? issue) =>
        updates.SetItem(id, updates[id] with { Status = status, Error = issue?.Message, ErrorCode = issue?.Code });

    private async Task RunAsync(string cluster, string group, EksStatus onFailure, Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
        }
#pragma warning disable CA1031 // The boundary of work that no call waits for: EKS shows such a failure on the node group.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception, group, cluster);
            Activity.Current?.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            var issue = exception switch
            {
                NodeJoinException join => join.Issue,
                AwsException { Code: "InsufficientFreeAddressesInSubnet" } => new EksIssue("InsufficientFreeAddresses", exception.Message),
                AwsException aws => LaunchIssue(Get(cluster, group), aws),
                _ => new EksIssue("InternalFailure", exception.Message),
            };
            Change(cluster, group, failed => failed with
            {
                Status = onFailure,
                Issues = [issue],
                Updates = failed.Updates.Values.FirstOrDefault(update => update.Status == "InProgress") is { } open ? Finish(failed.Updates, open.Id, "Failed", issue) : failed.Updates,
            });
        }
    }

    // As EKS repeats the words of its Auto Scaling group.
    private static EksIssue LaunchIssue(EksNodeGroup group, AwsException error) => new(
        "AsgInstanceLaunchFailures",
        $"Could not launch {(group.CapacityType == "SPOT" ? "Spot" : "On-Demand")} Instances. {error.Code} - {error.Message} Launching EC2 instance failed.",
        [group.AutoScalingGroup]);

    private async Task ScaleAsync(string clusterName, string groupName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var group = Get(clusterName, groupName);
        if (group.Nodes.Length > group.Scaling.DesiredSize)
        {
            await RemoveNodesAsync(clusterName, group, group.Scaling.DesiredSize, cancellationToken);
            return;
        }

        if (join.FindSubnetIssue(eks.Current.Clusters[clusterName], group) is { } subnets)
        {
            throw new NodeJoinException(subnets, subnets.Message);
        }

        for (var number = group.Nodes.Length; number < group.Scaling.DesiredSize; number++)
        {
            Launch(clusterName, group, number);
        }

        await work.DelayAsync(JoinTime, since, cancellationToken);
        await JoinAsync(clusterName, groupName, since, cancellationToken);
    }

    // Also those that an earlier run launched; a node that has joined stays as it is.
    private async Task JoinAsync(string clusterName, string groupName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await DemandJoinableAsync(clusterName, groupName, since, cancellationToken);
        foreach (var instance in InstancesOf(clusterName, groupName))
        {
            await join.AddAsync(eks.Current.Clusters[clusterName], Get(clusterName, groupName), instance, cancellationToken);
        }
    }

    /// <exception cref="NodeJoinException">There are new instances, and they cannot become nodes until the deadline.</exception>
    private async Task DemandJoinableAsync(string clusterName, string groupName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string[] launched = [.. InstancesOf(clusterName, groupName).Where(instance => instance.LaunchTime >= since).Select(instance => instance.Id)];
        if (launched.Length == 0 || FindObstacle(clusterName, groupName) is null)
        {
            return;
        }

        // Whoever mends it in time has nodes after all.
        await work.DelayAsync(JoinDeadline, since, cancellationToken);
        if (FindObstacle(clusterName, groupName) is { } obstacle)
        {
            var issue = new EksIssue("NodeCreationFailure", "Instances failed to join the kubernetes cluster", launched);
            throw new NodeJoinException(issue, $"{issue.Message}: {obstacle}");
        }
    }

    private string? FindObstacle(string cluster, string group) => join.FindObstacle(eks.Current.Clusters[cluster], Get(cluster, group));

    private IEnumerable<Instance> InstancesOf(string cluster, string group) =>
        Get(cluster, group).Nodes.Select(node => network.Find<Instance>(eks.Current.Clusters[cluster].Region, node.InstanceId)).OfType<Instance>();

    private bool IsFromBefore(string clusterName, string groupName, EksNode node) =>
        network.Find<Instance>(eks.Current.Clusters[clusterName].Region, node.InstanceId) is not { } instance || instance.LaunchTime <= Get(clusterName, groupName).ModifiedAt;

    private async Task AddNodeAsync(string clusterName, EksNodeGroup group, int number, CancellationToken cancellationToken)
    {
        var instance = Launch(clusterName, group, number);
        await work.DelayAsync(JoinTime, instance.LaunchTime, cancellationToken);
        await DemandJoinableAsync(clusterName, group.Name, instance.LaunchTime, cancellationToken);
        await join.AddAsync(eks.Current.Clusters[clusterName], group, instance, cancellationToken);
    }

    // The instance and that it is the group's: both, or neither.
    private Instance Launch(string clusterName, EksNodeGroup group, int number)
    {
        using var segment = journal.Begin();
        var instance = Run(eks.Current.Clusters[clusterName], group, number);
        Change(clusterName, group.Name, scaled => scaled with { Nodes = scaled.Nodes.Add(new EksNode(instance.Id, instance.PrivateDnsName)) });
        return instance;
    }

    private Instance Run(EksCluster cluster, EksNodeGroup group, int number) => network.RunInstance(cluster.Region, new InstanceRequest
    {
        // Round robin over the subnets spreads the nodes over their zones.
        SubnetId = group.SubnetIds[number % group.SubnetIds.Length],
        InstanceType = group.InstanceTypes[0],
        ImageId = ImageOf(group),
        GroupIds = [cluster.ClusterSecurityGroupId ?? throw new InvalidOperationException($"Cluster {cluster.Name} is active without a security group.")],
        InstanceProfileArn = $"arn:aws:iam::{group.AccountId}:instance-profile/{group.AutoScalingGroup}",
        RequesterId = "autoscaling.amazonaws.com",
        Tags = new Dictionary<string, string>(group.Tags)
        {
            ["eks:cluster-name"] = cluster.Name,
            ["eks:nodegroup-name"] = group.Name,
            [$"kubernetes.io/cluster/{cluster.Name}"] = "owned",
            ["aws:autoscaling:groupName"] = group.AutoScalingGroup,
        },
    });

    // One image per type and version: an id that is the same every time, for no image is behind it.
    private static string ImageOf(EksNodeGroup group)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{group.AmiType}/{group.Version}"));
        return $"ami-0{Convert.ToHexStringLower(hash)[..16]}";
    }

    private async Task RemoveNodesAsync(string clusterName, EksNodeGroup group, int keep, CancellationToken cancellationToken)
    {
        foreach (var node in group.Nodes.Skip(keep).Reverse())
        {
            await RemoveNodeAsync(clusterName, group.Name, node, cancellationToken);
        }
    }

    private async Task RemoveNodeAsync(string clusterName, string groupName, EksNode node, CancellationToken cancellationToken)
    {
        await join.RemoveAsync(clusterName, node.Name, cancellationToken);
        network.TerminateInstance(eks.Current.Clusters[clusterName].Region, node.InstanceId);
        Change(clusterName, groupName, scaled => scaled with { Nodes = scaled.Nodes.Remove(node) });
    }

    private EksNodeGroup Get(string cluster, string group) => eks.Current.Clusters[cluster].NodeGroups[group];

    private void Change(string cluster, string group, Func<EksNodeGroup, EksNodeGroup> change) =>
        eks.Update(state => state.Set(state.Clusters[cluster].Set(change(state.Clusters[cluster].NodeGroups[group]))));

    [LoggerMessage(Level = LogLevel.Error, EventName = "NodeGroupFailed", Message = "Node group {NodeGroup} of cluster {Cluster} failed")]
    private partial void LogFailed(Exception exception, string nodeGroup, string cluster);
}
