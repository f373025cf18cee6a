namespace EksIngress.Alb.Matching;

/// <summary>One text that a request must have for a value of a condition to hold.</summary>
internal readonly record struct RuleKey(RuleKeyKind Kind, string Text)
{
    /// <summary>Hosts without regard to case.</summary>
    public static IEqualityComparer<RuleKey> Comparer { get; } = new KeyComparer();

    private sealed class KeyComparer : IEqualityComparer<RuleKey>
    {
        public bool Equals(RuleKey x, RuleKey y) => x.Kind == y.Kind && Of(x).Equals(x.Text, y.Text);

        public int GetHashCode(RuleKey key) => HashCode.Combine(key.Kind, Of(key).GetHashCode(key.Text));

        private static StringComparer Of(RuleKey key) =>
            key.Kind is RuleKeyKind.Host or RuleKeyKind.HostEnd ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
    }
}
