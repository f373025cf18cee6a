using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Workloads;

/// <summary>The rendered tree, cut into what runs and what leads to it.</summary>
internal sealed class ManifestSet(IReadOnlyList<JsonObject> objects)
{
    private static readonly HashSet<string> IngressKinds = new(StringComparer.Ordinal) { "Ingress", "IngressClass", "IngressClassParams" };

    /// <summary>The namespace that every cluster has.</summary>
    public static readonly ObjectId DefaultNamespace = new("v1", "Namespace", null, NamespaceObjects.Default);

    /// <summary>Everything but the Ingresses and their classes.</summary>
    public IReadOnlyList<JsonObject> Workloads { get; } = [.. objects.Where(item => !IsIngress(item))];

    /// <summary>Ingresses and their classes, the classes first.</summary>
    public IReadOnlyList<JsonObject> Ingresses { get; } = [.. objects.Where(IsIngress)];

    /// <summary>The Deployments.</summary>
    public IEnumerable<ObjectId> Deployments => Workloads.Select(ObjectId.Of).Where(id => id is { Kind: "Deployment", Group: "apps" });

    /// <summary>
    /// An object as this run applies it. When the tree was published, nobody knew the account: ServiceAccounts that name a role get its ARN. And the namespace that every cluster
    /// has gets no marks of ownership, which the tree puts on all of its objects.
    /// </summary>
    public static JsonObject ToApplied(JsonObject item, EnvironmentContext context) =>
        ObjectId.Of(item) == DefaultNamespace ? WithoutOwnership(item) : WithRoleArn(item, context);

    private static JsonObject WithoutOwnership(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        if (copy["metadata"]!["labels"] is JsonObject labels)
        {
            labels.Remove(Ownership.EnvironmentKey);
            labels.Remove(Ownership.ManagedByLabel);
        }

        return copy;
    }

    private static JsonObject WithRoleArn(JsonObject item, EnvironmentContext context)
    {
        if (item["kind"]?.GetValue<string>() != "ServiceAccount"
            || item["metadata"]?["annotations"]?[Ownership.RoleNameAnnotation]?.GetValue<string>() is not { } role)
        {
            return item;
        }

        var copy = item.DeepClone().AsObject();
        copy["metadata"]!["annotations"]![Ownership.RoleArnAnnotation] = context.RoleArn(role);
        return copy;
    }

    private static bool IsIngress(JsonObject item) => IngressKinds.Contains(item["kind"]!.GetValue<string>());
}
