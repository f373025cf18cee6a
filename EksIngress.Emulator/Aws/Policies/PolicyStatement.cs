using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Policies;

/// <param name="Name">Sid, or the statement's place in the document: <c>#1</c> is the first.</param>
/// <param name="Principals">Null in policies of identities.</param>
internal sealed record PolicyStatement(
    string Name,
    bool IsAllow,
    PolicyPrincipals? Principals,
    PolicyPatterns Actions,
    PolicyPatterns? Resources,
    ImmutableArray<PolicyCondition> Conditions);

/// <summary>The patterns of Action or NotAction, of Resource or NotResource.</summary>
/// <param name="IsNegated">True for the Not form.</param>
internal sealed record PolicyPatterns(bool IsNegated, ImmutableArray<string> Patterns)
{
    // A pattern without variables is the same for every request.
    private readonly PolicyPattern[] _compiled = Compile(Patterns);

    /// <summary>As the document has them.</summary>
    public ImmutableArray<string> Patterns
    {
        get;
        init
        {
            field = value;
            _compiled = Compile(value);
        }
    } = Patterns;

    /// <summary>Whether the element speaks of the text.</summary>
    /// <param name="text">An action or an ARN.</param>
    /// <param name="variables">Null where <c>${…}</c> is plain text.</param>
    /// <param name="ignoreCase">True for actions.</param>
    public bool Cover(string text, PolicyContext? variables, bool ignoreCase)
    {
        for (var i = 0; i < _compiled.Length; i++)
        {
            var pattern = variables is null || !_compiled[i].MayHaveVariables ? _compiled[i] : PolicyPattern.FindPattern(Patterns[i], variables);
            if (pattern?.Matches(text, ignoreCase) == true)
            {
                return !IsNegated;
            }
        }

        return IsNegated;
    }

    private static PolicyPattern[] Compile(ImmutableArray<string> patterns) => [.. patterns.Select(PolicyPattern.WithoutVariables)];
}

/// <summary>The entries of Principal or NotPrincipal: kind (<c>AWS</c>, <c>Service</c>, <c>Federated</c>) and value.</summary>
/// <param name="IsNegated">True for NotPrincipal.</param>
internal sealed record PolicyPrincipals(bool IsNegated, ImmutableArray<PolicyPrincipal> Entries);

/// <param name="Kind"><c>AWS</c>, <c>Service</c>, <c>Federated</c>, or <c>*</c> for everyone.</param>
internal sealed record PolicyPrincipal(string Kind, string Value);

/// <param name="Key">As written, for example <c>aws:RequestTag/team</c>.</param>
internal sealed record PolicyCondition(ConditionOperator Operator, string Key, ImmutableArray<string> Values);
