using System.Collections.Frozen;
using k8s.Models;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// What the generated types do not carry: list types, merge keys and atomic maps. A list that is not named here is atomic
/// and is replaced by a strategic merge patch.
/// </summary>
/// <remarks>Source: <c>x-kubernetes-list-type</c>, <c>x-kubernetes-list-map-keys</c>, <c>x-kubernetes-map-type</c>,
/// <c>x-kubernetes-patch-*</c> in https://github.com/kubernetes/kubernetes/blob/master/api/openapi-spec/swagger.json</remarks>
internal static class MergeRules
{
    private static readonly MergeRule s_atomicMap = new() { Atomic = true };

    private static readonly MergeRule s_set = new() { ListType = ListType.Set, PatchMerges = true };

    private static readonly MergeRule s_retainKeys = new() { RetainsKeys = true };

    private static readonly FrozenDictionary<(Type, string), MergeRule> s_rules = new Dictionary<(Type, string), MergeRule>
    {
        [(typeof(V1ObjectMeta), "ownerReferences")] = Keyed("uid"),
        [(typeof(V1ObjectMeta), "finalizers")] = s_set,
        [(typeof(V1PodSpec), "containers")] = Keyed("name"),
        [(typeof(V1PodSpec), "initContainers")] = Keyed("name"),
        [(typeof(V1PodSpec), "ephemeralContainers")] = Keyed("name"),
        [(typeof(V1PodSpec), "volumes")] = Keyed("name") with { RetainsKeys = true },
        [(typeof(V1PodSpec), "imagePullSecrets")] = Keyed("name"),
        [(typeof(V1PodSpec), "hostAliases")] = Keyed("ip"),
        [(typeof(V1PodSpec), "topologySpreadConstraints")] = Keyed("topologyKey", "whenUnsatisfiable"),
        [(typeof(V1PodSpec), "schedulingGates")] = Keyed("name"),
        [(typeof(V1PodSpec), "resourceClaims")] = Keyed("name") with { RetainsKeys = true },
        [(typeof(V1PodSpec), "nodeSelector")] = s_atomicMap,
        [(typeof(V1Container), "ports")] = Keyed("containerPort", "protocol"),
        [(typeof(V1Container), "env")] = Keyed("name"),
        [(typeof(V1Container), "volumeMounts")] = Keyed("mountPath"),
        [(typeof(V1Container), "volumeDevices")] = Keyed("devicePath"),
        [(typeof(V1ResourceRequirements), "claims")] = Keyed("name") with { PatchMerges = false, PatchMergeKey = null },
        [(typeof(V1PodStatus), "conditions")] = Keyed("type"),
        [(typeof(V1PodStatus), "podIPs")] = Keyed("ip"),
        [(typeof(V1PodStatus), "hostIPs")] = Keyed("ip") with { ListType = ListType.Atomic, Keys = [] },
        [(typeof(V1ServiceSpec), "ports")] = Keyed("port", "protocol"),
        [(typeof(V1ServiceSpec), "selector")] = s_atomicMap,
        [(typeof(V1ServiceStatus), "conditions")] = Keyed("type"),
        [(typeof(V1ServiceAccount), "secrets")] = Keyed("name"),
        [(typeof(V1DeploymentSpec), "strategy")] = s_retainKeys,
        [(typeof(V1DeploymentStatus), "conditions")] = Keyed("type"),
        [(typeof(V1ReplicaSetStatus), "conditions")] = Keyed("type"),
        [(typeof(V1DaemonSetStatus), "conditions")] = Keyed("type"),
        [(typeof(V1EndpointSlice), "ports")] = new(),
        [(typeof(V1Endpoint), "addresses")] = new() { ListType = ListType.Set },
        [(typeof(V1Endpoint), "deprecatedTopology")] = new(),
        [(typeof(V1NodeSpec), "podCIDRs")] = s_set,
        [(typeof(V1NodeStatus), "conditions")] = Keyed("type"),
        [(typeof(V1NodeStatus), "addresses")] = Keyed("type"),
        [(typeof(V1NamespaceStatus), "conditions")] = Keyed("type"),
        [(typeof(V1PodDisruptionBudgetStatus), "conditions")] = Keyed("type"),
        [(typeof(V1PodDisruptionBudgetSpec), "selector")] = s_atomicMap,
        [(typeof(V2HorizontalPodAutoscalerStatus), "conditions")] = Keyed("type"),
        [(typeof(V1MutatingWebhookConfiguration), "webhooks")] = Keyed("name"),
        [(typeof(V1ValidatingWebhookConfiguration), "webhooks")] = Keyed("name"),
        [(typeof(V1MutatingWebhook), "matchConditions")] = Keyed("name"),
        [(typeof(V1ValidatingWebhook), "matchConditions")] = Keyed("name"),
        [(typeof(V1CustomResourceDefinitionStatus), "conditions")] = Keyed("type"),
        [(typeof(V1ObjectReference), "fieldPath")] = new(),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<Type> s_atomicTypes = new[]
    {
        typeof(V1LabelSelector), typeof(V1ObjectReference), typeof(V1LocalObjectReference), typeof(V1TypedLocalObjectReference),
        typeof(V1SecretKeySelector), typeof(V1ConfigMapKeySelector), typeof(V1ObjectFieldSelector), typeof(V1ResourceFieldSelector),
        typeof(V1SecretReference), typeof(V1NodeSelector), typeof(V1NodeSelectorTerm), typeof(V1OwnerReference), typeof(V1RoleRef),
        typeof(Rbacv1Subject), typeof(V1ServiceBackendPort), typeof(Discoveryv1EndpointPort),
    }.ToFrozenSet();

    /// <summary>Null when the field has no rule of its own.</summary>
    public static MergeRule? Find(Type type, string field) => s_rules.GetValueOrDefault((type, field));

    /// <summary>True for objects that have one owner as a whole.</summary>
    public static bool IsAtomic(Type type) => s_atomicTypes.Contains(type);

    // Strategic merge patch knows one key only: the first one.
    private static MergeRule Keyed(params string[] keys) =>
        new() { ListType = ListType.Map, Keys = keys, PatchMerges = true, PatchMergeKey = keys[0] };
}
