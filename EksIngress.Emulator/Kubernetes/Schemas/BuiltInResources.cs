using System.Reflection;
using System.Text.Json.Nodes;
using k8s.Models;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The built-in kinds.</summary>
internal static class BuiltInResources
{
    private const string NothingScales = "nothing is scaled";

    private static readonly string[] s_eventFields =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    public static IReadOnlyList<ResourceDefinition> All { get; } =
    [
        Define<V1ConfigMap>("cm"),
        Define<V1Endpoints>("ep"),
        Define<Corev1Event>("ev") with { SelectableFields = s_eventFields },
        Define<V1Namespace>("ns") with { Namespaced = false, HasStatus = true, SelectableFields = ["status.phase"] },
        Define<V1Node>("no") with { Namespaced = false, HasStatus = true, SelectableFields = ["spec.unschedulable"] },
        Define<V1Pod>("po") with
        {
            HasStatus = true,
            ReturnsDeleted = true,
            Categories = ["all"],
            SelectableFields = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP", "status.nominatedNodeName"],
        },
        Define<V1ResourceQuota>("quota") with { HasStatus = true, ReturnsDeleted = true, StoredOnly = "nothing is counted and no request is refused" },
        Define<V1Secret>() with { SelectableFields = ["type"] },
        Define<V1ServiceAccount>("sa") with { ReturnsDeleted = true },
        Define<V1Service>("svc") with { HasStatus = true, ReturnsDeleted = true, Categories = ["all"], SelectableFields = ["spec.clusterIP", "spec.type"] },
        Define<V1DaemonSet>("ds") with { HasStatus = true, Categories = ["all"], StoredOnly = "no pods are made for it" },
        Define<V1Deployment>("deploy") with { HasStatus = true, HasScale = true, Categories = ["all"] },
        Define<V1ReplicaSet>("rs") with { HasStatus = true, HasScale = true, Categories = ["all"], SelectableFields = ["status.replicas"] },
        Define<V2HorizontalPodAutoscaler>("hpa") with { HasStatus = true, Categories = ["all"], StoredOnly = NothingScales },
        Define<V1HorizontalPodAutoscaler>("hpa") with
        {
            HasStatus = true,
            Categories = ["all"],
            StoredOnly = NothingScales,
            ToStorage = AutoscalerViews.ToVersion2,
            FromStorage = AutoscalerViews.ToVersion1,
        },
        Define<V1Lease>(),
        Define<V1EndpointSlice>(),
        Define<Eventsv1Event>("ev") with
        {
            StorageOverride = "events",
            ToStorage = EventViews.ToCore,
            FromStorage = EventViews.ToEvents,
            SelectableFields = ["regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "reason", "reportingController", "type"],
        },
        Define<V1Ingress>("ing") with { HasStatus = true },
        Define<V1IngressClass>() with { Namespaced = false },
        Define<V1PodDisruptionBudget>("pdb") with { HasStatus = true },
        Define<V1ClusterRole>() with { Namespaced = false },
        Define<V1ClusterRoleBinding>() with { Namespaced = false },
        Define<V1Role>(),
        Define<V1RoleBinding>(),
        Define<V1PriorityClass>("pc") with { Namespaced = false },
        Define<V1MutatingWebhookConfiguration>() with { Namespaced = false, Categories = ["api-extensions"] },
        Define<V1ValidatingWebhookConfiguration>() with { Namespaced = false, Categories = ["api-extensions"] },
        Define<V1CustomResourceDefinition>("crd", "crds") with { Namespaced = false, HasStatus = true, Categories = ["api-extensions"] },
        Define<V1TokenReview>() with { Plural = "tokenreviews", Namespaced = false, IsVirtual = true },
        Define<V1SelfSubjectAccessReview>() with { Plural = "selfsubjectaccessreviews", Namespaced = false, IsVirtual = true },
        Define<V1SelfSubjectRulesReview>() with { Plural = "selfsubjectrulesreviews", Namespaced = false, IsVirtual = true },
        Define<V1SelfSubjectReview>() with { Plural = "selfsubjectreviews", Namespaced = false, IsVirtual = true },
        Define<V1SubjectAccessReview>() with { Plural = "subjectaccessreviews", Namespaced = false, IsVirtual = true },
    ];

    private static ResourceDefinition Define<T>(params string[] shortNames)
    {
        var entity = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T).Name} is no Kubernetes entity.");
        return new()
        {
            Group = entity.Group,
            Version = entity.ApiVersion,
            // The reviews have none there.
            Plural = entity.PluralName ?? "",
            Kind = entity.Kind,
            Singular = entity.Kind.ToLowerInvariant(),
            ShortNames = shortNames,
            Namespaced = true,
            Schema = ModelSchemas.Of(typeof(T)),
        };
    }

    /// <summary>events.k8s.io/v1 shows the same events as core/v1 under other field names.</summary>
    private static class EventViews
    {
        private static readonly (string Core, string Events)[] s_names =
        [
            ("involvedObject", "regarding"), ("message", "note"), ("reportingComponent", "reportingController"), ("count", "deprecatedCount"),
            ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"), ("source", "deprecatedSource"),
        ];

        public static JsonObject ToCore(JsonObject item) => Rename(item, "v1", toCore: true);

        public static JsonObject ToEvents(JsonObject item) => Rename(item, "events.k8s.io/v1", toCore: false);

        private static JsonObject Rename(JsonObject item, string apiVersion, bool toCore)
        {
            var renamed = new JsonObject();
            foreach (var (name, value) in item)
            {
                var pair = s_names.FirstOrDefault(pair => (toCore ? pair.Events : pair.Core) == name);
                renamed[(toCore ? pair.Core : pair.Events) ?? name] = value?.DeepClone();
            }

            renamed["apiVersion"] = apiVersion;
            return renamed;
        }
    }
}
