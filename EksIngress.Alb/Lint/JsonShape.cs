using System.Text.Json.Nodes;

namespace EksIngress.Alb.Lint;

/// <summary>Members that the controller reads of a JSON annotation. Its decoder does not mind their case, and passes over all others.</summary>
/// <param name="Members">By name; null is a plain value, or a map with names of the user's own.</param>
internal sealed record JsonShape(IReadOnlyDictionary<string, JsonShape?> Members)
{
    /// <summary>Path of each member that nobody reads, with the names it might have had.</summary>
    public IEnumerable<(string Path, IEnumerable<string> Known)> UnknownMembers(JsonNode? node, string path = "")
    {
        if (node is JsonArray list)
        {
            return list.SelectMany((item, index) => UnknownMembers(item, $"{path}[{index}]"));
        }

        return (node as JsonObject ?? []).SelectMany(member =>
        {
            var place = path.Length == 0 ? member.Key : $"{path}.{member.Key}";
            var known = Members.FirstOrDefault(pair => pair.Key.Equals(member.Key, StringComparison.OrdinalIgnoreCase));
            return known.Key is null ? [(place, Members.Keys)]
                : known.Value is null ? []
                : known.Value.UnknownMembers(member.Value, place);
        });
    }
}
