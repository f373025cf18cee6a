using System.Text;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Groups;

/// <summary>What a group says of its load balancer. Where class parameters have a value, it stands in place of their member's annotation.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/</remarks>
public static class LoadBalancerSettings
{
    private const int MaximumNameLength = 32;

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    /// <param name="group">Members that say it must agree.</param>
    /// <param name="defaultScheme">When no member says it.</param>
    /// <exception cref="AlbModelException">The members disagree, or the scheme is unknown.</exception>
    public static string Scheme(IngressGroup group, string defaultScheme)
    {
        ArgumentNullException.ThrowIfNull(group);
        var schemes = GroupSettings.Distinct(group, IngressAnnotations.Scheme, spec => spec.Scheme);
        return schemes switch
        {
            [] => defaultScheme,
            ["internal" or "internet-facing"] => schemes[0],
            [var unknown] => throw new AlbModelException($"unknown scheme: {unknown}"),
            _ => throw new AlbModelException($"conflicting scheme: {GoText.Set(schemes)}"),
        };
    }

    /// <summary>One of <see cref="IpAddressTypes"/>; <c>ipv4</c> when no member says it.</summary>
    /// <exception cref="AlbModelException">The members disagree, or the type is unknown.</exception>
    public static string IpAddressType(IngressGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var types = GroupSettings.Distinct(group, IngressAnnotations.IpAddressType, spec => spec.IpAddressType);
        return types switch
        {
            [] => IpAddressTypes.Ipv4,
            [IpAddressTypes.Ipv4 or IpAddressTypes.DualStack or IpAddressTypes.DualStackWithoutPublicIpv4] => types[0],
            [var unknown] => throw new AlbModelException($"unknown IPAddressType: {unknown}"),
            _ => throw new AlbModelException($"conflicting IPAddressType: {GoText.List(types)}"),
        };
    }

    /// <summary>The name that members give, an empty one included, else one of <see cref="ResourceNames"/>.</summary>
    /// <param name="group">Members that say it must agree.</param>
    /// <param name="clusterName">Part of a generated name.</param>
    /// <param name="scheme">Part of a generated name.</param>
    /// <exception cref="AlbModelException">The members disagree, or the name has more than 32 bytes.</exception>
    public static string Name(IngressGroup group, string clusterName, string scheme)
    {
        ArgumentNullException.ThrowIfNull(group);
        var names = GroupSettings.Distinct(
            group, IngressAnnotations.LoadBalancerName, spec => spec.LoadBalancerName is { Length: > 0 } name ? name : null);
        return names switch
        {
            [] => ResourceNames.LoadBalancer(clusterName, group.Id, scheme),
            [var name] when Encoding.UTF8.GetByteCount(name) <= MaximumNameLength => name,
            [_] => throw new AlbModelException("load balancer name cannot be longer than 32 characters"),
            _ => throw new AlbModelException($"conflicting load balancer name: {GoText.Set(names)}"),
        };
    }

    /// <summary>Customer-owned address pool of an Outpost; null without one.</summary>
    /// <exception cref="AlbModelException">The members disagree, or one gives an empty value.</exception>
    public static string? CustomerOwnedIpv4Pool(IngressGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var pools = new SortedSet<string>(Utf8Comparer.Instance);
        foreach (var member in group.Members)
        {
            var pool = member.Annotations.FindString(IngressAnnotations.CustomerOwnedIpv4Pool);
            if (pool is "")
            {
                throw new AlbModelException(
                    $"cannot use empty value for {IngressAnnotations.CustomerOwnedIpv4Pool} annotation, ingress: {member.Key}");
            }

            if (pool is not null)
            {
                pools.Add(pool);
            }
        }

        return pools.Count > 1
            ? throw new AlbModelException($"conflicting CustomerOwnedIPv4Pool: {GoText.List(pools)}")
            : pools.Min;
    }

    /// <summary>Id of the IPAM pool of public addresses; null without one. The class of the first member settles it for all.</summary>
    /// <exception cref="AlbModelException">The members disagree.</exception>
    public static string? Ipv4IpamPool(IngressGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Members is [{ ClassParams.Spec.IpamConfiguration.Ipv4IpamPoolId: { } fromClass }, ..])
        {
            return fromClass;
        }

        string? agreed = null;
        foreach (var member in group.Members)
        {
            if (member.Annotations.FindString(IngressAnnotations.IpamIpv4PoolId) is not { Length: > 0 } pool)
            {
                continue;
            }

            if (agreed is not null && pool != agreed)
            {
                throw new AlbModelException($"conflicting ipv4 ipam pools {agreed}: {pool}");
            }

            agreed = pool;
        }

        return agreed;
    }

    /// <summary>Attributes: class parameters of the first member win, annotations must agree.</summary>
    /// <exception cref="AlbModelException">Two members give one attribute different values that the class does not settle.</exception>
    public static IReadOnlyDictionary<string, string> Attributes(IngressGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var fromClass = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in group.Members is [{ ClassParams.Spec.LoadBalancerAttributes: { } ofClass }, ..] ? ofClass : [])
        {
            fromClass[pair.Key] = pair.Value;
        }

        var annotated = GroupSettings.MergeMaps(
            group, IngressAnnotations.LoadBalancerAttributes, "conflicting load balancer attributes", key => !fromClass.ContainsKey(key));
        return GoText.Merge(fromClass, annotated);
    }
}
