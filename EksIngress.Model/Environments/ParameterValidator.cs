using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Model.Environments;

/// <summary>Finds faults of parameters, and references to them in places where they cannot be.</summary>
internal static partial class ParameterValidator
{
    public static void Validate(EnvironmentSpec spec, JsonObject document, Faults faults)
    {
        var parameters = spec.Parameters ?? [];
        faults.Unique("parameters", parameters, parameter => parameter.Name, "the name");
        for (var i = 0; i < parameters.Count; i++)
        {
            // Not as other texts: a placeholder is no name, least of all here.
            if (!Patterns.ParameterName.IsMatch(parameters[i].Name))
            {
                faults.Add($"parameters[{i}].name", parameters[i].Name, "it must be 1 to 64 letters, digits and hyphens, starting with a letter");
            }

            if (parameters[i] is { Secret: true, Default: not null })
            {
                faults.Add($"parameters[{i}].default", null, "a secret has no default, for it would be written here; take it out");
            }
        }

        var known = parameters.GroupBy(parameter => parameter.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var (name, value) in document)
        {
            Walk(name, value, member => member.StartsWith("parameters", StringComparison.Ordinal), (member, text) => Check(member, text, spec, known, faults));
        }
    }

    private static void Check(string member, string text, EnvironmentSpec spec, Dictionary<string, ParameterSpec> known, Faults faults)
    {
        if (Literal.IsMatch(member))
        {
            faults.Add(member, text, "a name is no place for a parameter; other names follow from it, so give it itself");
            return;
        }

        foreach (var name in Placeholders.NamesIn(text))
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                faults.Add(member, text, $"there is no parameter '{name}'; declare it in parameters, or take '{Placeholders.Prefix}' out of the text");
            }
            else if (parameter.Secret && !IsSecretVariable(member, spec))
            {
                faults.Add(member, null, $"it refers to the secret parameter '{name}', and only a secret environment variable may");
            }
        }
    }

    private static bool IsSecretVariable(string member, EnvironmentSpec spec)
    {
        var match = VariableValue.Match(member);
        return match.Success
            && spec.Workloads[int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]
                .Environment[int.Parse(match.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)].Secret;
    }

    private static void Walk(string member, JsonNode? node, Func<string, bool> skip, Action<string, string> visit)
    {
        if (skip(member))
        {
            return;
        }

        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (Placeholders.IsIn(name))
                    {
                        visit($"{member}.name", name);
                    }

                    Walk($"{member}.{name}", value, skip, visit);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Walk($"{member}[{i}]", items[i], skip, visit);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && Placeholders.IsIn(value.GetValue<string>()):
                visit(member, value.GetValue<string>());
                break;
            default:
                break;
        }
    }

    // What other names are derived from, and what is looked up before values are given.
    [GeneratedRegex(@"(^|\.)(name|overlay|region|kubernetesVersion|namespace|class|serviceAccount|workload)$", RegexOptions.CultureInvariant)]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"^workloads\[(\d+)\]\.environment\[(\d+)\]\.value$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableValue { get; }
}
