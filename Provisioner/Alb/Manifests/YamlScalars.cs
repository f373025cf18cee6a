using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Provisioner.Alb.Manifests;

/// <summary>
/// What a plain scalar means to kubectl, whose YAML is that of version 1.1: <c>yes</c> and <c>off</c> are booleans, and <c>0777</c> is octal.
/// </summary>
/// <remarks>Source: https://yaml.org/type/</remarks>
internal static partial class YamlScalars
{
    public static JsonValue? Read(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
        "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ => ReadNumber(text) ?? JsonValue.Create(text),
    };

    private static JsonValue? ReadNumber(string text)
    {
        if (Octal.IsMatch(text))
        {
            return JsonValue.Create(Convert.ToInt64(text.TrimStart('0', 'o') is { Length: > 0 } digits ? digits : "0", 8));
        }

        if (Hexadecimal.IsMatch(text))
        {
            return JsonValue.Create(Convert.ToInt64(text, 16));
        }

        if (!Decimal.IsMatch(text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? JsonValue.Create(integer)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? JsonValue.Create(number)
                : null;
    }

    [GeneratedRegex("^0o?[0-7]{1,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex Octal { get; }

    [GeneratedRegex("^0x[0-9a-fA-F]{1,15}$", RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal { get; }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal { get; }
}
