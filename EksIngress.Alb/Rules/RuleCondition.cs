namespace EksIngress.Alb.Rules;

/// <summary>One condition of a listener rule; its values are alternatives, the conditions of a rule must all hold.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html</remarks>
internal abstract record RuleCondition
{
    private RuleCondition() { }

    /// <summary>Name of the condition on the wire.</summary>
    public abstract string Field { get; }

    /// <summary>Every value counts towards the limit of five in a rule.</summary>
    public abstract int ValueCount { get; }

    internal sealed record HostHeader(IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) : RuleCondition
    {
        public override string Field => "host-header";

        public override int ValueCount => Values.Count + RegexValues.Count;
    }

    internal sealed record PathPattern(IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) : RuleCondition
    {
        public override string Field => "path-pattern";

        public override int ValueCount => Values.Count + RegexValues.Count;
    }

    internal sealed record HttpHeader(string Name, IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) : RuleCondition
    {
        public override string Field => "http-header";

        public override int ValueCount => Values.Count + RegexValues.Count;
    }

    internal sealed record HttpRequestMethod(IReadOnlyList<string> Values) : RuleCondition
    {
        public override string Field => "http-request-method";

        public override int ValueCount => Values.Count;
    }

    internal sealed record QueryString(IReadOnlyList<QueryStringPair> Values) : RuleCondition
    {
        public override string Field => "query-string";

        public override int ValueCount => Values.Count;
    }

    internal sealed record SourceIp(IReadOnlyList<string> Values) : RuleCondition
    {
        public override string Field => "source-ip";

        public override int ValueCount => Values.Count;
    }

    /// <param name="Key">Null looks at the value alone.</param>
    internal sealed record QueryStringPair(string? Key, string Value);
}
