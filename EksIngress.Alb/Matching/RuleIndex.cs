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
        var keys = Array.ConvertAll(rules, conditions => conditions.Select(condition => condition.Keys).OfType<RuleKeys>().ToArray());
        var filing = new Filing(keys);
        _hosts = filing.ToTable(RuleKeyKind.Host, StringComparer.OrdinalIgnoreCase);
        _hostEnds = filing.ToTable(RuleKeyKind.HostEnd, StringComparer.OrdinalIgnoreCase);
        _paths = filing.ToTable(RuleKeyKind.Path, StringComparer.Ordinal);
        _pathBeginnings = filing.ToTable(RuleKeyKind.PathBeginning, StringComparer.Ordinal);
        _methods = filing.ToTable(RuleKeyKind.Method, StringComparer.Ordinal);
        _beginningLengths = [.. _pathBeginnings.Texts.Select(text => text.Length).Distinct().OrderDescending()];
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
    private int First(int[] candidates, IRuleRequest request, int best)
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
    private sealed class Table(Dictionary<string, int[]> rules)
    {
        private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _lookup = rules.GetAlternateLookup<ReadOnlySpan<char>>();

        public bool IsEmpty => rules.Count == 0;

        public IEnumerable<string> Texts => rules.Keys;

        public int[] Find(ReadOnlySpan<char> text) => _lookup.TryGetValue(text, out var found) ? found : [];
    }

    /// <summary>Decides under which of its keys each rule is filed.</summary>
    private sealed class Filing
    {
        private readonly List<(RuleKey Key, int Rule)> _filed = [];

        public Filing(RuleKeys[][] rules)
        {
            var shares = new Dictionary<RuleKey, int>(RuleKey.Comparer);
            foreach (var key in rules.SelectMany(alternatives => alternatives).SelectMany(keys => keys.Keys))
            {
                shares[key] = shares.GetValueOrDefault(key) + 1;
            }

            for (var rule = 0; rule < rules.Length; rule++)
            {
                var chosen = rules[rule].MinBy(keys => keys.Keys.Max(key => shares[key]));
                if (chosen is null)
                {
                    Others.Add(rule);
                    continue;
                }

                foreach (var key in chosen.Keys)
                {
                    _filed.Add((key, rule));
                }
            }
        }

        public List<int> Others { get; } = [];

        public Table ToTable(RuleKeyKind kind, StringComparer comparer) => new(_filed
            .Where(filed => filed.Key.Kind == kind)
            .GroupBy(filed => filed.Key.Text, filed => filed.Rule, comparer)
            .ToDictionary(group => group.Key, group => group.Distinct().ToArray(), comparer));
    }
}
