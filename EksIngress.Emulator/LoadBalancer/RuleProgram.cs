using EksIngress.Alb.Matching;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Turns the transforms of a rule into what its requests get.</summary>
internal static class RuleProgram
{
    /// <summary>Null for a rule that rewrites nothing.</summary>
    public static CompiledTransforms? Compile(IReadOnlyList<RuleTransform> transforms) => transforms.Count == 0
        ? null
        : CompiledTransforms.Compile([.. transforms.Select(ToModel)]);

    private static Alb.Rules.RuleTransform ToModel(RuleTransform transform)
    {
        Alb.Rules.RuleTransform.Rewrite[] rewrites = [new(transform.Regex, transform.Replace)];
        return transform.Type == "url-rewrite"
            ? new Alb.Rules.RuleTransform.UrlRewrite(rewrites)
            : new Alb.Rules.RuleTransform.HostHeaderRewrite(rewrites);
    }
}
