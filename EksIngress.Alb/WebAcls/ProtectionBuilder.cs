using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.WebAcls;

/// <summary>Reads which web ACLs and whether Shield Advanced guard the load balancer of a group.</summary>
/// <param name="aws">Where web ACLs are found by name.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#addons</remarks>
public sealed class ProtectionBuilder(IAwsLookup aws)
{
    private const string Disabled = "none";

    /// <summary>Reads them for a group. A name of a web ACL comes before an ARN; <c>none</c> takes away what is there.</summary>
    /// <exception cref="AlbModelException">The members disagree, a value is malformed, or there is no such web ACL.</exception>
    public async ValueTask<LoadBalancerProtections> BuildAsync(IngressGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new(await FindWebAclArnAsync(group, cancellationToken), FindRegionalWebAclId(group), FindShield(group));
    }

    // A name wins over every ARN of the group. An association without a web ACL removes the one that is there.
    private async ValueTask<string?> FindWebAclArnAsync(IngressGroup group, CancellationToken cancellationToken)
    {
        var names = Distinct(group.Members.Select(member => member.ClassParams?.Spec.Wafv2AclName is { Length: > 0 } fromClass
            ? fromClass
            : member.Annotations.FindString(IngressAnnotations.Wafv2AclName) is { Length: > 0 } annotated ? annotated : null));
        if (names.Count == 0)
        {
            var arns = Distinct(group.Members.Select(member => member.ClassParams?.Spec.Wafv2AclArn is { Length: > 0 } fromClass
                ? fromClass
                : member.Annotations.FindString(IngressAnnotations.Wafv2AclArn)));
            return Single(arns, "conflicting WAFv2 WebACL ARNs");
        }

        var name = Single(names, "conflicting WAFv2 WebACL names");
        if (name is null or "")
        {
            return "";
        }

        try
        {
            return await aws.FindWebAclArnAsync(name, cancellationToken) ?? throw new AlbModelException("no such web ACL");
        }
        catch (AlbModelException)
        {
            // The controller says the same whatever the reason is.
            throw new AlbModelException($"couldn't find WAFv2 WebACL with name: {name}");
        }
    }

    private static string? FindRegionalWebAclId(IngressGroup group) => Single(
        Distinct(group.Members.Select(member =>
            (member.Annotations.FindString(IngressAnnotations.WafAclId) ?? member.Annotations.FindString(IngressAnnotations.WebAclId)) is { Length: > 0 } id
                ? id
                : null)),
        "conflicting WAFClassic WebACL IDs");

    private static bool? FindShield(IngressGroup group)
    {
        var flags = group.Members
            .Select(member => member.Annotations.FindBoolean(IngressAnnotations.ShieldAdvancedProtection))
            .OfType<bool>()
            .Distinct()
            .ToList();
        return flags.Count > 1
            ? throw new AlbModelException("conflicting enable shield advanced protection")
            : flags.Count == 1 ? flags[0] : null;
    }

    private static List<string> Distinct(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(Utf8Comparer.Instance)];

    private static string? Single(List<string> values, string conflict) => values switch
    {
        [] => null,
        [Disabled] => "",
        [var value] => value,
        _ => throw new AlbModelException($"{conflict}: {GoText.List(values)}"),
    };
}
