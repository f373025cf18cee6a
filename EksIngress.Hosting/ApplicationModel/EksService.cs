using k8s;
using k8s.Models;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The Kubernetes objects of a project, as <c>PublishAsEksService</c> gives them to be changed.</summary>
public sealed class EksService
{
    internal EksService()
    {
    }

    /// <summary>The Deployment. Its container that has the project's name must stay.</summary>
    public required V1Deployment Deployment { get; init; }

    /// <summary>The Service that leads to the pods; null for a project without an HTTP endpoint.</summary>
    public required V1Service? Service { get; init; }

    /// <summary>The ServiceAccount that the pods run as.</summary>
    public required V1ServiceAccount ServiceAccount { get; init; }

    /// <summary>The autoscaler of <c>WithAutoscaling</c>; null if there is none. Set to null it is left out.</summary>
    public V2HorizontalPodAutoscaler? HorizontalPodAutoscaler { get; set; }

    /// <summary>The budget of <c>WithDisruptionBudget</c>; null if there is none. Set to null it is left out.</summary>
    public V1PodDisruptionBudget? PodDisruptionBudget { get; set; }

    /// <summary>Further objects of the project: what is added here is published, applied and removed with it.</summary>
    public IList<IKubernetesObject<V1ObjectMeta>> AdditionalResources { get; } = [];
}
