using System.Globalization;
using System.Text;

namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>Pages of the Resource Groups Tagging API, continued after a <c>PaginationToken</c>; the last answer's token is empty.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html; how many of keys and values are in a page it does not say.</remarks>
internal sealed class TaggingPage(TimeProvider time)
{
    private const string TokenMember = "PaginationToken";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    /// <param name="members">The request.</param>
    /// <param name="items">In the order of their keys.</param>
    /// <param name="key">Unique, and ordered ordinally.</param>
    /// <param name="length">How many of the items that are left are in this page; at least one if there are any.</param>
    /// <returns>The page, and the token of the next; empty when there is none.</returns>
    /// <exception cref="AwsException"><c>InvalidParameterException</c> or <c>PaginationTokenExpiredException</c>: the token is none, or too old.</exception>
    public (List<T> Items, string Token) Cut<T>(JsonMembers members, IEnumerable<T> items, Func<T, string> key, Func<List<T>, int> length)
    {
        var after = members.FindString(TokenMember) is { Length: > 0 } token ? Read(token) : null;
        var rest = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).ToList();
        var count = length(rest);
        return count >= rest.Count ? (rest, "") : (rest[..count], Write(key(rest[count - 1])));
    }

    // SECONDS|KEY in base64
    private string Write(string key) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeSeconds()}|{key}")));

    private string Read(string token)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length)
            || Encoding.UTF8.GetString(bytes, 0, length).Split('|', 2) is not [var seconds, var key]
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var made)
            || made > time.GetUtcNow().ToUnixTimeSeconds())
        {
            throw TaggingErrors.InvalidParameter("The PaginationToken is none of an earlier answer.");
        }

        return time.GetUtcNow().ToUnixTimeSeconds() - made <= TokenLifetime.TotalSeconds ? key : throw TaggingErrors.TokenExpired();
    }
}
