namespace EksIngress.Emulator.Aws.Policies;

/// <summary>A condition operator with its modifiers, for example <c>ForAnyValue:StringLikeIfExists</c>.</summary>
internal sealed record ConditionOperator(ConditionTest Test, bool IsNegated, ConditionSet Set, bool IfExists)
{
    private const string IfExistsSuffix = "IfExists";

    /// <summary>Null when there is no such operator.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
    public static ConditionOperator? Find(string text)
    {
        var set = ConditionSet.None;
        var name = text;
        if (name.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase))
        {
            (set, name) = (ConditionSet.ForAllValues, name["ForAllValues:".Length..]);
        }
        else if (name.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase))
        {
            (set, name) = (ConditionSet.ForAnyValue, name["ForAnyValue:".Length..]);
        }

        var ifExists = name.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        if (ifExists)
        {
            name = name[..^IfExistsSuffix.Length];
        }

        (ConditionTest, bool)? known = name.ToUpperInvariant() switch
        {
            "STRINGEQUALS" => (ConditionTest.StringEquals, false),
            "STRINGNOTEQUALS" => (ConditionTest.StringEquals, true),
            "STRINGEQUALSIGNORECASE" => (ConditionTest.StringEqualsIgnoreCase, false),
            "STRINGNOTEQUALSIGNORECASE" => (ConditionTest.StringEqualsIgnoreCase, true),
            "STRINGLIKE" => (ConditionTest.StringLike, false),
            "STRINGNOTLIKE" => (ConditionTest.StringLike, true),
            "NUMERICEQUALS" => (ConditionTest.NumericEquals, false),
            "NUMERICNOTEQUALS" => (ConditionTest.NumericEquals, true),
            "NUMERICLESSTHAN" => (ConditionTest.NumericLessThan, false),
            "NUMERICLESSTHANEQUALS" => (ConditionTest.NumericLessThanEquals, false),
            "NUMERICGREATERTHAN" => (ConditionTest.NumericGreaterThan, false),
            "NUMERICGREATERTHANEQUALS" => (ConditionTest.NumericGreaterThanEquals, false),
            "DATEEQUALS" => (ConditionTest.DateEquals, false),
            "DATENOTEQUALS" => (ConditionTest.DateEquals, true),
            "DATELESSTHAN" => (ConditionTest.DateLessThan, false),
            "DATELESSTHANEQUALS" => (ConditionTest.DateLessThanEquals, false),
            "DATEGREATERTHAN" => (ConditionTest.DateGreaterThan, false),
            "DATEGREATERTHANEQUALS" => (ConditionTest.DateGreaterThanEquals, false),
            "BOOL" => (ConditionTest.Bool, false),
            "BINARYEQUALS" => (ConditionTest.BinaryEquals, false),
            "IPADDRESS" => (ConditionTest.IpAddress, false),
            "NOTIPADDRESS" => (ConditionTest.IpAddress, true),
            // IAM documents ArnEquals and ArnLike to behave the same.
            "ARNEQUALS" or "ARNLIKE" => (ConditionTest.ArnLike, false),
            "ARNNOTEQUALS" or "ARNNOTLIKE" => (ConditionTest.ArnLike, true),
            "NULL" when !ifExists => (ConditionTest.Null, false),
            _ => null,
        };
        return known is var (test, isNegated) ? new ConditionOperator(test, isNegated, set, ifExists) : null;
    }
}

internal enum ConditionTest
{
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    ArnLike,
    Null,
}

internal enum ConditionSet
{
    None,
    ForAllValues,
    ForAnyValue,
}
