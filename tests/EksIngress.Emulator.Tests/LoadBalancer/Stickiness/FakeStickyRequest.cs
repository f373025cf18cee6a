using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.Tests.LoadBalancer.Stickiness;

/// <summary>A client with a cookie jar: it sends what it was sent.</summary>
internal sealed class FakeStickyRequest : IStickyRequest
{
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? FindCookie(string name) => Cookies.GetValueOrDefault(name);

    public string? FindHeader(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Takes Set-Cookie values in; attributes are left to the test.</summary>
    public void Keep(IEnumerable<string> setCookies)
    {
        foreach (var cookie in setCookies)
        {
            var pair = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Cookies[pair[..equals]] = pair[(equals + 1)..];
        }
    }
}
