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
            faults.Defined($"{member}.scheme", ingress.Scheme);
            faults.Defined($"{member}.targetType", ingress.TargetType);
            if (ingress.Scheme == IngressScheme.InternetFacing && spec.Network.Existing is { PublicSubnetIds.Count: 0 })
            {
                faults.Add($"{member}.scheme", null, "the ALB faces the internet, and the VPC has no publicSubnetIds; name two, or make the scheme internal");
            }

            if (ingress.Rules.Count > 100 || (ingress.Rules.Count == 0 && ingress.DefaultBackend is null))
            {
                faults.Add($"{member}.rules", null, $"there are {ingress.Rules.Count}; an ALB takes 1 to 100");
            }

            for (var j = 0; j < ingress.Rules.Count; j++)
            {
                ValidateRule(ingress.Rules[j], $"{member}.rules[{j}]", faults);
                IngressBackendValidator.Validate(spec, ingress, ingress.Rules[j], $"{member}.rules[{j}]", faults);
            }

            if (ingress.DefaultBackend is { } backend)
            {
                IngressBackendValidator.Validate(spec, ingress, backend, $"{member}.defaultBackend", faults);
            }

            LoadBalancerValidator.Validate(ingress, member, faults);
        }

        LoadBalancerValidator.ValidateGroups(spec, faults);
        LoadBalancerValidator.ValidateHealthChecks(spec, faults);
    }

    internal static void ValidateHost(string host, string member, Faults faults)
    {
        faults.AtMost(128, member, host, "a host name of an ALB's rule");
        faults.Matches(Patterns.Host, member, host, "it must be a lower-case DNS name, optionally with a leading '*.'");
    }

    private static void ValidateRule(IngressRuleSpec rule, string member, Faults faults)
    {
        if (rule.Host is { } host)
        {
            ValidateHost(host, $"{member}.host", faults);
        }

        faults.Defined($"{member}.pathType", rule.PathType);
        if (!Placeholders.IsIn(rule.Path))
        {
            ValidatePath(rule, member, faults);
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
            faults.Add(at, rule.Path, string.Create(CultureInfo.InvariantCulture,
                $"an ALB takes path patterns of {MaxAlbPathLength} characters at most, and this one becomes {pattern.Length}"));
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
            default:
                break;
        }
    }
}
