namespace EksIngress.Alb.Matching;

/// <summary>One text that a request must have for a value of a condition to hold. It is a part of the value, which is not copied.</summary>
/// <param name="Value">As the condition has it.</param>
internal readonly record struct RuleKey(RuleKeyKind Kind, string Value)
{
    /// <summary>The value without its asterisk.</summary>
    public ReadOnlySpan<char> Text => Kind switch
    {
        RuleKeyKind.HostEnd => Value.AsSpan(1),
        RuleKeyKind.PathBeginning => Value.AsSpan(0, Value.Length - 1),
        _ => Value,
    };
}
