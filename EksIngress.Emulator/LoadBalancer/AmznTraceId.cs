using System.Globalization;
using System.Security.Cryptography;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>The header <c>X-Amzn-Trace-Id</c>, for example <c>Root=1-67891233-abcdef012345678912345678</c>.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html</remarks>
internal static class AmznTraceId
{
    public const string HeaderName = "X-Amzn-Trace-Id";

    // A client that keeps adding to it would end up over the limit on header size.
    private const int MaxLength = 7 * 1024;

    /// <summary>The value that goes to the target: a Root for a request without one, else a Self in front of what it had.</summary>
    public static string Next(string? received, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(received) || received.Length > MaxLength || !TryRemoveSelf(received, out var rest))
        {
            return NewId("Root=1-", now, "");
        }

        return NewId("Self=1-", now, rest);
    }

    // True when there is a Root; rest then is everything but Self, with a leading semicolon.
    private static bool TryRemoveSelf(string received, out string rest)
    {
        var hasRoot = false;
        rest = "";
        foreach (var range in received.AsSpan().Split(';'))
        {
            var field = received.AsSpan(range).Trim();
            hasRoot |= field.StartsWith("Root=", StringComparison.Ordinal);
            if (field.Length > 0 && !field.StartsWith("Self=", StringComparison.Ordinal))
            {
                rest = string.Concat(rest, ";", field);
            }
        }

        return hasRoot;
    }

    private static string NewId(string prefix, DateTimeOffset now, string suffix)
    {
        Span<byte> random = stackalloc byte[12];
        RandomNumberGenerator.Fill(random);
        Span<char> hex = stackalloc char[24];

        return Convert.TryToHexStringLower(random, hex, out _)
            ? string.Create(CultureInfo.InvariantCulture, $"{prefix}{(uint)now.ToUnixTimeSeconds():x8}-{hex}{suffix}")
            : throw new InvalidOperationException("12 bytes are 24 digits.");
    }
}
