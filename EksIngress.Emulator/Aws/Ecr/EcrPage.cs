using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>ECR's lists: at most maxResults at a time, continued after nextToken.</summary>
internal static class EcrPage
{
    private const int MaxResults = 1000;
    private const int DefaultResults = 100;

    /// <param name="items">In the order of their keys.</param>
    public static JsonObject Create<T>(JsonMembers members, IEnumerable<T> items, Func<T, string> key, string listName, Func<T, JsonNode> member)
    {
        var size = members.FindInt32("maxResults") ?? DefaultResults;
        if (size is < 1 or > MaxResults)
        {
            throw EcrErrors.InvalidParameter("maxResults", $"must be between 1 and {MaxResults}");
        }

        var after = members.FindString("nextToken") is { } token ? Decode(token) : null;
        var rest = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(size + 1).ToList();
        var page = rest.Take(size).ToList();
        var answer = new JsonObject { [listName] = new JsonArray([.. page.Select(member)]) };
        if (rest.Count > size)
        {
            answer["nextToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(key(page[^1])));
        }

        return answer;
    }

    private static string Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw EcrErrors.InvalidParameter("nextToken", "must be a token of an earlier answer");
    }
}
