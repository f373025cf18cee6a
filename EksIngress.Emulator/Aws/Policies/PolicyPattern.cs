using System.Text;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>
/// A pattern after its variables were replaced. What a variable brought in is literal, even a star: a user named
/// <c>*</c> must not match everything.
/// </summary>
internal sealed class PolicyPattern
{
    // Wildcards are kept apart from the characters they look like; U+FFFF and U+FFFE are no characters.
    private const char AnyRun = '\uFFFF';
    private const char AnyOne = '\uFFFE';

    private readonly string _pattern;
    private readonly bool _hasWildcards;

    private PolicyPattern(string pattern)
    {
        _pattern = pattern;
        _hasWildcards = pattern.AsSpan().ContainsAny(AnyRun, AnyOne);
    }

    /// <summary>Whether there is a <c>${</c> in it, which may be plain text.</summary>
    public bool MayHaveVariables { get; private init; }

    /// <summary>Text in which a star and a question mark are wildcards, and nothing is replaced.</summary>
    public static PolicyPattern WithoutVariables(string text) =>
        new(Expand(text, variables: null, wildcards: true)!) { MayHaveVariables = text.Contains("${", StringComparison.Ordinal) };

    /// <summary>Text in which a star and a question mark are wildcards and variables are replaced.</summary>
    /// <returns>Null when a variable has no value in this context.</returns>
    public static PolicyPattern? FindPattern(string text, PolicyContext? variables) =>
        Expand(text, variables, wildcards: true) is { } pattern ? new PolicyPattern(pattern) : null;

    /// <summary>Text with variables replaced, wildcards being plain characters; null when a variable has no value.</summary>
    public static string? FindText(string text, PolicyContext? variables) => Expand(text, variables, wildcards: false);

    /// <summary>The condition keys that the text refers to as <c>${KEY}</c> or <c>${KEY, 'default'}</c>.</summary>
    public static IEnumerable<string> FindVariables(string text)
    {
        for (var start = text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = text.IndexOf("${", start + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
            {
                yield break;
            }

            var variable = text[(start + 2)..end];
            if (variable is not ("*" or "?" or "$"))
            {
                yield return variable.Split(',')[0].Trim();
            }
        }
    }

    public bool Matches(string text, bool ignoreCase = false)
    {
        if (!_hasWildcards && !ignoreCase)
        {
            return _pattern == text;
        }

        if (_pattern is [AnyRun])
        {
            return true;
        }

        var (at, in_) = (0, 0);
        var (star, retry) = (-1, 0);
        while (in_ < text.Length)
        {
            if (at < _pattern.Length && _pattern[at] == AnyRun)
            {
                (star, retry) = (at++, in_);
            }
            else if (at < _pattern.Length && (_pattern[at] == AnyOne || Same(_pattern[at], text[in_], ignoreCase)))
            {
                at++;
                in_++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                in_ = ++retry;
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(at).TrimStart(AnyRun).IsEmpty;
    }

    /// <summary>Matches as ARNs are: each of the first five parts between colons for itself, the rest as one.</summary>
    public bool MatchesArn(string arn)
    {
        var patterns = _pattern.Split(':', 6);
        var parts = arn.Split(':', 6);
        return patterns.Length == 6 && parts.Length == 6
            && patterns.Zip(parts).All(pair => new PolicyPattern(pair.First).Matches(pair.Second));
    }

    private static bool Same(char pattern, char character, bool ignoreCase) =>
        pattern == character || (ignoreCase && char.ToUpperInvariant(pattern) == char.ToUpperInvariant(character));

    private static string? Expand(string text, PolicyContext? variables, bool wildcards)
    {
        if (!(variables is not null && text.Contains("${", StringComparison.Ordinal)) && !(wildcards && text.AsSpan().ContainsAny('*', '?')))
        {
            return text;
        }

        var expanded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (variables is not null && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = text.IndexOf('}', i);
                if (end < 0 || Replace(text[(i + 2)..end], variables) is not { } value)
                {
                    return null;
                }

                expanded.Append(value);
                i = end;
                continue;
            }

            expanded.Append(text[i] switch
            {
                '*' when wildcards => AnyRun,
                '?' when wildcards => AnyOne,
                var character => character,
            });
        }

        return expanded.ToString();
    }

    // ${aws:username}, ${aws:PrincipalTag/team, 'none'}, and ${*} ${?} ${$} for the characters themselves.
    private static string? Replace(string variable, PolicyContext variables)
    {
        if (variable is "*" or "?" or "$")
        {
            return variable;
        }

        var comma = variable.IndexOf(',', StringComparison.Ordinal);
        var key = (comma < 0 ? variable : variable[..comma]).Trim();
        var fallback = comma < 0 ? null : variable[(comma + 1)..].Trim().Trim('\'');
        return variables.Find(key) switch
        {
            [var single] => single,
            null => fallback,
            // A variable stands for one value; of several, none is the right one.
            _ => null,
        };
    }
}
