namespace EksIngress.Provisioner.Aws;

/// <summary>Reads all pages of a list.</summary>
internal static class Paging
{
    /// <param name="call">One call: takes the marker of the page, null for the first, and gives its items and the next marker.</param>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<(IEnumerable<T>? Items, string? Next)>> call)
    {
        var all = new List<T>();
        string? marker = null;
        do
        {
            var (items, next) = await call(marker);
            all.AddRange(items ?? []);
            marker = next is { Length: > 0 } ? next : null;
        }
        while (marker is not null);
        return all;
    }
}
