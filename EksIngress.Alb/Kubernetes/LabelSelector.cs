namespace EksIngress.Alb.Kubernetes;

/// <summary>meta/v1 LabelSelector; empty matches everything.</summary>
public sealed record LabelSelector
{
    /// <summary>Labels that must have exactly these values.</summary>
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = NoStrings.Map;

    /// <summary>Further requirements; all must hold.</summary>
    public IReadOnlyList<Requirement> MatchExpressions { get; init; } = [];

    /// <summary>Whether labels meet every requirement.</summary>
    /// <exception cref="AlbModelException">A key, value or operator is not a valid one; the message is the Kubernetes library's.</exception>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Validate();
        return MatchLabels.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value) &&
            MatchExpressions.All(requirement => requirement.Matches(labels));
    }

    private void Validate()
    {
        foreach (var (key, value) in MatchLabels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            LabelRules.Validate(key, [value]);
        }

        foreach (var requirement in MatchExpressions)
        {
            requirement.Validate();
        }
    }

    /// <summary>One entry of <c>matchExpressions</c>.</summary>
    public sealed record Requirement
    {
        /// <summary>Label key.</summary>
        public string Key { get; init; } = "";

        /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</summary>
        public string Operator { get; init; } = "";

        /// <summary>Needed by <c>In</c> and <c>NotIn</c>, refused by the other two.</summary>
        public IReadOnlyList<string> Values { get; init; } = [];

        internal void Validate()
        {
            switch (Operator)
            {
                case "In" or "NotIn":
                    LabelRules.Validate(
                        Key, Values, Values.Count == 0 ? "for 'in', 'notin' operators, values set can't be empty" : null);
                    break;
                case "Exists" or "DoesNotExist":
                    LabelRules.Validate(
                        Key, Values, Values.Count == 0 ? null : "values set must be empty for exists and does not exist");
                    break;
                default:
                    throw new AlbModelException($"{GoQuote.Quote(Operator)} is not a valid label selector operator");
            }
        }

        internal bool Matches(IReadOnlyDictionary<string, string> labels)
        {
            var found = labels.TryGetValue(Key, out var value);
            return Operator switch
            {
                "In" => found && Values.Contains(value, StringComparer.Ordinal),
                "NotIn" => !found || !Values.Contains(value, StringComparer.Ordinal),
                "Exists" => found,
                _ => !found,
            };
        }
    }
}
