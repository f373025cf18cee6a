using System.Text.RegularExpressions;

namespace EksIngress.Alb.Lint;

/// <summary>What a host-header condition takes.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions</remarks>
internal static partial class HostText
{
    private const int MaximumLength = 128;

    /// <summary>Why ELBv2 refuses the value; null when it takes it.</summary>
    public static string? Fault(string host) =>
        host.Length > MaximumLength ? $"has {host.Length} characters, and {MaximumLength} are allowed"
        : Character().Match(host) is { Success: true } bad ? $"contains '{bad.Value}'; letters, digits, '-', '.', '*' and '?' are allowed"
        : !host.Contains('.', StringComparison.Ordinal) ? "has no dot, which a host condition needs"
        : !LastLabel().IsMatch(host) ? "has something else than letters behind its last dot"
        : null;

    [GeneratedRegex(@"[^A-Za-z0-9\-.*?]")]
    private static partial Regex Character();

    [GeneratedRegex(@"\.[A-Za-z]+\z")]
    private static partial Regex LastLabel();
}
