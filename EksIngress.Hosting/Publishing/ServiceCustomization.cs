using System.Reflection;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using k8s;
using k8s.Models;

namespace EksIngress.Hosting.Publishing;

/// <summary>Lets the callbacks of <c>PublishAsEksService</c> change the objects of their projects, before these are checked and written.</summary>
internal sealed class ServiceCustomization
{
    public static readonly ServiceCustomization None = new([]);

    private static readonly HashSet<string> Typed = new(StringComparer.Ordinal)
    {
        WorkloadManifest.Deployment, WorkloadManifest.Service, WorkloadManifest.ServiceAccount,
        WorkloadManifest.HorizontalPodAutoscaler, WorkloadManifest.PodDisruptionBudget,
    };

    private readonly Dictionary<string, IReadOnlyList<Action<EksService>>> _callbacks;

    private ServiceCustomization(Dictionary<string, IReadOnlyList<Action<EksService>>> callbacks) => _callbacks = callbacks;

    public static ServiceCustomization Of(DistributedApplicationModel model)
    {
        var callbacks = new Dictionary<string, IReadOnlyList<Action<EksService>>>(StringComparer.Ordinal);
        foreach (var project in model.GetProjectResources())
        {
            if (project.TryGetLastAnnotation<EksWorkloadAnnotation>(out var annotation) && annotation.Customizations.Count > 0)
            {
                callbacks[project.Name] = annotation.Customizations;
            }
        }

        return new ServiceCustomization(callbacks);
    }

    /// <exception cref="DistributedApplicationException">A project has a callback, and its objects are Aspirate's.</exception>
    public void ThrowIfAny(EnvironmentSpec spec)
    {
        var names = spec.Workloads.Where(workload => _callbacks.ContainsKey(workload.Name)).Select(workload => $"'{workload.Name}'").ToList();
        if (names.Count > 0)
        {
            throw new DistributedApplicationException(
                $"PublishAsEksService of {string.Join(", ", names)}: the Deployment and the Service are Aspirate's and not known here. Change them in an overlay, or do without Aspirate's tree.");
        }
    }

    /// <summary>The objects of a workload after its callbacks; the same ones if it has none.</summary>
    /// <exception cref="DistributedApplicationException">What the callbacks left cannot be published.</exception>
    public IReadOnlyList<WorkloadManifest> Apply(WorkloadSpec workload, IReadOnlyList<WorkloadManifest> manifests)
    {
        if (!_callbacks.TryGetValue(workload.Name, out var callbacks))
        {
            return manifests;
        }

        var service = new EksService
        {
            Deployment = Find<V1Deployment>(WorkloadManifest.Deployment)!,
            Service = Find<V1Service>(WorkloadManifest.Service),
            ServiceAccount = Find<V1ServiceAccount>(WorkloadManifest.ServiceAccount)!,
            HorizontalPodAutoscaler = Find<V2HorizontalPodAutoscaler>(WorkloadManifest.HorizontalPodAutoscaler),
            PodDisruptionBudget = Find<V1PodDisruptionBudget>(WorkloadManifest.PodDisruptionBudget),
        };
        foreach (var callback in callbacks)
        {
            callback(service);
        }

        ThrowIfUnusable(workload, service);
        IEnumerable<(string File, IKubernetesObject<V1ObjectMeta>? Object)> objects =
        [
            (WorkloadManifest.Deployment, service.Deployment),
            (WorkloadManifest.Service, service.Service),
            (WorkloadManifest.HorizontalPodAutoscaler, service.HorizontalPodAutoscaler),
            (WorkloadManifest.PodDisruptionBudget, service.PodDisruptionBudget),
            (WorkloadManifest.ServiceAccount, service.ServiceAccount),
            .. service.AdditionalResources.Select(item => (FileName(workload, item), (IKubernetesObject<V1ObjectMeta>?)item)),
        ];
        // What is not given to the callbacks, such as the Secret, stays as it is.
        return
        [
            .. objects.Where(item => item.Object is not null).Select(item => new WorkloadManifest(item.File, Write(item.Object!))),
            .. manifests.Where(manifest => !Typed.Contains(manifest.File)),
        ];

        T? Find<T>(string file)
            where T : class => manifests.FirstOrDefault(manifest => manifest.File == file) is { } found
                ? KubernetesJson.Deserialize<T>(found.Object.ToJsonString())
                : null;
    }

    // The Ingress finds the Service by its name, the overlay its Deployment and container, the role its ServiceAccount.
    private static void ThrowIfUnusable(WorkloadSpec workload, EksService service)
    {
        var faults = new List<string>();
        foreach (var item in new IKubernetesObject<V1ObjectMeta>?[] { service.Deployment, service.Service, service.ServiceAccount }.OfType<IKubernetesObject<V1ObjectMeta>>())
        {
            if (item.Metadata?.Name != workload.Name)
            {
                faults.Add($"the {item.Kind} is named '{item.Metadata?.Name}'; leave the name '{workload.Name}'");
            }
        }

        if (service.Deployment.Spec?.Template?.Spec?.Containers?.Any(container => container.Name == workload.Name) is not true)
        {
            faults.Add($"the Deployment has no container '{workload.Name}' any more; leave it, and add others beside it");
        }

        foreach (var repeated in service.AdditionalResources.GroupBy(item => FileName(workload, item), StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            faults.Add($"{repeated.Key[..^".yaml".Length]} is added {repeated.Count()} times; add it once");
        }

        if (faults.Count > 0)
        {
            throw new DistributedApplicationException(
                $"PublishAsEksService of project '{workload.Name}':\n" + string.Join('\n', faults.Select(fault => "  - " + fault)));
        }
    }

    private static string FileName(WorkloadSpec workload, IKubernetesObject<V1ObjectMeta> item) => item.Metadata?.Name is { Length: > 0 } name
        ? $"{Entity(item).Kind.ToLowerInvariant()}-{name}.yaml"
        : throw new DistributedApplicationException(
            $"PublishAsEksService of project '{workload.Name}': an additional {Entity(item).Kind} has no name; set its Metadata.Name.");

    private static JsonObject Write(IKubernetesObject<V1ObjectMeta> item)
    {
        // The client fills both in by itself; a file must have them.
        var entity = Entity(item);
        item.ApiVersion ??= entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
        item.Kind ??= entity.Kind;
        return JsonNode.Parse(KubernetesJson.Serialize(item))!.AsObject();
    }

    private static KubernetesEntityAttribute Entity(IKubernetesObject<V1ObjectMeta> item) =>
        item.GetType().GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new DistributedApplicationException($"{item.GetType().Name} does not say which kind of Kubernetes it is; give it a KubernetesEntity attribute.");
}
