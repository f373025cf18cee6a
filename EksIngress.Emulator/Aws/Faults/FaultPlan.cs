namespace EksIngress.Emulator.Aws.Faults;

/// <summary>The faults that are declared now. None are from the start. Rules are asked in order; the first that meets a call is the one.</summary>
internal sealed class FaultPlan(TimeProvider time)
{
    public const int MaxRules = 100;

    private readonly Lock _gate = new();
    private List<Entry> _entries = [];
    private Random _dice = new(0);

    // Read without the lock on every call: no rule, no cost.
    private volatile bool _isEmpty = true;

    /// <summary>The rules as declared, with how often each may still happen (null: always) and has happened.</summary>
    public IReadOnlyList<(FaultRule Rule, int? Left, int Happened)> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Select(entry => (entry.Rule, entry.Left, entry.Happened))];
            }
        }
    }

    /// <summary>Declares these and no others.</summary>
    /// <param name="rules">In the order in which they are asked.</param>
    /// <param name="seed">The same seed, rules and calls give the same faults.</param>
    /// <exception cref="ArgumentException">A rule is wrong, or there are more than 100.</exception>
    public void Replace(IReadOnlyList<FaultRule> rules, int seed)
    {
        if (rules.Count > MaxRules)
        {
            throw new ArgumentException($"There are {rules.Count} rules; at most {MaxRules} can be declared.", nameof(rules));
        }

        foreach (var (rule, index) in rules.Select((rule, index) => (rule, index)))
        {
            if (rule.FindFault() is { } fault)
            {
                throw new ArgumentException($"rules[{index}]: {fault}.", nameof(rules));
            }
        }

        lock (_gate)
        {
            _entries = [.. rules.Select(rule => new Entry(rule))];
            _dice = new Random(seed);
            _isEmpty = _entries.Count == 0;
        }
    }

    /// <summary>The next calls of an operation, of whatever service, answer this error; what was declared before stays.</summary>
    /// <exception cref="ArgumentException">An argument is wrong.</exception>
    public void FailNext(string operation, string code, int times = 1, int statusCode = 500)
    {
        var rule = new FaultRule { Kind = FaultKind.Error, Operation = operation, Code = code, Times = times, StatusCode = statusCode };
        if (rule.FindFault() is { } fault)
        {
            throw new ArgumentException($"{fault}.", nameof(operation));
        }

        lock (_gate)
        {
            _entries.Add(new Entry(rule));
            _isEmpty = false;
        }
    }

    /// <summary>The fault that this call suffers, now counted; null for none.</summary>
    public FaultRule? Take(string service, string operation) => Take(service, operation, _ => true);

    /// <summary>The declared error that work of the account's own services suffers, as when Auto Scaling launches an instance; null for none.</summary>
    public AwsException? TakeError(string service, string operation) =>
        Take(service, operation, rule => rule.Kind == FaultKind.Error) is { } rule ? rule.ToException() : null;

    private FaultRule? Take(string service, string operation, Func<FaultRule, bool> counts)
    {
        if (_isEmpty)
        {
            return null;
        }

        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (entry.Left is not 0 && counts(entry.Rule) && Meets(entry.Rule, service, operation)
                    && (entry.Rule.Probability >= 1 || _dice.NextDouble() < entry.Rule.Probability))
                {
                    entry.Happened++;
                    entry.Left--;
                    return entry.Rule;
                }
            }

            return null;
        }
    }

    /// <summary>False while a role of this age is not yet known everywhere.</summary>
    public bool IsAssumable(DateTimeOffset roleCreated)
    {
        if (_isEmpty)
        {
            return true;
        }

        var age = time.GetUtcNow() - roleCreated;
        lock (_gate)
        {
            var young = _entries.Find(entry => entry.Rule.Kind == FaultKind.RolePropagation && age < TimeSpan.FromSeconds(entry.Rule.Seconds));
            if (young is null)
            {
                return true;
            }

            young.Happened++;
            return false;
        }
    }

    private static bool Meets(FaultRule rule, string service, string operation) =>
        rule.Kind != FaultKind.RolePropagation
        && (rule.Service == "*" || rule.Service == service)
        && (rule.Operation == "*" || rule.Operation == operation)
        && (rule.Kind != FaultKind.StaleRead || IsRead(operation));

    private static bool IsRead(string operation) =>
        operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal);

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public int? Left { get; set; } = rule.Times;

        public int Happened { get; set; }
    }
}
