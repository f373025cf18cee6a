namespace EksIngress.Alb.Rules;

/// <summary>Changes a request after its rule was chosen and before it goes to a target; it never chooses another rule.</summary>
/// <remarks>
/// At most one of each kind in a rule, none in a default rule.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleTransform.html
/// </remarks>
public abstract record RuleTransform
{
    private RuleTransform(IReadOnlyList<Rewrite> rewrites) => Rewrites = rewrites;

    /// <summary>Name of the kind on the wire.</summary>
    public abstract string Type { get; }

    /// <summary>What to replace; ELBv2 takes exactly one.</summary>
    public IReadOnlyList<Rewrite> Rewrites { get; }

    /// <summary>Replaces in the Host header.</summary>
    public sealed record HostHeaderRewrite : RuleTransform
    {
        /// <param name="rewrites">What to replace.</param>
        public HostHeaderRewrite(IReadOnlyList<Rewrite> rewrites)
            : base(rewrites)
        {
        }

        /// <inheritdoc/>
        public override string Type => "host-header-rewrite";
    }

    /// <summary>Replaces in path and query.</summary>
    public sealed record UrlRewrite : RuleTransform
    {
        /// <param name="rewrites">What to replace.</param>
        public UrlRewrite(IReadOnlyList<Rewrite> rewrites)
            : base(rewrites)
        {
        }

        /// <inheritdoc/>
        public override string Type => "url-rewrite";
    }

    /// <summary>One replacement.</summary>
    /// <param name="Regex">Regular expression that is looked for; 1 to 1,024 characters.</param>
    /// <param name="Replace">What takes its place: <c>$1</c> to <c>$9</c> stand for capture groups; up to 1,024 characters.</param>
    public sealed record Rewrite(string Regex, string Replace);
}
