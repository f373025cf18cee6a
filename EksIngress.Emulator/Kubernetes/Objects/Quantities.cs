using System.Globalization;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Resource quantities such as <c>250m</c> and <c>64Mi</c>.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</remarks>
internal static partial class Quantities
{
    public static bool IsQuantity(string text) => Pattern().IsMatch(text);

    /// <summary>The amount in base units (cores, bytes); 0 when it is no quantity.</summary>
    public static decimal Amount(string? text)
    {
        var match = Pattern().Match(text ?? "");
        if (!match.Success || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return 0;
        }

        return number * match.Groups["suffix"].Value switch
        {
            "n" => 0.000000001m,
            "u" => 0.000001m,
            "m" => 0.001m,
            "k" => 1_000m,
            "M" => 1_000_000m,
            "G" => 1_000_000_000m,
            "T" => 1_000_000_000_000m,
            "P" => 1_000_000_000_000_000m,
            "E" => 1_000_000_000_000_000_000m,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            "Pi" => 1L << 50,
            "Ei" => 1L << 60,
            _ => 1,
        };
    }

    [GeneratedRegex(@"^(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)(?<suffix>n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
