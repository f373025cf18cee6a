using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One rule of a role.</summary>
internal sealed record PolicyRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Paths)
{
    public static PolicyRule FromObject(JsonObject rule) => new(
        [.. rule.Texts("verbs")],
        [.. rule.Texts("apiGroups")],
        [.. rule.Texts("resources")],
        [.. rule.Texts("resourceNames")],
        [.. rule.Texts("nonResourceURLs")]);

    public JsonObject ToObject()
    {
        var rule = new JsonObject();
        Write("apiGroups", Groups);
        Write("nonResourceURLs", Paths);
        Write("resources", Resources);
        Write("resourceNames", Names);
        Write("verbs", Verbs);
        return rule;

        void Write(string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                rule[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
            }
        }
    }

    public bool Allows(AccessAttributes wanted)
    {
        if (!Has(Verbs, wanted.Verb))
        {
            return false;
        }

        if (!wanted.IsResource)
        {
            return Paths.Any(path => path == "*" || path == wanted.Path
                || (path.EndsWith('*') && wanted.Path.StartsWith(path[..^1], StringComparison.Ordinal)));
        }

        return Has(Groups, wanted.Group) && HasResource(wanted.Resource) && (Names.Count == 0 || Names.Contains(wanted.Name));
    }

    private static bool Has(IReadOnlyList<string> list, string value) => list.Contains("*") || list.Contains(value);

    // "*/scale" is that subresource of every resource.
    private bool HasResource(string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return Has(Resources, resource) || (slash > 0 && Resources.Contains("*" + resource[slash..]));
    }
}
