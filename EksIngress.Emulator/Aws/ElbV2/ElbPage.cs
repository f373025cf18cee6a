using System.Text;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>One page of a listing, and the marker that leads to the next.</summary>
internal sealed record ElbPage<T>(IReadOnlyList<T> Items, string? NextMarker);

/// <summary>Cuts listings into pages.</summary>
internal static class ElbPage
{
    private const int MaxPageSize = 400;

    /// <param name="items">In the order of their keys.</param>
    /// <param name="key">Orders the listing ordinally; the marker holds the last key, so a page starts right after changes, too.</param>
    /// <exception cref="AwsException"><c>ValidationError</c>: PageSize is out of range, or Marker is not one of ours.</exception>
    public static ElbPage<T> Read<T>(AwsCall call, IEnumerable<T> items, Func<T, string> key)
    {
        var size = call.Parameters.FindInt32("PageSize") ?? MaxPageSize;
        if (size is < 1 or > MaxPageSize)
        {
            throw ElbErrors.Validation($"1 validation error detected: Value '{size}' at 'pageSize' failed to satisfy constraint: Member must have value between 1 and {MaxPageSize}");
        }

        var after = call.Parameters.Find("Marker") is { Length: > 0 } marker ? Decode(marker) : null;
        var page = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(size + 1).ToList();
        if (page.Count <= size)
        {
            return new ElbPage<T>(page, null);
        }

        page.RemoveAt(size);
        return new ElbPage<T>(page, Convert.ToBase64String(Encoding.UTF8.GetBytes(key(page[^1]))));
    }

    private static string Decode(string marker)
    {
        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw ElbErrors.Validation("The marker is not valid");
    }
}
