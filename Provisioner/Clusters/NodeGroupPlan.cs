using System.Globalization;
using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>What to do about a node group.</summary>
internal static class NodeGroupPlan
{
    /// <param name="wanted">The node group as it shall be.</param>
    /// <param name="observed">The node group as EKS describes it; null when there is none.</param>
    /// <exception cref="ProvisioningException">It cannot become what is wanted without a human.</exception>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html</remarks>
    public static NodeGroupAction Decide(NodeGroupSpec wanted, Nodegroup? observed)
    {
        if (observed is null)
        {
            return NodeGroupAction.Create;
        }

        if (observed.Status == NodegroupStatus.CREATING || observed.Status == NodegroupStatus.UPDATING
            || observed.Status == NodegroupStatus.DELETING)
        {
            return NodeGroupAction.Wait;
        }

        if (observed.Status != NodegroupStatus.ACTIVE)
        {
            throw new ProvisioningException(
                $"Node group {observed.NodegroupName} is {observed.Status}, wanted ACTIVE{Issues(observed)}. Correct the reason, delete the node group, and apply again.");
        }

        ThrowIfOther(wanted.Name, "capacity type", observed.CapacityType?.Value, Capacity(wanted).Value);
        ThrowIfOther(wanted.Name, "instance types", Join(observed.InstanceTypes), Join(wanted.InstanceTypes));
        ThrowIfOther(wanted.Name, "AMI type", observed.AmiType?.Value, wanted.AmiType);
        ThrowIfOther(wanted.Name, "disk size", observed.DiskSize?.ToString(CultureInfo.InvariantCulture), wanted.DiskSizeGiB?.ToString(CultureInfo.InvariantCulture));

        // The desired size is the autoscaler's after the start; only the limits are ours.
        return observed.ScalingConfig?.MinSize == wanted.MinSize && observed.ScalingConfig?.MaxSize == wanted.MaxSize
            && Labels(wanted).ToHashSet().SetEquals(observed.Labels ?? []) && Taints(wanted).ToHashSet().SetEquals(Taints(observed))
            ? NodeGroupAction.None
            : NodeGroupAction.Update;
    }

    public static CreateNodegroupRequest ToRequest(
        EnvironmentSpec spec,
        NodeGroupSpec wanted,
        string roleArn,
        IEnumerable<string> subnetIds,
        Dictionary<string, string> tags)
    {
        var request = new CreateNodegroupRequest
        {
            ClusterName = ResourceNames.Cluster(spec),
            NodegroupName = wanted.Name,
            NodeRole = roleArn,
            Subnets = [.. subnetIds],
            InstanceTypes = [.. wanted.InstanceTypes],
            ScalingConfig = new NodegroupScalingConfig { MinSize = wanted.MinSize, DesiredSize = wanted.DesiredSize, MaxSize = wanted.MaxSize },
            CapacityType = Capacity(wanted),
            DiskSize = wanted.DiskSizeGiB,
            Labels = new Dictionary<string, string>(Labels(wanted), StringComparer.Ordinal),
            Taints = [.. Taints(wanted).Select(ToTaint)],
            Tags = tags,
        };
        if (wanted.AmiType is { } ami)
        {
            request.AmiType = ami;
        }

        return request;
    }

    /// <summary>Limits, labels and taints as they are wanted; those that are no longer wanted are taken away.</summary>
    public static UpdateNodegroupConfigRequest ToUpdateRequest(EnvironmentSpec spec, NodeGroupSpec wanted, Nodegroup observed)
    {
        var request = new UpdateNodegroupConfigRequest
        {
            ClusterName = ResourceNames.Cluster(spec),
            NodegroupName = wanted.Name,
            ScalingConfig = new NodegroupScalingConfig
            {
                MinSize = wanted.MinSize,
                MaxSize = wanted.MaxSize,
                DesiredSize = Math.Clamp(observed.ScalingConfig?.DesiredSize ?? wanted.DesiredSize, wanted.MinSize, wanted.MaxSize),
            },
        };
        var labels = Labels(wanted);
        if (!labels.ToHashSet().SetEquals(observed.Labels ?? []))
        {
            request.Labels = new UpdateLabelsPayload
            {
                AddOrUpdateLabels = new Dictionary<string, string>(labels, StringComparer.Ordinal),
                RemoveLabels = [.. (observed.Labels ?? []).Keys.Where(key => !labels.ContainsKey(key))],
            };
        }

        var (taints, before) = (Taints(wanted).ToHashSet(), Taints(observed).ToHashSet());
        if (!taints.SetEquals(before))
        {
            request.Taints = new UpdateTaintsPayload
            {
                AddOrUpdateTaints = [.. taints.Except(before).Select(ToTaint)],
                RemoveTaints = [.. before.Where(old => !taints.Any(taint => (taint.Key, taint.Effect) == (old.Key, old.Effect))).Select(ToTaint)],
            };
        }

        return request;
    }

    private static string? Join(IEnumerable<string>? types) => types is null ? null : string.Join(", ", types.Order(StringComparer.Ordinal));

    private static void ThrowIfOther(string name, string what, string? observed, string? wanted)
    {
        if (observed is not null && wanted is not null && observed != wanted)
        {
            throw new ProvisioningException(
                $"Node group {name} has {what} {observed}, wanted {wanted}. A node group keeps it: give the new one another name; this one is deleted when the new one is active.");
        }
    }

    private static CapacityTypes Capacity(NodeGroupSpec wanted) => wanted.CapacityType == CapacityType.Spot ? CapacityTypes.SPOT : CapacityTypes.ON_DEMAND;

    private static IReadOnlyDictionary<string, string> Labels(NodeGroupSpec wanted) => wanted.Labels ?? new Dictionary<string, string>();

    private static IEnumerable<(string Key, string Value, string Effect)> Taints(NodeGroupSpec wanted) =>
        (wanted.Taints ?? []).Select(taint => (taint.Key, taint.Value ?? "", taint.Effect switch
        {
            EksIngress.Model.Environments.TaintEffect.NoSchedule => "NO_SCHEDULE",
            EksIngress.Model.Environments.TaintEffect.PreferNoSchedule => "PREFER_NO_SCHEDULE",
            _ => "NO_EXECUTE",
        }));

    private static IEnumerable<(string Key, string Value, string Effect)> Taints(Nodegroup observed) =>
        (observed.Taints ?? []).Select(taint => (taint.Key, taint.Value ?? "", taint.Effect?.Value ?? ""));

    private static Taint ToTaint((string Key, string Value, string Effect) taint) =>
        new() { Key = taint.Key, Value = taint.Value.Length == 0 ? null : taint.Value, Effect = taint.Effect };


    private static string Issues(Nodegroup group) => group.Health?.Issues is { Count: > 0 } issues
        ? ": " + string.Join("; ", issues.Select(issue => $"{issue.Code} {issue.Message?.TrimEnd('.')}"))
        : "";
}
