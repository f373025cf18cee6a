namespace EksIngress.Alb.Rules;

/// <summary>One condition of a listener rule; its values are alternatives, the conditions of a rule must all hold.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html</remarks>
public abstract record RuleCondition
{
    private RuleCondition() { }

    /// <summary>Name of the condition on the wire.</summary>
    public abstract string Field { get; }

    /// <summary>Every value counts towards the limit of five in a rule.</summary>
    public abstract int ValueCount { get; }

    /// <summary>Host names without regard to case; either list is empty.</summary>
    public sealed record HostHeader(IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) : RuleCondition
    {
        /// <inheritdoc/>
        public override string Field => "host-header";

        /// <inheritdoc/>
        public override int ValueCount => Values.Count + RegexValues.Count;
    }

    /// <summary>Paths with regard to case; either list is empty.</summary>
    public sealed record PathPattern(IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) : RuleCondition
    {
        /// <inheritdoc/>
        public override string Field => "path-pattern";

        /// <inheritdoc/>
        public override int ValueCount => Values.Count + RegexValues.Count;
    }

    /// <summary>Values of one header without regard to case; either list is empty.</summary>
    public sealed record HttpHeader(string Name, IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) : RuleCondition
    {
        /// <inheritdoc/>
        public override string Field => "http-header";

        /// <inheritdoc/>
        public override int ValueCount => Values.Count + RegexValues.Count;
    }

    /// <summary>Methods with regard to case, without wildcards.</summary>
    public sealed record HttpRequestMethod(IReadOnlyList<string> Values) : RuleCondition
    {
        /// <inheritdoc/>
        public override string Field => "http-request-method";

        /// <inheritdoc/>
        public override int ValueCount => Values.Count;
    }

    /// <summary>Pairs of the query without regard to case.</summary>
    public sealed record QueryString(IReadOnlyList<QueryStringPair> Values) : RuleCondition
    {
        /// <inheritdoc/>
        public override string Field => "query-string";

        /// <inheritdoc/>
        public override int ValueCount => Values.Count;
    }

    /// <summary>CIDR blocks of the connection's peer.</summary>
    public sealed record SourceIp(IReadOnlyList<string> Values) : RuleCondition
    {
        /// <inheritdoc/>
        public override string Field => "source-ip";

        /// <inheritdoc/>
        public override int ValueCount => Values.Count;
    }

    /// <summary>A key and its value.</summary>
    /// <param name="Key">Null looks at the value alone.</param>
    /// <param name="Value">May have wildcards.</param>
    public sealed record QueryStringPair(string? Key, string Value);
}
