using System.Globalization;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Pages of WAF: <c>Limit</c> of them, from 1 to 100, after <c>NextMarker</c>.</summary>
internal static class WafPage
{
    private const int MaxLimit = 100;

    /// <param name="members">The request.</param>
    /// <param name="all">In the order of their keys.</param>
    /// <param name="key">The marker of an item.</param>
    /// <param name="prefix">How all markers begin.</param>
    /// <returns>The page, and the marker of the next; null when there is none.</returns>
    /// <exception cref="AwsException"><c>WAFInvalidParameterException</c>: the limit is out of range, or the marker is none.</exception>
    public static (List<T> Items, string? NextMarker) Cut<T>(JsonMembers members, IEnumerable<T> all, Func<T, string> key, string prefix)
    {
        var limit = members.FindInt32("Limit") ?? MaxLimit;
        if (limit is < 1 or > MaxLimit)
        {
            throw WafErrors.InvalidParameter($"The limit must be from 1 to {MaxLimit}", "Limit", limit.ToString(CultureInfo.InvariantCulture));
        }

        var after = members.FindString("NextMarker");
        if (after is not null && !after.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw WafErrors.InvalidParameter("The marker is none of an earlier answer", "NextMarker", after);
        }

        var rest = all.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(limit + 1).ToList();
        return rest.Count > limit ? (rest[..limit], key(rest[limit - 1])) : (rest, null);
    }
}
