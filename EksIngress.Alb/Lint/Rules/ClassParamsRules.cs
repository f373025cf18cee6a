using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>IngressClassParams: what the webhook refuses, what the API server drops, and what they take from annotations.</summary>
internal static class ClassParamsRules
{
    private static readonly string[] Fields =
    [
        "loadBalancerName", "certificateArn", "namespaceSelector", "group", "scheme", "inboundCIDRs", "sslPolicy", "sslRedirectPort", "subnets",
        "ipAddressType", "tags", "targetType", "loadBalancerAttributes", "listeners", "minimumLoadBalancerCapacity", "ipamConfiguration",
        "prefixListsIDs", "PrefixListsIDs", "wafv2AclArn", "wafv2AclName",
    ];

    private static readonly (string Suffix, string Field, Func<IngressClassParams.Specification, string?> Value)[] Overriding =
    [
        (IngressAnnotations.Scheme, "scheme", spec => spec.Scheme),
        (IngressAnnotations.IpAddressType, "ipAddressType", spec => spec.IpAddressType),
        (IngressAnnotations.LoadBalancerName, "loadBalancerName", spec => spec.LoadBalancerName),
        (IngressAnnotations.GroupName, "group.name", spec => spec.Group?.Name),
        (IngressAnnotations.SslPolicy, "sslPolicy", spec => spec.SslPolicy),
        (IngressAnnotations.SslRedirect, "sslRedirectPort", spec => spec.SslRedirectPort),
        (IngressAnnotations.TargetType, "targetType", spec => spec.TargetType),
        (IngressAnnotations.CertificateArn, "certificateArn", spec => string.Join(',', spec.CertificateArn)),
        (IngressAnnotations.InboundCidrs, "inboundCIDRs", spec => string.Join(',', spec.InboundCidrs)),
    ];

    public static IReadOnlyList<LintRule> All =>
    [
        Refused("ALB030", "A CIDR block of a class that is not canonical", Docs.IngressClass + "#specinboundcidrs", Cidrs, LintNeeds.IngressClassParams),
        Refused("ALB031", "Subnets of a class that the webhook refuses", Docs.IngressClass + "#specsubnets", Subnets, LintNeeds.IngressClassParams),
        Warns("ALB032", "A field that IngressClassParams do not have", Docs.IngressClass + "#ingressclassparams-specification", UnknownFields, LintNeeds.IngressClassParams),
        Warns("ALB033", "A redirect port of a class that is no number", Docs.IngressClass + "#specsslredirectport", RedirectPorts, LintNeeds.IngressClassParams),
        Warns("ALB034", "An annotation that the class overrides", Docs.IngressClass + "#ingressclassparams-specification", Overridden, LintNeeds.IngressClassParams),
        Refused("ALB035", "A value that IngressClassParams do not take", Docs.IngressClass + "#ingressclassparams-specification", Values, LintNeeds.IngressClassParams),
    ];

    private static IEnumerable<LintFault> Cidrs(LintWorld world)
    {
        foreach (var (item, parameters) in world.ParamsObjects)
        {
            for (var i = 0; i < parameters.Spec.InboundCidrs.Count; i++)
            {
                var cidr = parameters.Spec.InboundCidrs[i];
                if (CidrText.Canonical(cidr) != cidr)
                {
                    yield return item.Fault(
                        JsonPointer.Of("spec", "inboundCIDRs", i),
                        CidrText.Canonical(cidr) is null ? $"{cidr} is no CIDR block" : $"{cidr} has bits behind its prefix",
                        CidrText.Fix(cidr));
                }
            }
        }
    }

    private static IEnumerable<LintFault> Subnets(LintWorld world)
    {
        foreach (var (item, parameters) in world.ParamsObjects)
        {
            if (parameters.Spec.Subnets is not { } subnets)
            {
                continue;
            }

            if (subnets.Ids is null == subnets.Tags is null)
            {
                yield return item.Fault(
                    "/spec/subnets",
                    subnets.Ids is null ? "subnets has neither ids nor tags" : "subnets has both ids and tags",
                    "give exactly one of ids and tags");
            }
            else if (subnets.Ids is { } ids && ids.Count != ids.Distinct(StringComparer.Ordinal).Count())
            {
                yield return item.Fault("/spec/subnets/ids", $"ids names a subnet twice: {string.Join(", ", ids)}", "name each subnet once");
            }
            else if (subnets.Tags is { } tags && (tags.Count == 0 || tags.Values.Any(values => values.Count == 0 || values.Count != values.Distinct(StringComparer.Ordinal).Count())))
            {
                yield return item.Fault("/spec/subnets/tags", "tags needs at least one key, and every key distinct values", "list the values of each tag once");
            }
        }
    }

    private static IEnumerable<LintFault> UnknownFields(LintWorld world)
    {
        foreach (var item in world.OfKind("IngressClassParams"))
        {
            foreach (var (field, _) in item.At("spec") as System.Text.Json.Nodes.JsonObject ?? [])
            {
                if (!Fields.Contains(field, StringComparer.Ordinal))
                {
                    var nearest = EditDistance.Nearest(field, Fields);
                    yield return item.Fault(
                        JsonPointer.Of("spec", field),
                        $"spec.{field} is no field of IngressClassParams; the API server drops it",
                        nearest is null ? "remove it, or use an annotation" : $"write {nearest}");
                }
            }
        }
    }

    private static IEnumerable<LintFault> RedirectPorts(LintWorld world) => world.ParamsObjects
        .Where(pair => pair.Params.Spec.SslRedirectPort is { Length: > 0 } port && !int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out _))
        .Select(pair => pair.Object.Fault(
            "/spec/sslRedirectPort",
            $"sslRedirectPort '{pair.Params.Spec.SslRedirectPort}' is no number: the controller redirects nothing, and does not say so",
            "write sslRedirectPort: \"443\""));

    private static IEnumerable<LintFault> Values(LintWorld world)
    {
        foreach (var (item, parameters) in world.ParamsObjects)
        {
            foreach (var (field, value, allowed) in new[]
            {
                ("scheme", parameters.Spec.Scheme, new[] { "internal", "internet-facing" }),
                ("ipAddressType", parameters.Spec.IpAddressType, ["ipv4", "dualstack", "dualstack-without-public-ipv4"]),
                ("targetType", parameters.Spec.TargetType, ["instance", "ip"]),
            })
            {
                if (value is { Length: > 0 } && !allowed.Contains(value, StringComparer.Ordinal))
                {
                    yield return item.Fault(
                        JsonPointer.Of("spec", field),
                        $"{field} is '{value}'",
                        $"write one of {string.Join(", ", allowed)}");
                }
            }

            if (parameters.Spec is { PrefixListIds.Count: > 0, PrefixListIdsLegacy.Count: > 0 })
            {
                yield return item.Fault("/spec/PrefixListsIDs", "both prefixListsIDs and PrefixListsIDs are given", "keep prefixListsIDs");
            }
        }
    }

    private static IEnumerable<LintFault> Overridden(LintWorld world)
    {
        foreach (var ingress in world.Ours.Where(ingress => ingress.ClassParams is not null))
        {
            foreach (var (suffix, field, read) in Overriding)
            {
                if (ingress.Find(suffix) is { } annotated && read(ingress.ClassParams!) is { Length: > 0 } fromClass && annotated != fromClass)
                {
                    yield return ingress.Fault(
                        suffix,
                        $"{suffix} is '{annotated}', and {field} of IngressClassParams {ingress.Classified.ClassParams!.Metadata.Name} is '{fromClass}', which wins",
                        "remove the annotation, or use a class that leaves it open");
                }
            }
        }
    }
}
