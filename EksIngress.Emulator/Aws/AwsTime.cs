using System.Globalization;

namespace EksIngress.Emulator.Aws;

internal static class AwsTime
{
    /// <summary>As the query protocols write it: <c>2026-11-24T12:00:00Z</c>.</summary>
    public static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As EC2 writes it: <c>2026-11-24T12:00:00.000Z</c>.</summary>
    public static string IsoMilliseconds(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>As rest-json writes it: seconds since 1970, with milliseconds.</summary>
    public static double EpochSeconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() / 1000.0;
}
