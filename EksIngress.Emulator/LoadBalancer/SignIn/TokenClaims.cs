using System.Text.Json;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Holds the claims of a token against what a rule asks for.</summary>
/// <remarks>
/// iss and exp must be there; nbf and iat count when they are.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
/// </remarks>
internal static class TokenClaims
{
    /// <summary>Null when they are as they must be.</summary>
    public static AuthenticationError? FindFault(JsonElement claims, string issuer, DateTimeOffset now) =>
        FindIssuerOrExpiryFault(claims, issuer, now)
        ?? FindTimeFault(claims, "nbf", isRequired: false, time => time <= Seconds(now))
        ?? FindTimeFault(claims, "iat", isRequired: false, time => time <= Seconds(now));

    /// <summary>As <see cref="FindFault(JsonElement, string, DateTimeOffset)"/>, without what a clock that goes wrong by a second would spoil.</summary>
    public static AuthenticationError? FindIssuerOrExpiryFault(JsonElement claims, string issuer, DateTimeOffset now) =>
        FindIssuerFault(claims, issuer) ?? FindTimeFault(claims, "exp", isRequired: true, time => time > Seconds(now));

    /// <inheritdoc cref="FindFault(JsonElement, string, DateTimeOffset)"/>
    public static AuthenticationError? FindFault(JsonElement claims, IReadOnlyList<JwtClaim> wanted)
    {
        foreach (var claim in wanted)
        {
            if (FindFault(claims, claim) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Whether a client is among those that the token is for: <c>aud</c> is a text or a list of texts.</summary>
    public static bool IsFor(JsonElement claims, string audience) =>
        claims.TryGetProperty("aud", out var found)
        && (found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().Any(item => Is(item, audience)) : Is(found, audience));

    // A text is one of those that are wanted. Lists have all of those that are wanted, and may have more.
    private static AuthenticationError? FindFault(JsonElement claims, JwtClaim wanted)
    {
        if (!claims.TryGetProperty(wanted.Name, out var found))
        {
            return AuthenticationErrors.ClaimMissing;
        }

        switch (wanted.Format)
        {
            case "single-string":
                return found.ValueKind != JsonValueKind.String ? AuthenticationErrors.ClaimFormat
                    : wanted.Values.Contains(found.GetString()!, StringComparer.Ordinal) ? null
                    : AuthenticationErrors.ClaimValue;
            case "space-separated-values":
                return found.ValueKind != JsonValueKind.String ? AuthenticationErrors.ClaimFormat : FindMissing(found.GetString()!.Split(' '), wanted);
            case "string-array":
                return found.ValueKind != JsonValueKind.Array || found.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String)
                    ? AuthenticationErrors.ClaimFormat
                    : FindMissing([.. found.EnumerateArray().Select(item => item.GetString()!)], wanted);
            default:
                throw new InvalidOperationException($"{wanted.Format} is no format of a claim.");
        }
    }

    private static AuthenticationError? FindMissing(IReadOnlyList<string> found, JwtClaim wanted) =>
        wanted.Values.All(value => found.Contains(value, StringComparer.Ordinal)) ? null : AuthenticationErrors.ClaimValue;

    private static AuthenticationError? FindIssuerFault(JsonElement claims, string issuer) =>
        !claims.TryGetProperty("iss", out var found) ? AuthenticationErrors.ClaimMissing
        : found.ValueKind != JsonValueKind.String ? AuthenticationErrors.ClaimFormat
        : Is(found, issuer) ? null
        : AuthenticationErrors.ClaimValue;

    // Seconds since 1970, which may have a fraction.
    private static AuthenticationError? FindTimeFault(JsonElement claims, string name, bool isRequired, Func<double, bool> holds)
    {
        if (!claims.TryGetProperty(name, out var found))
        {
            return isRequired ? AuthenticationErrors.ClaimMissing : null;
        }

        return found.ValueKind != JsonValueKind.Number || !found.TryGetDouble(out var time) ? AuthenticationErrors.ClaimFormat
            : holds(time) ? null
            : AuthenticationErrors.ClaimValue;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private static bool Is(JsonElement found, string text) => found.ValueKind == JsonValueKind.String && found.ValueEquals(text);
}
