using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Route53;

/// <summary>Names of domains as Route 53 keeps them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html</remarks>
internal static partial class DnsNames
{
    private const int MaxLength = 255;

    /// <summary>In lower case and with a dot at its end; null when it is no name of labels that each have 1 to 63 characters.</summary>
    public static string? Normalize(string text)
    {
        var name = text.ToLowerInvariant();
        name = name.EndsWith('.') ? name : name + ".";
        return name.Length <= MaxLength && Name().IsMatch(name) ? name : null;
    }

    /// <summary><c>www.example.com.</c> as <c>com.example.www</c>.</summary>
    public static string Reverse(string name) => string.Join('.', name.TrimEnd('.').Split('.').Reverse());

    public static bool IsIn(string name, string zone) => name == zone || name.EndsWith("." + zone, StringComparison.Ordinal);

    // A * stands as a whole label, or is what it is.
    [GeneratedRegex(@"^([a-z0-9_*-]{1,63}\.)+\z")]
    private static partial Regex Name();
}
