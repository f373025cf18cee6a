namespace EksIngress.Alb.Lint;

/// <summary>Finds what a writer most likely meant.</summary>
internal static class EditDistance
{
    private const int MaximumLength = 128;

    /// <summary>The candidate that takes the fewest changed characters; null when none is close. Ties go to the first in ordinal order.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var limit = Math.Max(2, text.Length / 3);
        return candidates
            .Select(candidate => (candidate, distance: Between(text, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; letters of another case cost nothing.</summary>
    public static int Between(string left, string right)
    {
        var table = new int[left.Length + 1][];
        for (var i = 0; i <= left.Length; i++)
        {
            table[i] = new int[right.Length + 1];
            table[i][0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
        {
            table[0][j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                table[i][j] = Math.Min(Math.Min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    table[i][j] = Math.Min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }

        return table[left.Length][right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
