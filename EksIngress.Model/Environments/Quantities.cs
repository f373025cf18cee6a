using System.Globalization;

namespace EksIngress.Model.Environments;

/// <summary>Kubernetes quantities as numbers.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</remarks>
internal static class Quantities
{
    private static readonly Dictionary<string, decimal> Factors = new(StringComparer.Ordinal)
    {
        [""] = 1m,
        ["m"] = 0.001m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["Ki"] = 1024m,
        ["Mi"] = 1024m * 1024,
        ["Gi"] = 1024m * 1024 * 1024,
        ["Ti"] = 1024m * 1024 * 1024 * 1024,
    };

    /// <summary>The number that a quantity such as <c>250m</c> or <c>1Gi</c> stands for; null for what is no quantity, or a huge one.</summary>
    public static decimal? Find(string text)
    {
        if (!Patterns.Quantity.IsMatch(text) || text.Length > 20)
        {
            return null;
        }

        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return decimal.Parse(text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is var number and < 1e12m
            ? number * Factors[text[end..]]
            : null;
    }
}
