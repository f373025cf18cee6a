using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Lint;

/// <summary>A Service of the input.</summary>
internal sealed record LintService(LintObject Object, Service Service)
{
    public string Type => Service.Spec.Type;

    public Service.Port? FindPort(IntOrString port) => Lenient.Read(() => Service.GetPort(port));
}
