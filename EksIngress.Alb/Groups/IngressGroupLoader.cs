using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Groups;

/// <summary>Finds the group of an Ingress and the members of a group.</summary>
/// <param name="configuration">Flag <c>--ingress-class</c> matters here.</param>
/// <param name="cluster">Ingresses, classes, their parameters and namespaces.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup</remarks>
public sealed class IngressGroupLoader(ControllerConfiguration configuration, IKubernetesLookup cluster)
{
    private const int MinimumOrder = -1000;
    private const int MaximumOrder = 1000;

    private readonly IngressClassLoader _classes = new(configuration, cluster);

    /// <summary>The group that the Ingress wants to be in; null when it is not ours or is being deleted.</summary>
    /// <exception cref="AlbModelException">Its class or group name is invalid.</exception>
    public IngressGroupId? FindGroupId(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        return FindMembership(ingress)?.Group;
    }

    /// <summary>Groups that the Ingress still carries a finalizer of.</summary>
    public static IEnumerable<IngressGroupId> FindGroupsPendingFinalization(Ingress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        return FindPendingGroups(ingress);
    }

    private static IEnumerable<IngressGroupId> FindPendingGroups(Ingress ingress)
    {
        foreach (var finalizer in ingress.Metadata.Finalizers)
        {
            if (finalizer == IngressGroupId.ImplicitFinalizer)
            {
                yield return IngressGroupId.Implicit(ingress.Key);
            }
            else if (finalizer.StartsWith(IngressGroupId.ExplicitFinalizerPrefix, StringComparison.Ordinal))
            {
                yield return IngressGroupId.Explicit(finalizer[IngressGroupId.ExplicitFinalizerPrefix.Length..]);
            }
        }
    }

    /// <summary>The members of a group in their order, and those that are leaving it.</summary>
    /// <exception cref="AlbModelException">A member's class, group or order is invalid; the whole group fails with it.</exception>
    public IngressGroup Load(IngressGroupId group)
    {
        var members = new List<ClassifiedIngress>();
        var inactive = new List<Ingress>();
        foreach (var ingress in cluster.Ingresses.OrderBy(candidate => candidate.Key.ToString(), StringComparer.Ordinal))
        {
            var hasFinalizer = group.HasFinalizerOn(ingress);
            var membership = FindMembershipTolerantly(ingress, hasFinalizer);
            if (membership is { } found && found.Group == group)
            {
                members.Add(found.Ingress);
            }
            else if (hasFinalizer)
            {
                inactive.Add(ingress);
            }
        }

        return new IngressGroup(group, Sort(members), inactive);
    }

    /// <summary>Members of a group in the order of their rules: by <c>group.order</c>, which is 0 when it is not given, then by <c>namespace/name</c>.</summary>
    /// <exception cref="AlbModelException">An order is no number, or not between -1000 and 1000; the first of them in the order given.</exception>
    public static IReadOnlyList<ClassifiedIngress> Sort(IEnumerable<ClassifiedIngress> members) =>
    [
        .. members
            .Select(member => (Ingress: member, Order: GetOrder(member)))
            .OrderBy(member => member.Order)
            .ThenBy(member => member.Ingress.Key.ToString(), StringComparer.Ordinal)
            .Select(member => member.Ingress),
    ];

    // A member whose class went bad must not drop out of its group silently: its rules would vanish. One that never was a member
    // does no harm, and a bad group name only ever means to leave.
    private (ClassifiedIngress Ingress, IngressGroupId Group)? FindMembershipTolerantly(Ingress ingress, bool hasFinalizer)
    {
        try
        {
            return FindMembership(ingress);
        }
        catch (InvalidIngressClassException exception)
        {
            return hasFinalizer
                ? throw exception.Within("Ingress has invalid IngressClass configuration").Within($"Ingress: {ingress.Key}")
                : null;
        }
        catch (InvalidIngressGroupException)
        {
            return null;
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"Ingress: {ingress.Key}");
        }
    }

    private (ClassifiedIngress Ingress, IngressGroupId Group)? FindMembership(Ingress ingress)
    {
        if (ingress.Metadata.DeletionTimestamp is not null || _classes.Classify(ingress) is not { } classified)
        {
            return null;
        }

        var name = classified.ClassParams?.Spec.Group?.Name ?? classified.Annotations.FindString(IngressAnnotations.GroupName);
        return (classified, name is null ? IngressGroupId.Implicit(ingress.Key) : IngressGroupId.Explicit(Validated(name)));
    }

    private static int GetOrder(ClassifiedIngress ingress)
    {
        int? order;
        try
        {
            order = ingress.Annotations.FindInt32(IngressAnnotations.GroupOrder);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"failed to load Ingress group order for ingress: {ingress.Key}");
        }

        return order is < MinimumOrder or > MaximumOrder
            ? throw new AlbModelException(
                $"explicit Ingress group order must be within [{MinimumOrder}:{MaximumOrder}], Ingress: {ingress.Key}, order: {order}")
            : order ?? 0;
    }

    private static string Validated(string name) =>
        IngressGroupId.FindNameFault(name) is { } fault ? throw new InvalidIngressGroupException(fault) : name;
}
