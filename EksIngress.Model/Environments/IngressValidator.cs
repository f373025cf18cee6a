using System.Globalization;

namespace EksIngress.Model.Environments;

/// <summary>Finds the faults of Ingresses, among them what an ALB would refuse minutes later.</summary>
internal static class IngressValidator
{
    // A rule takes five condition values; a prefix is two of them (the path, and everything below it), a host is one.
    private const int MaxAlbPathLength = 128;

    public static void Validate(EnvironmentSpec spec, Faults faults)
    {
        faults.Unique("ingresses", spec.Ingresses, ingress => $"{ingress.Namespace}/{ingress.Name}", "the Ingress");
        for (var i = 0; i < spec.Ingresses.Count; i++)
        {
            var (ingress, member) = (spec.Ingresses[i], $"ingresses[{i}]");
            faults.Matches(Patterns.DnsLabel, $"{member}.name", ingress.Name, "it must be 1 to 63 lower-case letters, digits and hyphens");
            EnvironmentValidator.ValidateNamespace(ingress.Namespace, $"{member}.namespace", faults);
            faults.Matches(Patterns.DnsLabel, $"{member}.class", ingress.Class, "it must be 1 to 63 lower-case letters, digits and hyphens");
            if (!Enum.IsDefined(ingress.Scheme))
            {
                faults.Add($"{member}.scheme", ingress.Scheme.ToString(), "it must be internet-facing or internal");
            }

            ValidateAnnotations(ingress, member, faults);
            if (ingress.Rules.Count is < 1 or > 100)
            {
                faults.Add($"{member}.rules", null, $"there are {ingress.Rules.Count}; an ALB takes 1 to 100");
            }

            for (var j = 0; j < ingress.Rules.Count; j++)
            {
                ValidateRule(spec, ingress, ingress.Rules[j], $"{member}.rules[{j}]", faults);
            }
        }
    }

    private static void ValidateAnnotations(IngressSpec ingress, string member, Faults faults)
    {
        foreach (var (key, _) in ingress.Annotations)
        {
            var at = $"{member}.annotations['{key}']";
            faults.Matches(Patterns.AnnotationKey, $"{member}.annotations", key, "it must be an annotation key such as alb.ingress.kubernetes.io/certificate-arn");
            switch (key)
            {
                case "alb.ingress.kubernetes.io/scheme":
                    faults.Add(at, null, "say it with the Ingress's scheme; two places could disagree");
                    break;
                case "alb.ingress.kubernetes.io/target-type":
                    faults.Add(at, null, "say it with the Ingress's targetType; two places could disagree");
                    break;
                case "kubernetes.io/ingress.class":
                    faults.Add(at, null, "say it with the Ingress's class; the annotation is deprecated and would win over it");
                    break;
                default:
                    break;
            }
        }
    }

    private static void ValidateRule(EnvironmentSpec spec, IngressSpec ingress, IngressRuleSpec rule, string member, Faults faults)
    {
        if (rule.Host is { } host)
        {
            if (host.Length > 128)
            {
                faults.Add($"{member}.host", host, "an ALB takes host names of 128 characters at most");
            }

            faults.Matches(Patterns.Host, $"{member}.host", host, "it must be a lower-case DNS name, optionally with a leading '*.'");
        }

        ValidatePath(rule, member, faults);
        if (spec.Workloads.FirstOrDefault(workload => workload.Name == rule.Workload) is not { } target)
        {
            faults.Add($"{member}.workload", rule.Workload, $"there is no such workload; there {EnvironmentValidator.Known(spec)}");
            return;
        }

        if (target.Namespace != ingress.Namespace)
        {
            faults.Add($"{member}.workload", rule.Workload,
                $"it lives in namespace '{target.Namespace}', and an Ingress reaches Services of its own ('{ingress.Namespace}') only; move one of them");
        }

        if (rule.Port is { } port && port != target.ContainerPort)
        {
            faults.Add($"{member}.port", port.ToString(CultureInfo.InvariantCulture),
                $"the Service of '{target.Name}' has port {target.ContainerPort} only; leave the port out");
        }
    }

    private static void ValidatePath(IngressRuleSpec rule, string member, Faults faults)
    {
        var at = $"{member}.path";
        if (!rule.Path.StartsWith('/'))
        {
            faults.Add(at, rule.Path, "it must start with /");
            return;
        }

        // The prefix becomes two conditions, the longer one ending in /*.
        var pattern = rule.PathType == IngressPathType.Prefix ? rule.Path.TrimEnd('/') + "/*" : rule.Path;
        if (pattern.Length > MaxAlbPathLength)
        {
            faults.Add(at, rule.Path, $"an ALB takes path patterns of {MaxAlbPathLength} characters at most, and this one becomes {pattern.Length}");
        }
        else if (!Patterns.AlbPath.IsMatch(rule.Path))
        {
            faults.Add(at, rule.Path, "an ALB takes letters, digits and _-.$/~\"'@:+& in a path, and * and ? as wildcards; percent-encoded or other characters have no place in it");
        }

        switch (rule.PathType)
        {
            case IngressPathType.Prefix or IngressPathType.Exact when rule.Path.AsSpan().IndexOfAny('*', '?') >= 0:
                faults.Add(at, rule.Path, $"wildcards have no place in a path of type {rule.PathType}; use type ImplementationSpecific");
                break;
            case IngressPathType.Prefix or IngressPathType.Exact when rule.Path.Contains("//", StringComparison.Ordinal):
                faults.Add(at, rule.Path, "Kubernetes refuses '//' in a path; take one of the slashes out");
                break;
            case IngressPathType.Prefix or IngressPathType.Exact or IngressPathType.ImplementationSpecific:
                break;
            default:
                faults.Add($"{member}.pathType", rule.PathType.ToString(), "it must be Prefix, Exact or ImplementationSpecific");
                break;
        }
    }
}
