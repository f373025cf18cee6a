using System.Globalization;

namespace EksIngress.Bench;

/// <summary>The rules that every peer gets: <c>/service-0/*</c>, <c>/service-1/*</c> …, all to one backend.</summary>
internal static class BenchRules
{
    public static string Prefix(int rule) => string.Create(CultureInfo.InvariantCulture, $"/service-{rule}/");

    /// <summary>A path that only the last of so many rules matches: the longest way for who looks at one after the other.</summary>
    public static string LastPath(int rules) => Prefix(rules - 1) + "items?id=1";
}
