using System.Text.RegularExpressions;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>
/// Ingresses that share one load balancer: an explicit group has a name of its own and spans namespaces, an implicit one is a
/// single Ingress.
/// </summary>
/// <param name="Namespace">Empty for an explicit group.</param>
/// <param name="Name">Name of the group, or of the Ingress.</param>
public readonly partial record struct IngressGroupId(string Namespace, string Name)
{
    /// <summary>Finalizer of an Ingress in its own, implicit group.</summary>
    public const string ImplicitFinalizer = "ingress.k8s.aws/resources";

    /// <summary>Finalizer of a member of an explicit group, followed by the group's name.</summary>
    public const string ExplicitFinalizerPrefix = "group.ingress.k8s.aws/";

    private const int MaximumNameLength = 63;

    /// <summary>Whether the group has a name of its own.</summary>
    public bool IsExplicit => Namespace.Length == 0;

    /// <summary>Finalizer that members carry.</summary>
    public string Finalizer => IsExplicit ? ExplicitFinalizerPrefix + Name : ImplicitFinalizer;

    /// <summary>The group of that name.</summary>
    public static IngressGroupId Explicit(string name) => new("", name);

    /// <summary>The group of one Ingress.</summary>
    public static IngressGroupId Implicit(NamespacedName ingress) => new(ingress.Namespace, ingress.Name);

    /// <summary>What is wrong with the name of an explicit group: null when nothing is.</summary>
    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#group.name</remarks>
    public static string? FindNameFault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !NamePattern().IsMatch(name)
            ? "groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
            : name.Length > MaximumNameLength ? $"groupName must be no more than {MaximumNameLength} characters" : null;
    }

    /// <summary>
    /// Whether an Ingress carries the finalizer of this group. The finalizer of implicit groups is the same for all of them: there it counts
    /// only on the group's own Ingress.
    /// </summary>
    public bool HasFinalizerOn(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        return (IsExplicit || Implicit(ingress.Key) == this) && ingress.Metadata.Finalizers.Contains(Finalizer, StringComparer.Ordinal);
    }

    /// <summary>The name, or <c>namespace/name</c>, as tags and messages have it.</summary>
    public override string ToString() => IsExplicit ? Name : $"{Namespace}/{Name}";

    [GeneratedRegex(@"\A([a-z0-9][-a-z0-9.]*)?[a-z0-9]\z")]
    private static partial Regex NamePattern();
}
