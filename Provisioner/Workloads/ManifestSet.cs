using System.Text.Json.Nodes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Workloads;

/// <summary>The rendered tree, cut into what runs and what leads to it.</summary>
internal sealed class ManifestSet(IReadOnlyList<JsonObject> objects)
{
    private static readonly HashSet<string> IngressKinds = new(StringComparer.Ordinal) { "Ingress", "IngressClass", "IngressClassParams" };

    /// <summary>Everything but the Ingresses and their classes.</summary>
    public IReadOnlyList<JsonObject> Workloads { get; } = [.. objects.Where(item => !IsIngress(item))];

    /// <summary>Ingresses and their classes, the classes first.</summary>
    public IReadOnlyList<JsonObject> Ingresses { get; } = [.. objects.Where(IsIngress)];

    /// <summary>
    /// Adds the role's ARN to ServiceAccounts that name a role: when the tree was published, nobody knew the account.
    /// </summary>
    public static JsonObject WithRoleArn(JsonObject item, EnvironmentContext context)
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
