using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Model.Environments;

/// <summary>Puts the values of parameters into what refers to them.</summary>
public static class SpecParameters
{
    /// <summary>
    /// Name of the environment variable that gives a parameter its value, as Aspire has it: <c>Parameters__api_key</c> for <c>api-key</c>.
    /// </summary>
    public static string VariableName(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return "Parameters__" + parameter.Replace('-', '_');
    }

    /// <summary>The value of every parameter of a specification.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="given">The value that was given for a name; null when none was.</param>
    /// <exception cref="EnvironmentSpecException">Parameters have no value; the message names all of them.</exception>
    public static IReadOnlyDictionary<string, string> Values(EnvironmentSpec spec, Func<string, string?> given)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(given);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var parameter in spec.Parameters ?? [])
        {
            // The cluster gets it from the store; nobody else needs to know it.
            if (parameter.Secret && spec.SecretStore is not null)
            {
                continue;
            }

            if ((given(parameter.Name) ?? parameter.Default) is { } value)
            {
                values[parameter.Name] = value;
            }
            else if (parameter.Secret && spec.SecretStore is not null)
            {
                // It is read from the store, within the cluster; nobody else needs to know it.
                continue;
            }
            else
            {
                missing.Add($"'{parameter.Name}'{(parameter.Description is { Length: > 0 } text ? $" ({text})" : "")}");
            }
        }

        return missing.Count == 0
            ? values
            : throw new EnvironmentSpecException(
                $"{(missing.Count == 1 ? "Parameter" : "Parameters")} without a value: {string.Join(", ", missing)}.")
            { Faults = missing };
    }

    /// <summary>
    /// The specification with values in the place of placeholders, validated again: what a value makes wrong is a fault like any other.
    /// Secret variables keep their placeholders; their values are for the cluster alone.
    /// </summary>
    /// <exception cref="EnvironmentSpecException">With the values the specification has faults; the message lists them all.</exception>
    public static EnvironmentSpec Resolve(EnvironmentSpec spec, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(values);
        if (spec.Parameters is not { Count: > 0 } parameters)
        {
            return spec;
        }

        var secret = parameters.Where(parameter => parameter.Secret).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var document = EnvironmentDocument.ToNode(spec);
        foreach (var (name, node) in document.ToList())
        {
            if (name != "parameters")
            {
                document[name] = Replace(node, parameter => secret.Contains(parameter) ? Placeholders.Of(parameter) : values[parameter]);
            }
        }

        var resolved = EnvironmentDocument.FromNode(document);
        EnvironmentDocument.ThrowIfFaulty($"Environment '{spec.Name}', with the values of its parameters,", resolved);
        return resolved;
    }

    /// <summary>A copy of a JSON tree with values in the place of placeholders, in every text but not in names of members.</summary>
    /// <param name="node">The tree, for example a Kubernetes object.</param>
    /// <param name="value">The value of a parameter.</param>
    public static JsonNode? Replace(JsonNode? node, Func<string, string> value) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Replace(member.Value, value)))),
        JsonArray items => new JsonArray([.. items.Select(item => Replace(item, value))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String && Placeholders.IsIn(text.GetValue<string>()) =>
            JsonValue.Create(Placeholders.Replace(text.GetValue<string>(), value)),
        _ => node?.DeepClone(),
    };
}
