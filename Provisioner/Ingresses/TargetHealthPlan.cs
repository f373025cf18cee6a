using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>Whether a target group can serve.</summary>
internal static class TargetHealthPlan
{
    /// <param name="targetGroup">Name, for the reason.</param>
    /// <param name="observed">Its targets; draining ones do not count.</param>
    /// <param name="mayBeEmpty">True if the workload behind it has no replicas.</param>
    /// <returns>Null when every target is healthy; otherwise what is missing.</returns>
    public static string? FindReason(string targetGroup, IEnumerable<TargetHealthDescription> observed, bool mayBeEmpty)
    {
        var targets = observed.Where(target => target.TargetHealth?.State != TargetHealthStateEnum.Draining).ToList();
        if (targets.Count == 0)
        {
            return mayBeEmpty ? null : $"target group {targetGroup} has no targets";
        }

        var missing = targets.Find(target => target.TargetHealth?.State != TargetHealthStateEnum.Healthy);
        return missing is null
            ? null
            : $"target {missing.Target?.Id}:{missing.Target?.Port} of {targetGroup} is {missing.TargetHealth?.State}"
                + (missing.TargetHealth?.Description is { Length: > 0 } why ? $" ({why})" : "");
    }
}
