using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>Parts of a redirect.</summary>
internal static class RedirectText
{
    /// <summary>Every part keeps what the request had.</summary>
    public static bool ChangesNothing(ActionAnnotation.Redirect redirect) =>
        Keeps(redirect.Protocol, "#{protocol}") && Keeps(redirect.Host, "#{host}") && Keeps(redirect.Port, "#{port}") && Keeps(redirect.Path, "/#{path}");

    public static bool Keeps(string? value, string placeholder) => string.IsNullOrEmpty(value) || value == placeholder;
}
