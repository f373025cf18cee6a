using System.Globalization;
using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Texts as the specification has them: parameters become placeholders, and each one that is used is declared once.</summary>
internal sealed class PublishedParameters
{
    private readonly SortedDictionary<string, ParameterSpec> _declared = new(StringComparer.Ordinal);

    /// <summary>The parameters that texts refer to, by name; null for none.</summary>
    public IReadOnlyList<ParameterSpec>? Declared => _declared.Count == 0 ? null : [.. _declared.Values];

    /// <summary>The placeholder of a parameter, which is declared by this.</summary>
    public string Placeholder(ParameterResource parameter)
    {
        _declared[parameter.Name] = new ParameterSpec
        {
            Name = parameter.Name,
            Secret = parameter.Secret,
            Default = parameter.Secret ? null : parameter.Default?.GetDefaultValue(),
            Description = parameter.Description,
        };
        return Placeholders.Of(parameter.Name);
    }

    /// <summary>True if a text refers to a secret parameter.</summary>
    public bool IsSecret(string text) =>
        Placeholders.IsIn(text) && Placeholders.NamesIn(text).Any(name => _declared.TryGetValue(name, out var parameter) && parameter.Secret);

    /// <summary>A text of literals and parameters.</summary>
    /// <exception cref="NotSupportedException">There is something else in it; the message says what, to follow the name of its owner.</exception>
    public string Text(ReferenceExpression expression) => Text(expression, provider => provider switch
    {
        ParameterResource parameter => Placeholder(parameter),
        IResourceBuilder<ParameterResource> parameter => Placeholder(parameter.Resource),
        _ => throw new NotSupportedException(
            $"has a value of type {provider.GetType().Name} in it, which is not known here; use literals and parameters."),
    });

    /// <summary>A text with its holes filled.</summary>
    /// <param name="expression">The text.</param>
    /// <param name="text">What a hole is filled with.</param>
    /// <exception cref="NotSupportedException">A format cannot be applied before the value is known.</exception>
    public static string Text(ReferenceExpression expression, Func<object, string> text)
    {
        var values = new object[expression.ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = text(expression.ValueProviders[i]);
            values[i] = expression.StringFormats[i] switch
            {
                null => value,
                _ when Placeholders.IsIn(value) => throw new NotSupportedException(
                    $"formats a parameter as '{expression.StringFormats[i]}', which only its value could be; give a parameter that has the format already."),
                "uri" => Uri.EscapeDataString(value),
                var format => throw new NotSupportedException($"has the format '{format}', which is not known here; use 'uri' or none."),
            };
        }

        return string.Format(CultureInfo.InvariantCulture, expression.Format, values);
    }
}
