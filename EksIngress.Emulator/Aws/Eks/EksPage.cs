using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>EKS's lists of names: at most maxResults at a time, continued after nextToken.</summary>
internal static class EksPage
{
    private const int MaxResults = 100;

    /// <param name="items">In the order of their keys.</param>
    public static JsonObject Create<T>(AwsParameters parameters, IEnumerable<T> items, Func<T, string> key, string listName, Func<T, JsonNode> member)
    {
        var size = parameters.FindInt32("maxResults") ?? MaxResults;
        if (size is < 1 or > MaxResults)
        {
            throw EksErrors.InvalidParameter($"maxResults must be from 1 to {MaxResults}.");
        }

        var after = parameters.Find("nextToken") is { } token ? Decode(token) : null;
        var rest = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(size + 1).ToList();
        var page = rest.Take(size).ToList();
        return new JsonObject
        {
            [listName] = new JsonArray([.. page.Select(member)]),
            ["nextToken"] = rest.Count > size ? Convert.ToBase64String(Encoding.UTF8.GetBytes(key(page[^1]))) : null,
        };
    }

    private static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw EksErrors.InvalidParameter("The nextToken is invalid.");
        }
    }
}
