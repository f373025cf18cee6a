using System.Globalization;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>The validating webhook <c>vingressclassparams.elbv2.k8s.aws</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/</remarks>
public static class IngressClassParamsValidator
{
    /// <summary>Checks parameters before they are created or changed; what they were before does not matter.</summary>
    /// <exception cref="AlbModelException">They are refused; every fault is in the message.</exception>
    public static void Validate(IngressClassParams parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var errors = new FieldErrors();
        for (var i = 0; i < parameters.Spec.InboundCidrs.Count; i++)
        {
            CheckCidr(string.Create(CultureInfo.InvariantCulture, $"spec.inboundCIDRs[{i}]"), parameters.Spec.InboundCidrs[i], errors);
        }

        if (parameters.Spec.Subnets is { } subnets)
        {
            CheckSubnets(subnets, errors);
        }

        errors.ThrowIfAny();
    }

    private static void CheckCidr(string field, string cidr, FieldErrors errors)
    {
        if (CidrNetwork.Find(cidr) is not { } network)
        {
            errors.Invalid(field, cidr, $"Could not be parsed as a CIDR{SuggestPrefix(cidr)}");
        }
        else if (!network.IsCanonical)
        {
            errors.Invalid(field, cidr, $"Network contains bits outside prefix (did you mean \"{network}\")");
        }
    }

    // What would be a block with a prefix behind it is an address.
    private static string SuggestPrefix(string cidr) => (CidrNetwork.Find($"{cidr}/32"), cidr.Contains(':', StringComparison.Ordinal)) switch
    {
        (null, _) => "",
        (_, true) => $" (did you mean \"{cidr}/64\")",
        _ => $" (did you mean \"{cidr}/32\")",
    };

    private static void CheckSubnets(IngressClassParams.SubnetSelector subnets, FieldErrors errors)
    {
        const string field = "spec.subnets";
        switch (subnets)
        {
            case { Ids: null, Tags: null }:
                errors.Required(field, "must have either `ids` or `tags`");
                break;
            case { Ids: not null, Tags: not null }:
                errors.Forbidden($"{field}.tags", "may not have both `ids` and `tags` set");
                break;
            case { Ids: { } ids }:
                CheckDuplicates($"{field}.ids", ids, errors);
                break;
            case { Tags: { Count: 0 } }:
                errors.Required($"{field}.tags", "must have at least one tag key");
                break;
            default:
                foreach (var (key, values) in subnets.Tags!.OrderBy(tag => tag.Key, StringComparer.Ordinal))
                {
                    CheckDuplicates($"{field}.tags[{key}]", values ?? [], errors);
                }

                break;
        }
    }

    private static void CheckDuplicates(string field, IReadOnlyList<string> values, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            if (!seen.Add(values[i]))
            {
                errors.Duplicate(field, i, values[i]);
            }
        }
    }
}
