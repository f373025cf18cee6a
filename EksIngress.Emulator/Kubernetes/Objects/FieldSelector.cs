using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Requirements on fields, for example <c>spec.nodeName=n,status.phase!=Failed</c>.</summary>
internal sealed class FieldSelector
{
    private readonly List<(string[] Path, bool Equal, string Value)> _requirements = [];

    /// <summary>The name that the selector asks for; null when it asks for none.</summary>
    public string? Name => _requirements
        .Where(requirement => requirement.Equal && requirement.Path is ["metadata", "name"])
        .Select(requirement => requirement.Value)
        .FirstOrDefault();

    /// <exception cref="StatusException">400: not a selector, or a field that the resource cannot be selected by.</exception>
    public static FieldSelector Parse(string? text, ResourceDefinition resource)
    {
        var selector = new FieldSelector();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw StatusException.BadRequest($"invalid selector: '{part}'; can't understand '{part}'");
            }

            var negated = part[equals - 1] == '!';
            var field = part[..(negated ? equals - 1 : equals)];
            if (field is not ("metadata.name" or "metadata.namespace") && !resource.SelectableFields.Contains(field))
            {
                throw StatusException.BadRequest($"field label not supported: {field}");
            }

            selector._requirements.Add((field.Split('.'), !negated, part[(equals + 1)..].TrimStart('=')));
        }

        return selector;
    }

    public bool Matches(JsonObject item) => _requirements.All(requirement => Value(item, requirement.Path) == requirement.Value == requirement.Equal);

    private static string Value(JsonObject item, string[] path) => item.At(path) switch
    {
        JsonValue value when value.Text() is { } text => text,
        JsonValue value => value.ToJsonString(),
        _ => "",
    };
}
