using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>
/// The rules of one listener in evaluation order. Immutable: a change makes a new one, and readers hold the old or the new as a whole.
/// A request looks only at the rules that an index of hosts, paths and methods leaves over; nothing is allocated on the way.
/// </summary>
/// <typeparam name="TRule">What the caller wants back for a matching rule.</typeparam>
internal sealed class CompiledRules<TRule>
    where TRule : class
{
    private readonly TRule[] _rules;
    private readonly RuleIndex _index;

    private CompiledRules(TRule[] rules, RuleIndex index) => (_rules, _index) = (rules, index);

    /// <exception cref="AlbModelException">A condition cannot be compiled.</exception>
    public static CompiledRules<TRule> Compile(IEnumerable<TRule> rules, Func<TRule, int> priority, Func<TRule, IReadOnlyList<RuleCondition>> conditions)
    {
        TRule[] ordered = [.. rules.OrderBy(priority)];
        var sources = Array.ConvertAll(ordered, rule => conditions(rule));
        var compiled = Array.ConvertAll(sources, CompiledCondition.Compile);
        return new CompiledRules<TRule>(ordered, new RuleIndex(ordered.Length, rule => sources[rule], rule => compiled[rule]));
    }

    /// <summary>As <see cref="Compile"/>, but compiles nothing now.</summary>
    /// <param name="ordered">In evaluation order. They belong to the result.</param>
    /// <param name="conditions">Of one rule, as they are.</param>
    /// <param name="compiled">The same, ready for use; asked again and again, when a request comes so far.</param>
    public static CompiledRules<TRule> Index(TRule[] ordered, Func<TRule, IReadOnlyList<RuleCondition>> conditions, Func<TRule, CompiledCondition[]> compiled) =>
        new(ordered, new RuleIndex(ordered.Length, rule => conditions(ordered[rule]), rule => compiled(ordered[rule])));

    /// <summary>First rule whose conditions all hold; null sends the request to the default action.</summary>
    public TRule? Find(IRuleRequest request)
    {
        var found = _index.Find(request);
        return found < 0 ? null : _rules[found];
    }
}
