namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A filter value: <c>*</c> for any characters, <c>?</c> for one, <c>\</c> before either of them or itself. Case counts.</summary>
internal static class Ec2FilterPattern
{
    public static bool Matches(string pattern, string text)
    {
        // Where to go on when the rest does not fit: the last star takes one more character. Never slower than pattern × text.
        var (star, taken) = (-1, 0);
        var (at, next) = (0, 0);
        while (next < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, taken) = (at++, next);
                continue;
            }

            var width = at + 1 < pattern.Length && pattern[at] == '\\' ? 2 : 1;
            if (at < pattern.Length && (width == 2 ? pattern[at + 1] == text[next] : pattern[at] == '?' || pattern[at] == text[next]))
            {
                at += width;
                next++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                next = ++taken;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).IndexOfAnyExcept('*') < 0;
    }
}
