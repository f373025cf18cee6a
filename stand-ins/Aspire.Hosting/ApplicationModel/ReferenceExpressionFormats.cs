namespace Aspire.Hosting.ApplicationModel;

internal static class ReferenceExpressionFormats
{
    /// <exception cref="FormatException">The format is not one of the known ones.</exception>
    public static string? Apply(string? value, string? format) =>
        (value, format) switch
        {
            (null, _) or (_, null or "") => value,
            (_, "uri") => Uri.EscapeDataString(value),
            _ => throw new FormatException($"The format '{format}' is not supported in a reference expression. Only 'uri' is."),
        };
}
