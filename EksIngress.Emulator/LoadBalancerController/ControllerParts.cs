using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>What the parts of one running controller share.</summary>
internal sealed record ControllerParts(
    ControllerOptions Flags, ControllerConfiguration Configuration, k8s.Kubernetes Client, ClusterInformers Informers, PodAws Aws, ControllerLog Log)
{
    /// <summary>Who may do what with target groups.</summary>
    public required TargetGroupAccounts Accounts { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    public ControllerMetrics Metrics { get; } = new();
}
