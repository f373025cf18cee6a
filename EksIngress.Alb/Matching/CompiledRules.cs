using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>
/// The rules of one listener in evaluation order. Immutable: a change makes a new one, and readers hold the old or the new as a whole.
/// </summary>
/// <typeparam name="TRule">What the caller wants back for a matching rule.</typeparam>
internal sealed class CompiledRules<TRule>
    where TRule : class
{
    private readonly Entry[] _entries;

    private CompiledRules(Entry[] entries) => _entries = entries;

    /// <exception cref="AlbModelException">A condition cannot be compiled.</exception>
    public static CompiledRules<TRule> Compile(IEnumerable<TRule> rules, Func<TRule, int> priority, Func<TRule, IReadOnlyList<RuleCondition>> conditions) =>
        new([.. rules
            .OrderBy(priority)
            .Select(rule => new Entry(rule, [.. conditions(rule).Select(CompiledCondition.Compile)]))]);

    /// <summary>First rule whose conditions all hold; null sends the request to the default action.</summary>
    public TRule? Find(IRuleRequest request)
    {
        foreach (var entry in _entries)
        {
            if (entry.IsMatch(request))
            {
                return entry.Rule;
            }
        }

        return null;
    }

    private sealed class Entry(TRule rule, CompiledCondition[] conditions)
    {
        public TRule Rule { get; } = rule;

        public bool IsMatch(IRuleRequest request)
        {
            foreach (var condition in conditions)
            {
                if (!condition.IsMatch(request))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
