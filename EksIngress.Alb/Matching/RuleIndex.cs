using System.Buffers;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Matching;

/// <summary>
/// Finds the first of many rules without asking each: a rule is filed under the one of its conditions that fewest others share, by exact
/// host, end of a host, exact path, beginning of a path, or method. What cannot be filed is asked always. Making one reads the values of the
/// conditions and compiles none: a change of rules waits for it, and has little garbage of it.
/// </summary>
internal sealed class RuleIndex
{
    private readonly int _count;
    private readonly Func<int, CompiledCondition[]> _compiled;
    private readonly RuleTable _table;
    private readonly int[] _beginningLengths;
    private readonly int[] _others;

    /// <param name="count">How many rules there are, in evaluation order.</param>
    /// <param name="conditions">Conditions of each rule; asked now.</param>
    /// <param name="compiled">The same conditions, ready for use; asked when a request comes so far.</param>
    public RuleIndex(int count, Func<int, IReadOnlyList<RuleCondition>> conditions, Func<int, CompiledCondition[]> compiled)
    {
        (_count, _compiled) = (count, compiled);
        var rented = ArrayPool<RuleCondition?>.Shared.Rent(count);
        try
        {
            var chosen = rented.AsSpan(0, count);
            _table = RuleTable.Create(Choose(conditions, chosen));
            (_beginningLengths, _others) = File(chosen, _table);
        }
        finally
        {
            ArrayPool<RuleCondition?>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <returns>Position of the first rule that matches; -1 for none.</returns>
    public int Find(IRuleRequest request)
    {
        var best = _count;
        if (_table.Has(RuleKeyKind.Host))
        {
            best = First(RuleKeyKind.Host, request.Host, request, best);
        }

        if (_table.Has(RuleKeyKind.HostEnd))
        {
            var host = request.Host.AsSpan();
            for (var dot = host.IndexOf('.'); dot >= 0; dot = NextDot(host, dot))
            {
                best = First(RuleKeyKind.HostEnd, host[dot..], request, best);
            }
        }

        if (_table.Has(RuleKeyKind.Path))
        {
            best = First(RuleKeyKind.Path, request.Path, request, best);
        }

        foreach (var length in _beginningLengths)
        {
            if (length <= request.Path.Length)
            {
                best = First(RuleKeyKind.PathBeginning, request.Path.AsSpan(0, length), request, best);
            }
        }

        if (_table.Has(RuleKeyKind.Method))
        {
            best = First(RuleKeyKind.Method, request.Method, request, best);
        }

        foreach (var rule in _others)
        {
            // They stand in evaluation order.
            if (rule >= best)
            {
                break;
            }

            if (IsMatch(rule, request))
            {
                return rule;
            }
        }

        return best == _count ? -1 : best;
    }

    // Of each rule the condition whose keys it is filed under, null for none; and how many keys that makes.
    private static int Choose(Func<int, IReadOnlyList<RuleCondition>> conditions, Span<RuleCondition?> chosen)
    {
        var keys = 0;
        RuleTable? shares = null;
        for (var rule = 0; rule < chosen.Length; rule++)
        {
            var own = conditions(rule);
            var fewest = 0;
            RuleCondition? best = null;
            for (var i = 0; i < own.Count; i++)
            {
                if (RuleKeys.Count(own[i]) == 0)
                {
                    continue;
                }

                if (best is null)
                {
                    best = own[i];
                    continue;
                }

                // Where no rule has a choice, nothing has to be counted.
                shares ??= Shares(conditions, chosen.Length);
                fewest = fewest == 0 ? Share(best, shares) : fewest;
                if (Share(own[i], shares) is var share && share < fewest)
                {
                    (best, fewest) = (own[i], share);
                }
            }

            chosen[rule] = best;
            keys += best is null ? 0 : RuleKeys.Count(best);
        }

        shares?.Return();
        return keys;
    }

    // How many rules have a key.
    private static RuleTable Shares(Func<int, IReadOnlyList<RuleCondition>> conditions, int count)
    {
        var keys = 0;
        ForEach(condition => keys += RuleKeys.Count(condition));
        var shares = RuleTable.Rent(keys);
        ForEach(condition =>
        {
            for (var i = RuleKeys.Count(condition) - 1; i >= 0; i--)
            {
                shares.Of(RuleKeys.Get(condition, i))++;
            }
        });
        return shares;

        void ForEach(Action<RuleCondition> act)
        {
            for (var rule = 0; rule < count; rule++)
            {
                var own = conditions(rule);
                for (var i = 0; i < own.Count; i++)
                {
                    act(own[i]);
                }
            }
        }
    }

    // Of the key that most rules have.
    private static int Share(RuleCondition condition, RuleTable shares)
    {
        var most = 0;
        for (var i = RuleKeys.Count(condition) - 1; i >= 0; i--)
        {
            most = Math.Max(most, shares.Of(RuleKeys.Get(condition, i)));
        }

        return most;
    }

    // The last rule first: what is added to the table comes before what is there.
    private static (int[] BeginningLengths, int[] Others) File(ReadOnlySpan<RuleCondition?> chosen, RuleTable table)
    {
        var lengths = new List<int>();
        var others = new List<int>();
        for (var rule = chosen.Length - 1; rule >= 0; rule--)
        {
            if (chosen[rule] is not { } condition)
            {
                others.Add(rule);
                continue;
            }

            for (var i = RuleKeys.Count(condition) - 1; i >= 0; i--)
            {
                var key = RuleKeys.Get(condition, i);
                table.Add(key, rule);
                if (key.Kind == RuleKeyKind.PathBeginning && lengths.BinarySearch(key.Text.Length) is < 0 and var place)
                {
                    lengths.Insert(~place, key.Text.Length);
                }
            }
        }

        // What is found for the longest is likely to be first.
        lengths.Reverse();
        others.Reverse();
        return ([.. lengths], [.. others]);
    }

    private static int NextDot(ReadOnlySpan<char> host, int dot)
    {
        var next = host[(dot + 1)..].IndexOf('.');
        return next < 0 ? -1 : dot + 1 + next;
    }

    // Rules of a key stand in evaluation order; those behind the best so far cannot win.
    private int First(RuleKeyKind kind, ReadOnlySpan<char> text, IRuleRequest request, int best)
    {
        for (var position = _table.First(kind, text); position >= 0; position = _table.Next(position))
        {
            var rule = _table.Number(position);
            if (rule >= best)
            {
                break;
            }

            if (IsMatch(rule, request))
            {
                return rule;
            }
        }

        return best;
    }

    private bool IsMatch(int rule, IRuleRequest request)
    {
        foreach (var condition in _compiled(rule))
        {
            if (!condition.IsMatch(request))
            {
                return false;
            }
        }

        return true;
    }
}
