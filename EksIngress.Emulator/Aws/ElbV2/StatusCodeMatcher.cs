using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Status codes of a healthy target: <c>200</c>, <c>200,202</c>, <c>200-299</c>, or several of these; gRPC codes likewise.</summary>
internal sealed class StatusCodeMatcher : IEquatable<StatusCodeMatcher>
{
    private readonly (int From, int To)[] _ranges;

    private StatusCodeMatcher(string text, (int, int)[] ranges)
    {
        Text = text;
        _ranges = ranges;
    }

    /// <summary>As it was sent.</summary>
    public string Text { get; }

    public bool Matches(int statusCode)
    {
        foreach (var (from, to) in _ranges)
        {
            if (statusCode >= from && statusCode <= to)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>HTTP status codes: false when a part is no number or range, or lies outside 200 to 499.</summary>
    public static bool TryParseHttp(string text, [NotNullWhen(true)] out StatusCodeMatcher? matcher) => TryParse(text, 200, 499, out matcher);

    /// <summary>HTTP status codes for a Network Load Balancer: false when a part is no number or range, or lies outside 200 to 599.</summary>
    public static bool TryParseNetwork(string text, [NotNullWhen(true)] out StatusCodeMatcher? matcher) => TryParse(text, 200, 599, out matcher);

    /// <summary>gRPC status codes: false when a part is no number or range, or lies outside 0 to 99.</summary>
    public static bool TryParseGrpc(string text, [NotNullWhen(true)] out StatusCodeMatcher? matcher) => TryParse(text, 0, 99, out matcher);

    private static bool TryParse(string text, int min, int max, [NotNullWhen(true)] out StatusCodeMatcher? matcher)
    {
        matcher = null;
        var ranges = new List<(int, int)>();
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var from = dash < 0 ? part : part[..dash];
            var to = dash < 0 ? part : part[(dash + 1)..];
            if (!TryParseCode(from, out var first) || !TryParseCode(to, out var last) || first > last || first < min || last > max)
            {
                return false;
            }

            ranges.Add((first, last));
        }

        matcher = new StatusCodeMatcher(text, [.. ranges]);
        return true;
    }

    public bool Equals(StatusCodeMatcher? other) => other?.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as StatusCodeMatcher);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static bool TryParseCode(string text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code);
}
