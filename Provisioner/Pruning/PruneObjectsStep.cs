using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Pruning;

/// <summary>
/// Deletes Kubernetes objects that left the tree: Ingresses first, and the rest when no load balancer leads to it any more. An object is ours
/// if it has the environment's labels and this program applied it; what holds things of others, or data, stays.
/// </summary>
internal sealed class PruneObjectsStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests)
    : PruningStep(context, StepNames.StaleObjects, "Kubernetes objects that left the tree")
{
    private static readonly Dictionary<string, string> Kept = new(StringComparer.Ordinal)
    {
        ["Namespace"] = "objects of others may live in it",
        ["CustomResourceDefinition"] = "objects of others may be of its kinds",
        ["PersistentVolumeClaim"] = "its data would go with it",
        ["PersistentVolume"] = "its data would go with it",
    };

    private readonly string _selector = "labelSelector=" + Uri.EscapeDataString(
        $"{Ownership.EnvironmentKey}={context.Spec.Name},{Ownership.ManagedByLabel}={Ownership.ManagedBy}");

    // New rules and targets are in force by then, so nobody needs the old ones.
    public override IReadOnlyList<string> DependsOn => [StepNames.LoadBalancers];

    public override async Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken)
    {
        var api = await connection.GetAsync(cancellationToken);
        var stale = await ListAsync(api, cancellationToken);
        var parts = new List<StalePart>();
        AddPhase(api, parts, [.. stale.Where(item => item.Id.Kind == "Ingress")], null);
        var rest = stale.Where(item => item.Id.Kind != "Ingress").ToList();
        var wait = parts.Count > 0 ? "the Ingresses go first" : await FindUseAsync(api, rest, cancellationToken);
        AddPhase(api, parts, [.. rest.Where(item => !Kept.ContainsKey(item.Id.Kind))], wait);
        parts.AddRange(rest.Where(item => Kept.ContainsKey(item.Id.Kind)).Select(item => new StalePart.Kept(item.Id.ToString(), Kept[item.Id.Kind])));
        if (await FindDefaultNamespaceAsync(api, cancellationToken) is { } part)
        {
            parts.Add(part);
        }

        return parts;
    }

    // It has no marks of ours, and stays; what we said of it goes, and what others said as well is theirs.
    private async Task<StalePart?> FindDefaultNamespaceAsync(ClusterApi api, CancellationToken cancellationToken)
    {
        var id = ManifestSet.DefaultNamespace;
        return manifests.Workloads.Select(ObjectId.Of).Contains(id) || await api.FindAsync(id, cancellationToken) is not { } live || !ManagedFields.OwnsOfMetadata(live)
            ? null
            : new StalePart.Removable(new RemovablePart($"the labels of {id}", token => api.ApplyAsync(
                Node.Object(("apiVersion", id.ApiVersion), ("kind", id.Kind), ("metadata", Node.Object(("name", id.Name)))), token)));
    }

    // All of a phase at once: deleting is idempotent, and one look at the whole cluster is enough for it.
    private static void AddPhase(ClusterApi api, List<StalePart> parts, List<StaleObject> items, string? wait)
    {
        var alive = items.Where(item => !item.IsGoing).OrderByDescending(item => KindOrder.Of(item.Id.Kind)).ToList();
        if (alive.Count > 0)
        {
            var names = string.Join(", ", alive.Select(item => item.Id));
            parts.Add(wait is not null
                ? new StalePart.Waiting(names, $"{names}: {wait}")
                : new StalePart.Removable(new RemovablePart(names, async token =>
                {
                    foreach (var item in alive)
                    {
                        await api.DeleteAsync(item.Id, item.Uid, token);
                    }
                })));
        }

        parts.AddRange(items.Where(item => item.IsGoing).Select(item => new StalePart.Waiting(
            item.Id.ToString(), $"{item.Id} is going{(item.Finalizers.Length == 0 ? "" : $"; {item.Finalizers} holds it")}")));
    }

    private async Task<IReadOnlyList<StaleObject>> ListAsync(ClusterApi api, CancellationToken cancellationToken)
    {
        var wanted = manifests.Workloads.Concat(manifests.Ingresses).Select(ObjectId.Of).Concat(ControllerObjects.Ids(Context.Spec)).ToList();
        var stale = new List<StaleObject>();
        foreach (var kind in (await api.ListKindsAsync(cancellationToken)).Where(kind => kind.Verbs.Contains("list") && kind.Verbs.Contains("delete")))
        {
            var same = wanted.Where(id => id.Kind == kind.Kind && id.Group == kind.Group)
                .Select(id => (kind.IsNamespaced ? id.Namespace ?? "default" : null, id.Name))
                .ToHashSet();
            foreach (var item in await api.ListAsync(kind.ApiVersion, kind.Kind, _selector, cancellationToken))
            {
                var id = new ObjectId(kind.ApiVersion, kind.Kind, item["metadata"]!["namespace"]?.GetValue<string>(), item["metadata"]!["name"]!.GetValue<string>());
                if (!same.Contains((id.Namespace, id.Name)) && ManagedFields.IsApplied(item))
                {
                    stale.Add(StaleObject.Of(id, item));
                }
            }
        }

        return stale;
    }

    // Requests would still be sent to the pods behind it.
    private static async Task<string?> FindUseAsync(ClusterApi api, List<StaleObject> stale, CancellationToken cancellationToken)
    {
        var services = stale.Where(item => item.Id is { Kind: "Service", Group: "" }).Select(item => (item.Id.Namespace, item.Id.Name)).ToHashSet();
        if (services.Count == 0)
        {
            return null;
        }

        foreach (var binding in await api.ListAsync("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "", cancellationToken))
        {
            var place = binding["metadata"]?["namespace"]?.GetValue<string>();
            var service = binding["spec"]?["serviceRef"]?["name"]?.GetValue<string>();
            if (service is not null && services.Contains((place, service)))
            {
                return $"TargetGroupBinding {place}/{binding["metadata"]?["name"]} still leads to Service {place}/{service}";
            }
        }

        return null;
    }

    private sealed record StaleObject(ObjectId Id, string? Uid, bool IsGoing, string Finalizers)
    {
        public static StaleObject Of(ObjectId id, JsonObject item) => new(
            id,
            item["metadata"]!["uid"]?.GetValue<string>(),
            item["metadata"]!["deletionTimestamp"] is not null,
            string.Join(", ", (item["metadata"]!["finalizers"] as JsonArray ?? []).Select(finalizer => finalizer!.GetValue<string>())));
    }
}
