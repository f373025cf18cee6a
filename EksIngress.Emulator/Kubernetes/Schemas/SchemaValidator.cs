using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Defaults and constraints of custom resources. CEL rules (<c>x-kubernetes-validations</c>) are stored, not evaluated.</summary>
internal static class SchemaValidator
{
    // A pattern comes from whoever wrote the definition: it must not hold up the API.
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromMilliseconds(200);

    public static void ApplyDefaults(Schema schema, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, property) in schema.Type == SchemaType.Object ? schema.Properties : new Dictionary<string, Schema>())
                {
                    if (property.Default is { } value && !map.ContainsKey(name))
                    {
                        map[name] = value.DeepClone();
                    }
                }

                foreach (var (name, value) in map)
                {
                    ApplyDefaults(schema.Find(name) ?? Schema.Any, value);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    ApplyDefaults(schema.Element ?? Schema.Any, item);
                }

                break;
            default:
                break;
        }
    }

    public static void Validate(Schema schema, JsonNode? node, string path, ICollection<FieldError> errors)
    {
        if (node is null)
        {
            return;
        }

        switch (node)
        {
            case JsonObject map:
                foreach (var name in schema.Required.Where(name => map[name] is null))
                {
                    errors.Add(FieldError.Required(Join(path, name)));
                }

                foreach (var (name, value) in map)
                {
                    Validate(schema.Find(name) ?? Schema.Any, value, Join(path, name), errors);
                }

                break;
            case JsonArray list:
                Bounds(schema, list.Count, "minItems", "maxItems", path, "items", errors);
                for (var index = 0; index < list.Count; index++)
                {
                    Validate(schema.Element ?? Schema.Any, list[index], $"{path}[{index}]", errors);
                }

                break;
            default:
                Scalar(schema, node, path, errors);
                break;
        }
    }

    private static void Scalar(Schema schema, JsonNode node, string path, ICollection<FieldError> errors)
    {
        if (schema.Constraints is not { } constraints)
        {
            return;
        }

        if (constraints["enum"] is JsonArray values && !values.Any(value => JsonNode.DeepEquals(value, node)))
        {
            errors.Add(FieldError.NotSupported(path, node.Text() ?? node.ToJsonString(), [.. values.Select(value => value.Text() ?? value?.ToJsonString() ?? "null")]));
        }

        if (node.Text() is { } text)
        {
            Bounds(schema, text.Length, "minLength", "maxLength", path, "chars long", errors);
            if (constraints.Text("pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, s_patternTimeout))
            {
                errors.Add(FieldError.Invalid(path, text, $"{path} in body should match '{pattern}'"));
            }
        }
        else if (decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            if (constraints.Number("minimum") is { } minimum && number < minimum)
            {
                errors.Add(new("FieldValueInvalid", path, $"Invalid value: {number}: {path} in body should be greater than or equal to {minimum}"));
            }

            if (constraints.Number("maximum") is { } maximum && number > maximum)
            {
                errors.Add(new("FieldValueInvalid", path, $"Invalid value: {number}: {path} in body should be less than or equal to {maximum}"));
            }
        }
    }

    private static void Bounds(Schema schema, int count, string least, string most, string path, string unit, ICollection<FieldError> errors)
    {
        if (schema.Constraints?.Number(least) is { } minimum && count < minimum)
        {
            errors.Add(new("FieldValueInvalid", path, $"Invalid value: {count}: {path} in body should have at least {minimum} {unit}"));
        }

        if (schema.Constraints?.Number(most) is { } maximum && count > maximum)
        {
            errors.Add(new("FieldValueInvalid", path, $"Invalid value: {count}: {path} in body should have at most {maximum} {unit}"));
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
