using System.Globalization;

namespace EksIngress.Alb.Lint;

/// <summary>An attribute that ELBv2 knows, and the values it takes.</summary>
internal sealed record AttributeEntry(string Key, string Allowed, Func<string, bool> Takes)
{
    public static AttributeEntry Text(string key) => new(key, "text", _ => true);

    public static AttributeEntry Boolean(string key) => OneOf(key, "true", "false");

    public static AttributeEntry OneOf(string key, params string[] values) =>
        new(key, string.Join(" or ", values), value => values.Contains(value, StringComparer.Ordinal));

    public static AttributeEntry Range(string key, int minimum, int maximum, string? or = null) => new(
        key,
        $"a number from {minimum} to {maximum}{(or is null ? "" : $", or {or}")}",
        value => value == or || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum));
}
