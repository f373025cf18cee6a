using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Lint;

/// <summary>A Service port that an Ingress sends requests to: a target group to be.</summary>
/// <param name="Pointer">JSON pointer into the Ingress to what names it.</param>
/// <param name="IsWeighted">It is one of several targets of a forward action.</param>
internal sealed record LintTarget(
    LintIngress Ingress, string ServiceName, IntOrString Port, string Pointer, bool IsWeighted, LintWorld World)
{
    public NamespacedName ServiceKey => new(Ingress.Key.Namespace, ServiceName);

    /// <summary>Null when it was not given.</summary>
    public LintService? Service { get; } = World.FindLintService(new NamespacedName(Ingress.Key.Namespace, ServiceName));

    public Service.Port? ServicePort => Service?.FindPort(Port);

    public string TargetType => Ingress.ClassParams?.TargetType is { Length: > 0 } fromClass
        ? fromClass
        : Find(IngressAnnotations.TargetType) ?? World.Configuration.DefaultTargetType;

    public string ProtocolVersion => Find(IngressAnnotations.BackendProtocolVersion) ?? "HTTP1";

    /// <summary>The annotation of the Service, or that of the Ingress.</summary>
    public string? Find(string suffix) => Owner(suffix).Annotations.GetValueOrDefault(IngressAnnotations.Key(suffix));

    public IReadOnlyDictionary<string, string> FindMap(string suffix) =>
        Lenient.Read(() => new AnnotationSet(Owner(suffix).Annotations).FindMap(suffix)) ?? NoStrings.Map;

    /// <summary>The object whose annotation counts.</summary>
    public LintObject Owner(string suffix) =>
        Service is { } service && service.Object.Annotations.ContainsKey(IngressAnnotations.Key(suffix)) ? service.Object : Ingress.Object;

    public LintFault Fault(string message, string fix) => Ingress.Object.Fault(Pointer, message, fix);

    public LintFault Fault(string suffix, string message, string fix) => Owner(suffix).AnnotationFault(suffix, message, fix);
}
