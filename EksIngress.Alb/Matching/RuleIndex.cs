using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EksIngress.Alb.Matching;

/// <summary>
/// Finds the first of many rules without asking each: a rule is filed under the one of its conditions that fewest others share, by exact
/// host, end of a host, exact path, beginning of a path, or method. What cannot be filed is asked always.
/// </summary>
internal sealed class RuleIndex
{
    private readonly CompiledCondition[][] _rules;
    private readonly Table _hosts;
    private readonly Table _hostEnds;
    private readonly Table _paths;
    private readonly Table _pathBeginnings;
    private readonly Table _methods;
    private readonly int[] _beginningLengths;
    private readonly int[] _others;

    /// <param name="rules">Conditions of each rule, in evaluation order.</param>
    public RuleIndex(CompiledCondition[][] rules)
    {
        _rules = rules;
        var filing = new Filing(rules);
        _hosts = filing.Hosts;
        _hostEnds = filing.HostEnds;
        _paths = filing.Paths;
        _pathBeginnings = filing.PathBeginnings;
        _methods = filing.Methods;
        _beginningLengths = _pathBeginnings.LengthsDescending();
        _others = [.. filing.Others];
    }

    /// <returns>Position of the first rule that matches; -1 for none.</returns>
    public int Find(IRuleRequest request)
    {
        var best = _rules.Length;
        if (!_hosts.IsEmpty)
        {
            best = First(_hosts.Find(request.Host), request, best);
        }

        if (!_hostEnds.IsEmpty)
        {
            var host = request.Host.AsSpan();
            for (var dot = host.IndexOf('.'); dot >= 0; dot = NextDot(host, dot))
            {
                best = First(_hostEnds.Find(host[dot..]), request, best);
            }
        }

        if (!_paths.IsEmpty)
        {
            best = First(_paths.Find(request.Path), request, best);
        }

        foreach (var length in _beginningLengths)
        {
            if (length <= request.Path.Length)
            {
                best = First(_pathBeginnings.Find(request.Path.AsSpan(0, length)), request, best);
            }
        }

        if (!_methods.IsEmpty)
        {
            best = First(_methods.Find(request.Method), request, best);
        }

        best = First(_others, request, best);
        return best == _rules.Length ? -1 : best;
    }

    private static int NextDot(ReadOnlySpan<char> host, int dot)
    {
        var next = host[(dot + 1)..].IndexOf('.');
        return next < 0 ? -1 : dot + 1 + next;
    }

    // Rules of a list stand in evaluation order; those behind the best so far cannot win.
    private int First(ReadOnlySpan<int> candidates, IRuleRequest request, int best)
    {
        foreach (var candidate in candidates)
        {
            if (candidate >= best)
            {
                break;
            }

            if (IsMatch(_rules[candidate], request))
            {
                return candidate;
            }
        }

        return best;
    }

    private static bool IsMatch(CompiledCondition[] conditions, IRuleRequest request)
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

    /// <summary>Rules by text; a look-up takes a part of a text without copying it.</summary>
    private sealed class Table
    {
        private readonly Dictionary<string, Filed> _rules;
        private readonly Dictionary<string, Filed>.AlternateLookup<ReadOnlySpan<char>> _lookup;

        /// <param name="capacity">As many texts at the most.</param>
        public Table(int capacity, StringComparer comparer)
        {
            _rules = new(capacity, comparer);
            _lookup = _rules.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public bool IsEmpty => _rules.Count == 0;

        /// <param name="rule">Not before those that are filed.</param>
        public void Add(string text, int rule)
        {
            ref var filed = ref CollectionsMarshal.GetValueRefOrAddDefault(_rules, text, out var exists);
            if (!exists)
            {
                filed.First = rule;
                return;
            }

            // A condition may have the same value twice.
            if ((filed.All is null ? filed.First : filed.All[^1]) != rule)
            {
                filed.All ??= [filed.First];
                filed.All.Add(rule);
            }
        }

        public ReadOnlySpan<int> Find(ReadOnlySpan<char> text)
        {
            // Nothing is added any more: the entry stays where it is.
            ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(_lookup, text);
            return Unsafe.IsNullRef(ref found) ? []
                : found.All is null ? new ReadOnlySpan<int>(ref found.First)
                : CollectionsMarshal.AsSpan(found.All);
        }

        public int[] LengthsDescending()
        {
            var lengths = new HashSet<int>();
            foreach (var text in _rules.Keys)
            {
                lengths.Add(text.Length);
            }

            return [.. lengths.OrderDescending()];
        }
    }

    /// <summary>The rules of one text. Nearly always it is one, which then costs nothing of its own.</summary>
    private struct Filed
    {
        public int First;

        /// <summary>Null for one.</summary>
        public List<int>? All;
    }

    /// <summary>Decides under which of its keys each rule is filed. Written without queries and waste: a change of rules waits for it.</summary>
    private sealed class Filing
    {
        public Filing(CompiledCondition[][] rules)
        {
            var chosen = Choose(rules);
            Span<int> counts = stackalloc int[(int)RuleKeyKind.Method + 1];
            foreach (var condition in chosen)
            {
                for (var i = 0; i < condition?.KeyCount; i++)
                {
                    counts[(int)condition.Key(i).Kind]++;
                }
            }

            Hosts = new(counts[(int)RuleKeyKind.Host], StringComparer.OrdinalIgnoreCase);
            HostEnds = new(counts[(int)RuleKeyKind.HostEnd], StringComparer.OrdinalIgnoreCase);
            Paths = new(counts[(int)RuleKeyKind.Path], StringComparer.Ordinal);
            PathBeginnings = new(counts[(int)RuleKeyKind.PathBeginning], StringComparer.Ordinal);
            Methods = new(counts[(int)RuleKeyKind.Method], StringComparer.Ordinal);
            for (var rule = 0; rule < chosen.Length; rule++)
            {
                File(rule, chosen[rule]);
            }
        }

        public Table Hosts { get; }

        public Table HostEnds { get; }

        public Table Paths { get; }

        public Table PathBeginnings { get; }

        public Table Methods { get; }

        /// <summary>Rules that cannot be filed.</summary>
        public List<int> Others { get; } = [];

        // Of each rule the condition whose keys it is filed under; null for none.
        private static CompiledCondition?[] Choose(CompiledCondition[][] rules)
        {
            var chosen = new CompiledCondition?[rules.Length];
            Dictionary<RuleKey, int>? shares = null;
            for (var rule = 0; rule < rules.Length; rule++)
            {
                var fewest = 0;
                foreach (var condition in rules[rule])
                {
                    if (condition.KeyCount == 0)
                    {
                        continue;
                    }

                    if (chosen[rule] is not { } best)
                    {
                        chosen[rule] = condition;
                        continue;
                    }

                    // Nearly always there is no choice, and nothing to be counted.
                    shares ??= Shares(rules);
                    fewest = fewest == 0 ? Share(best, shares) : fewest;
                    if (Share(condition, shares) is var share && share < fewest)
                    {
                        (chosen[rule], fewest) = (condition, share);
                    }
                }
            }

            return chosen;
        }

        // How many rules have a key.
        private static Dictionary<RuleKey, int> Shares(CompiledCondition[][] rules)
        {
            var shares = new Dictionary<RuleKey, int>(rules.Length, RuleKey.Comparer);
            foreach (var conditions in rules)
            {
                foreach (var condition in conditions)
                {
                    for (var i = 0; i < condition.KeyCount; i++)
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(shares, condition.Key(i), out _)++;
                    }
                }
            }

            return shares;
        }

        // Of the key that most rules have.
        private static int Share(CompiledCondition condition, Dictionary<RuleKey, int> shares)
        {
            var most = 0;
            for (var i = 0; i < condition.KeyCount; i++)
            {
                most = Math.Max(most, shares[condition.Key(i)]);
            }

            return most;
        }

        private void File(int rule, CompiledCondition? condition)
        {
            if (condition is null)
            {
                Others.Add(rule);
                return;
            }

            for (var i = 0; i < condition.KeyCount; i++)
            {
                var key = condition.Key(i);
                TableOf(key.Kind).Add(key.Text, rule);
            }
        }

        private Table TableOf(RuleKeyKind kind) => kind switch
        {
            RuleKeyKind.Host => Hosts,
            RuleKeyKind.HostEnd => HostEnds,
            RuleKeyKind.Path => Paths,
            RuleKeyKind.PathBeginning => PathBeginnings,
            RuleKeyKind.Method => Methods,
            _ => throw new InvalidOperationException($"Rules cannot be filed by {kind}."),
        };
    }
}
