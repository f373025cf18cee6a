using System.Diagnostics;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>What the metrics of a target group are told apart by.</summary>
internal sealed class TargetGroupDimensions
{
    /// <param name="loadBalancer"><c>app/NAME/ID</c>; null for a group that no rule forwards to.</param>
    /// <param name="targetGroupArn">ARN of the group.</param>
    public TargetGroupDimensions(string? loadBalancer, string targetGroupArn)
    {
        LoadBalancer = loadBalancer;
        TargetGroup = ElbArns.Dimension(targetGroupArn);
    }

    public string? LoadBalancer { get; }

    /// <summary><c>targetgroup/NAME/ID</c>.</summary>
    public string TargetGroup { get; }

    public TagList Tags => ElbMetrics.Tags(LoadBalancer, TargetGroup, null);
}
