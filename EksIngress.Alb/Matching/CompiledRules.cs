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
    public static CompiledRules<TRule> Compile(IEnumerable<TRule> rules, Func<TRule, int> priority, Func<TRule, IReadOnlyList<RuleCondition>> conditions) =>
        Compile(rules, priority, rule => CompiledCondition.Compile(conditions(rule)));

    /// <summary>As the other one, for conditions that were compiled before.</summary>
    public static CompiledRules<TRule> Compile(IEnumerable<TRule> rules, Func<TRule, int> priority, Func<TRule, CompiledCondition[]> conditions)
    {
        TRule[] ordered = [.. rules];
        if (!IsOrdered(ordered, priority))
        {
            ordered = [.. ordered.OrderBy(priority)];
        }

        return new CompiledRules<TRule>(ordered, new RuleIndex(Array.ConvertAll(ordered, rule => conditions(rule))));
    }

    private static bool IsOrdered(TRule[] rules, Func<TRule, int> priority)
    {
        for (var i = 1; i < rules.Length; i++)
        {
            if (priority(rules[i - 1]) > priority(rules[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>First rule whose conditions all hold; null sends the request to the default action.</summary>
    public TRule? Find(IRuleRequest request)
    {
        var found = _index.Find(request);
        return found < 0 ? null : _rules[found];
    }
}
