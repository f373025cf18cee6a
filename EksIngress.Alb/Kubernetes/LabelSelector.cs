namespace EksIngress.Alb.Kubernetes;

/// <summary>meta/v1 LabelSelector; empty matches everything.</summary>
internal sealed record LabelSelector
{
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = NoStrings.Map;

    public IReadOnlyList<Requirement> MatchExpressions { get; init; } = [];

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        MatchLabels.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value) &&
        MatchExpressions.All(requirement => requirement.Matches(labels));

    internal sealed record Requirement
    {
        public string Key { get; init; } = "";

        public string Operator { get; init; } = "";

        public IReadOnlyList<string> Values { get; init; } = [];

        public bool Matches(IReadOnlyDictionary<string, string> labels)
        {
            var found = labels.TryGetValue(Key, out var value);
            return Operator switch
            {
                "In" => found && Values.Contains(value, StringComparer.Ordinal),
                "NotIn" => !found || !Values.Contains(value, StringComparer.Ordinal),
                "Exists" => found,
                "DoesNotExist" => !found,
                _ => throw new AlbModelException($"\"{Operator}\" is not a valid label selector operator"),
            };
        }
    }
}
