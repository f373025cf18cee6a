using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format = new();
    private readonly List<IValueProvider> _providers = [];
    private readonly List<string> _expressions = [];
    private readonly List<string?> _stringFormats = [];

    public bool IsEmpty => _format.Length == 0;

    [SuppressMessage("Performance", "CA1822", Justification = "The handler's argument \"\" is this instance.")]
    [SuppressMessage("Style", "IDE0060", Justification = "The handler writes to this builder while it is made.")]
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
    }

    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    public void AppendFormatted(string? value) => AppendFormatted(value, null);

    public void AppendFormatted(string? value, string? format = null)
    {
        if (value is not null)
        {
            AppendLiteral(ReferenceExpressionFormats.Apply(value, format)!);
        }
    }

    public void AppendFormatted(ReferenceExpression valueProvider, string format) => AppendValueProvider(valueProvider, format);

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendValueProvider(valueProvider);

    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider => AppendValueProvider(valueProvider, format);

    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        if (valueProvider is not IValueProvider provider || valueProvider is not IManifestExpressionProvider expression)
        {
            throw new ArgumentException($"A '{valueProvider?.GetType().Name}' has no value or no manifest expression.", nameof(valueProvider));
        }

        if (provider is ReferenceExpression nested && format is null)
        {
            // A nested expression is flattened, so that the manifest shows the values and not the nesting.
            var offset = _providers.Count;
            _format.Append(Hole().Replace(
                nested.Format,
                match => match.Groups[1].Success
                    ? string.Create(CultureInfo.InvariantCulture, $"{{{int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + offset}}}")
                    : match.Value));
            _providers.AddRange(nested.ValueProviders);
            _expressions.AddRange(nested.ManifestExpressions);
            _stringFormats.AddRange(nested.StringFormats);
            return;
        }

        _format.Append(CultureInfo.InvariantCulture, $"{{{_providers.Count}}}");
        _providers.Add(provider);
        _expressions.Add(expression.ValueExpression);
        _stringFormats.Add(format);
    }

    public ReferenceExpression Build() => new(_format.ToString(), [.. _providers], [.. _expressions], [.. _stringFormats]);

    // Escaped braces are matched first, so that "{{0}}" is not taken for a hole.
    [GeneratedRegex(@"\{\{|\}\}|\{(\d+)\}")]
    private static partial Regex Hole();

    [InterpolatedStringHandler]
    public ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
        {
            _ = literalLength + formattedCount;
            _builder = builder;
        }

        public readonly void AppendLiteral(string value) => _builder.AppendLiteral(value);

        public readonly void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        public readonly void AppendFormatted(string? value, string format) => _builder.AppendFormatted(value, format);

        public readonly void AppendFormatted(ReferenceExpression valueProvider, string format) =>
            _builder.AppendFormatted(valueProvider, format);

        public readonly void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider);

        public readonly void AppendFormatted<T>(T valueProvider, string? format)
            where T : IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider, format);

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource);

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);
    }
}
