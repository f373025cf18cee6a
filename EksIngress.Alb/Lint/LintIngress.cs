using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>An Ingress of a load balancer, with the parts of it that could be read.</summary>
internal sealed class LintIngress
{
    public LintIngress(LintObject source, ClassifiedIngress classified, LintWorld world)
    {
        Object = source;
        Classified = classified;
        Certificates = classified.ClassParams?.Spec.CertificateArn is { Count: > 0 } fromClass
            ? fromClass
            : classified.Annotations.FindStrings(IngressAnnotations.CertificateArn) ?? [];
        Ports = Lenient.Read(() => ListenPorts.Read(classified, Certificates.Count != 0));
        Backends = [.. ReadBackends(world)];
        PathRules = [.. ReadPathRules()];
    }

    public LintObject Object { get; }

    public ClassifiedIngress Classified { get; }

    public NamespacedName Key => Object.Key;

    public Ingress.Specification Spec => Classified.Ingress.Spec;

    public IngressClassParams.Specification? ClassParams => Classified.ClassParams?.Spec;

    public AnnotationSet Annotations => Classified.Annotations;

    /// <summary>ARNs that were named; those found by host name are not among them.</summary>
    public IReadOnlyList<string> Certificates { get; }

    /// <summary>Protocol by port; null when the annotation is broken.</summary>
    public IReadOnlyDictionary<int, string>? Ports { get; }

    public bool HasHttps => Ports?.Values.Contains("HTTPS", StringComparer.Ordinal) == true;

    public bool HasHttp => Ports?.Values.Contains("HTTP", StringComparer.Ordinal) == true;

    /// <summary>Hosts that certificates are looked for.</summary>
    public IReadOnlyList<string> Hosts => CertificateDiscovery.HostsOf(Classified.Ingress);

    public IReadOnlyList<LintBackend> Backends { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<LintPathRule> PathRules { get; }

    public IEnumerable<LintTarget> Targets => Backends.SelectMany(backend => backend.Targets);

    public string? Find(string suffix) => Annotations.FindString(suffix);

    public bool? FindBoolean(string suffix) => Lenient.Read(() => (object?)Annotations.FindBoolean(suffix)) as bool?;

    public LintFault Fault(string suffix, string message, string fix) => Object.AnnotationFault(suffix, message, fix);

    /// <summary>Rules in the order in which a listener tries them.</summary>
    public IEnumerable<LintPathRule> InRuleOrder()
    {
        for (var i = 0; i < Spec.Rules.Count; i++)
        {
            var paths = Spec.Rules[i].Http?.Paths ?? [];
            foreach (var path in Lenient.Read(() => PathSequence.Sort(paths).ToList()) ?? [.. paths])
            {
                var index = i;
                yield return PathRules.First(rule => rule.BlockIndex == index && ReferenceEquals(rule.Path, path));
            }
        }
    }

    private IEnumerable<LintBackend> ReadBackends(LintWorld world)
    {
        if (Spec.DefaultBackend is { } fallback)
        {
            yield return new LintBackend(this, fallback, "/spec/defaultBackend", world);
        }

        for (var i = 0; i < Spec.Rules.Count; i++)
        {
            var paths = Spec.Rules[i].Http?.Paths ?? [];
            for (var j = 0; j < paths.Count; j++)
            {
                yield return new LintBackend(this, paths[j].Backend, JsonPointer.Of("spec", "rules", i, "http", "paths", j, "backend"), world);
            }
        }
    }

    private IEnumerable<LintPathRule> ReadPathRules()
    {
        for (var i = 0; i < Spec.Rules.Count; i++)
        {
            var paths = Spec.Rules[i].Http?.Paths ?? [];
            for (var j = 0; j < paths.Count; j++)
            {
                var pointer = JsonPointer.Of("spec", "rules", i, "http", "paths", j);
                var backend = Backends.First(candidate => candidate.Pointer == pointer + "/backend");
                yield return new LintPathRule(this, i, Spec.Rules[i], paths[j], pointer, backend);
            }
        }
    }
}
