using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>A path of an Ingress: one listener rule to be.</summary>
internal sealed class LintPathRule
{
    public LintPathRule(
        LintIngress ingress, int blockIndex, Ingress.Rule block, Ingress.HttpPath path, string pointer, LintBackend backend)
    {
        Ingress = ingress;
        BlockIndex = blockIndex;
        Block = block;
        Path = path;
        Pointer = pointer;
        Backend = backend;
        Conditions = Lenient.Read(() => path.Path.Length > 0 && path.Path[0] != '/'
            ? null
            : RuleConditions.Build(ingress.Classified, block, path, backend.Conditions));
    }

    public LintIngress Ingress { get; }

    /// <summary>Position of its block in <c>spec.rules</c>.</summary>
    public int BlockIndex { get; }

    public Ingress.Rule Block { get; }

    public Ingress.HttpPath Path { get; }

    public string Pointer { get; }

    public LintBackend Backend { get; }

    /// <summary>Null when they cannot be built.</summary>
    public IReadOnlyList<RuleCondition>? Conditions { get; }

    public ActionAnnotation.Redirect? Redirect => Backend.Action is { Type: "redirect", RedirectConfig: { } redirect } ? redirect : null;

    public LintFault Fault(string message, string fix) => Ingress.Object.Fault(Pointer, message, fix);

    public LintFault PathFault(string message, string fix) => Ingress.Object.Fault(Pointer + "/path", message, fix);

    /// <summary><c>shop/web: www.example.com /cart (Prefix)</c></summary>
    public override string ToString() =>
        $"{Ingress.Key}: {(Block.Host.Length == 0 ? "any host" : Block.Host)} {(Path.Path.Length == 0 ? "any path" : Path.Path)} ({Path.PathType ?? "ImplementationSpecific"})";
}
