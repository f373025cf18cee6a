using System.Globalization;

namespace EksIngress.Model.Environments;

/// <summary>Finds every fault of a specification before anything is built from it.</summary>
public static class EnvironmentValidator
{
    internal const string DnsLabelRule = "it must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";

    /// <summary>
    /// One sentence per fault, each naming the member, its value and what is wanted; empty for a valid specification. Texts that refer to
    /// parameters are looked at again when <see cref="SpecParameters.Resolve"/> has put their values in.
    /// </summary>
    public static IReadOnlyList<string> Validate(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var faults = new Faults();
        if (spec.Version != EnvironmentSpec.CurrentVersion)
        {
            faults.Add("version", spec.Version.ToString(CultureInfo.InvariantCulture), $"this program knows version {EnvironmentSpec.CurrentVersion}");
        }

        faults.Matches(Patterns.EnvironmentName, "name", spec.Name,
            "it must be 1 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen");
        faults.Matches(Patterns.DnsLabel, "overlay", spec.Overlay, DnsLabelRule);
        faults.Matches(Patterns.Region, "region", spec.Region, "it must be an AWS region such as eu-west-1");
        faults.Matches(Patterns.KubernetesVersion, "kubernetesVersion", spec.KubernetesVersion, "it must be a minor version such as 1.34");
        ClusterValidator.Validate(spec, faults);
        faults.Matches(Patterns.ImageTag, "loadBalancerController.version", spec.LoadBalancerController.Version, "it must be an image tag such as v3.5.0");
        faults.InRange(1, 10, "loadBalancerController.replicas", spec.LoadBalancerController.Replicas);
        if (spec.SecretStore is { } store)
        {
            faults.Matches(Patterns.DnsLabel, "secretStore.name", store.Name, DnsLabelRule);
            faults.InRange(0, 256, "secretStore.keyPrefix.length", store.KeyPrefix?.Length ?? 0);
        }

        WorkloadValidator.Validate(spec, faults);
        IngressValidator.Validate(spec, faults);
        if (!faults.HasUndefined)
        {
            ParameterValidator.Validate(spec, EnvironmentDocument.ToNode(spec), faults);
        }

        return faults.All;
    }

    internal static void ValidateNamespace(string value, string member, Faults faults)
    {
        faults.Matches(Patterns.DnsLabel, member, value, DnsLabelRule);
        if (value.StartsWith("kube-", StringComparison.Ordinal))
        {
            faults.Add(member, value, "namespaces that start with kube- belong to Kubernetes; take another");
        }
    }

    internal static string Known(EnvironmentSpec spec) =>
        spec.Workloads.Count == 0 ? "is none" : "are " + string.Join(", ", spec.Workloads.Select(workload => $"'{workload.Name}'"));
}
