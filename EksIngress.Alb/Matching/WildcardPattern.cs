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
    private readonly bool _ignoreCase;
    private readonly bool _hasWildcards;

    /// <param name="escapes">A backslash takes the next <c>*</c> or <c>?</c> literally (query strings only).</param>
    public WildcardPattern(string pattern, bool ignoreCase, bool escapes = false)
    {
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
                characters.Add(ignoreCase ? char.ToLowerInvariant(pattern[i]) : pattern[i]);
                literal.Add(pattern[i] is not (Any or One));
            }
        }

        _characters = [.. characters];
        _literal = [.. literal];
        _ignoreCase = ignoreCase;
        _hasWildcards = literal.Contains(false);
    }

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (!_hasWildcards)
        {
            return text.Length == _characters.Length && EqualsAt(text);
        }

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

    private bool EqualsAt(ReadOnlySpan<char> text) => _ignoreCase
        ? text.Equals(_characters, StringComparison.OrdinalIgnoreCase)
        : text.SequenceEqual(_characters);

    private bool IsStar(int position) => !_literal[position] && _characters[position] == Any;

    private bool Accepts(int position, char character) => _literal[position]
        ? _characters[position] == (_ignoreCase ? char.ToLowerInvariant(character) : character)
        : _characters[position] == One;
}
