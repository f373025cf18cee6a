using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a project is in its cluster. Every call on the project adds to the one annotation.</summary>
internal sealed class EksWorkloadAnnotation : IResourceAnnotation
{
    public ResourcesSpec? Resources { get; set; }

    public TimeSpan? PreStopSleep { get; set; }

    public TimeSpan? TerminationGracePeriod { get; set; }

    public AutoscalingSpec? Autoscaling { get; set; }

    public DisruptionBudgetSpec? DisruptionBudget { get; set; }

    public List<TopologySpreadSpec> TopologySpread { get; } = [];

    /// <summary>Changes of the Kubernetes objects, in the order of the calls.</summary>
    public List<Action<EksService>> Customizations { get; } = [];

    public static EksWorkloadAnnotation Of(IResource resource)
    {
        if (!resource.TryGetLastAnnotation<EksWorkloadAnnotation>(out var annotation))
        {
            annotation = new EksWorkloadAnnotation();
            resource.Annotations.Add(annotation);
        }

        return annotation;
    }
}
