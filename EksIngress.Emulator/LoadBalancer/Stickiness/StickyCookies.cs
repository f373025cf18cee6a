using System.Globalization;

namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>Names and forms of the load balancer's cookies.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions. That there
/// are four <c>AWSALBAPP</c> cookies, and that one without content is <c>_remove_</c>, is seen in responses, not documented.
/// </remarks>
internal static class StickyCookies
{
    public const string Target = "AWSALB";
    public const string TargetCors = "AWSALBCORS";
    public const string TargetGroup = "AWSALBTG";
    public const string TargetGroupCors = "AWSALBTGCORS";
    public const string Removed = "_remove_";

    private const string CrossSite = "; SameSite=None; Secure";

    // Chrome took SameSite=None for what it says from this version on.
    private const int ChromiumWithSameSite = 80;

    /// <summary>How long an <c>AWSALBAPP</c> cookie stays with the client, whatever the duration of stickiness.</summary>
    public static TimeSpan AppLifetime { get; } = TimeSpan.FromDays(7);

    /// <summary>One cookie for each of the last target groups with application stickiness.</summary>
    public static IReadOnlyList<string> App { get; } = ["AWSALBAPP-0", "AWSALBAPP-1", "AWSALBAPP-2", "AWSALBAPP-3"];

    /// <summary>For example <c>AWSALB=…; Expires=Sun, 12 Apr 2026 02:07:14 GMT; Path=/</c>.</summary>
    public static string Format(string name, string value, DateTimeOffset expires, bool crossSite) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={value}; Expires={expires:R}; Path=/{(crossSite ? CrossSite : "")}");

    /// <summary>Whether a request is cross-origin and its browser takes cookies for that.</summary>
    public static bool WantsCrossSite(IStickyRequest request)
    {
        if (request.FindHeader("Origin") is null || request.FindHeader("User-Agent") is not { } agent)
        {
            return false;
        }

        foreach (var product in new[] { "Chrome/", "Chromium/" })
        {
            if (agent.IndexOf(product, StringComparison.Ordinal) is >= 0 and var start)
            {
                var rest = agent.AsSpan(start + product.Length);
                var end = rest.IndexOfAnyExceptInRange('0', '9');
                return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                    && version >= ChromiumWithSameSite;
            }
        }

        return false;
    }

    /// <summary>Whether one of a response's Set-Cookie values sets the cookie.</summary>
    public static bool Sets(IReadOnlyList<string> setCookies, string name)
    {
        foreach (var value in setCookies)
        {
            var cookie = value.AsSpan().TrimStart();
            if (cookie.StartsWith(name, StringComparison.Ordinal) && cookie[name.Length..].TrimStart() is ['=', ..])
            {
                return true;
            }
        }

        return false;
    }
}
