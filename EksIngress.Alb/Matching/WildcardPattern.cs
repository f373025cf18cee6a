namespace EksIngress.Alb.Matching;

/// <summary>
/// A value with <c>*</c> (any number of characters) and <c>?</c> (exactly one) that has to match the whole text. The time is bounded by
/// the product of both lengths, whatever the pattern.
/// </summary>
internal sealed class WildcardPattern
{
    private const char Any = '*';
    private const char One = '?';

    private readonly char[] _characters;
    private readonly bool[] _literal;
    private readonly StringComparison _comparison;

    /// <param name="escapes">A backslash takes the next <c>*</c> or <c>?</c> literally (query strings only).</param>
    public WildcardPattern(string pattern, bool ignoreCase, bool escapes = false)
    {
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var wildcard = pattern.AsSpan().IndexOfAny(Any, One);
        if (wildcard < 0 || (wildcard == pattern.Length - 1 && pattern[wildcard] == Any && !escapes))
        {
            // By far the most values: compared as they are.
            (_characters, _literal) = ([], []);
            (Shape, Literal) = wildcard < 0 ? (WildcardShape.Literal, pattern) : (WildcardShape.Beginning, pattern[..wildcard]);
            return;
        }

        var characters = new List<char>(pattern.Length);
        var literal = new List<bool>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (escapes && pattern[i] == '\\' && i + 1 < pattern.Length && (pattern[i + 1] is Any or One))
            {
                characters.Add(pattern[++i]);
                literal.Add(true);
            }
            else
            {
                characters.Add(ignoreCase ? char.ToUpperInvariant(pattern[i]) : pattern[i]);
                literal.Add(pattern[i] is not (Any or One));
            }
        }

        _characters = [.. characters];
        _literal = [.. literal];
        (Shape, Literal) = ShapeOf();
    }

    public WildcardShape Shape { get; }

    /// <summary>What is left without the asterisk; empty for <see cref="WildcardShape.Other"/>.</summary>
    public string Literal { get; }

    public bool IsMatch(ReadOnlySpan<char> text) => Shape switch
    {
        WildcardShape.Literal => text.Equals(Literal, _comparison),
        WildcardShape.Beginning => text.StartsWith(Literal, _comparison),
        WildcardShape.End => text.EndsWith(Literal, _comparison),
        _ => IsMatchStepwise(text),
    };

    private (WildcardShape Shape, string Literal) ShapeOf()
    {
        var wildcards = _literal.Count(literal => !literal);
        return wildcards switch
        {
            0 => (WildcardShape.Literal, new string(_characters)),
            1 when IsStar(_characters.Length - 1) => (WildcardShape.Beginning, new string(_characters[..^1])),
            1 when IsStar(0) => (WildcardShape.End, new string(_characters[1..])),
            _ => (WildcardShape.Other, ""),
        };
    }

    private bool IsMatchStepwise(ReadOnlySpan<char> text)
    {
        var (position, index, star, resume) = (0, 0, -1, 0);
        while (index < text.Length)
        {
            if (position < _characters.Length && Accepts(position, text[index]))
            {
                (position, index) = (position + 1, index + 1);
            }
            else if (position < _characters.Length && IsStar(position))
            {
                (star, resume) = (position, index);
                position++;
            }
            else if (star >= 0)
            {
                // The last star takes one more character; earlier ones never need to be looked at again.
                resume++;
                (position, index) = (star + 1, resume);
            }
            else
            {
                return false;
            }
        }

        while (position < _characters.Length && IsStar(position))
        {
            position++;
        }

        return position == _characters.Length;
    }

    private bool IsStar(int position) => !_literal[position] && _characters[position] == Any;

    private bool Accepts(int position, char character) => _literal[position]
        ? _characters[position] == (_comparison == StringComparison.OrdinalIgnoreCase ? char.ToUpperInvariant(character) : character)
        : _characters[position] == One;
}
