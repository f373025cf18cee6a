using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>The load balancer's side of the authorization code flow: from a code or a refresh token to a session.</summary>
/// <remarks>
/// Source: https://openid.net/specs/openid-connect-core-1_0.html. The ID token comes from the provider itself over TLS, so its signature says
/// nothing more (3.1.3.7); there is no endpoint for its keys to be named in a rule either.
/// </remarks>
internal sealed class OidcFlow(ProviderClient client, TimeProvider time)
{
    private const int MaxAnswer = 64 * 1024;
    private const int MaxSubject = 255;

    /// <summary>Trades a code for a session.</summary>
    public Task<FlowResult> SignInAsync(IdentityProvider provider, string code, string redirectUri) => AskAsync(
        provider,
        [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri)],
        before: null);

    /// <summary>Trades a refresh token for the same user's claims as they are now; the session keeps its end.</summary>
    public Task<FlowResult> RefreshAsync(IdentityProvider provider, UserSession before, string refreshToken) => AskAsync(
        provider,
        [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)],
        before);

    private async Task<FlowResult> AskAsync(IdentityProvider provider, IEnumerable<KeyValuePair<string, string>> grant, UserSession? before)
    {
        var start = time.GetTimestamp();
        IEnumerable<KeyValuePair<string, string>> form = [.. grant, new("client_id", provider.Client.ClientId), new("client_secret", provider.Client.ClientSecret)];
        var tokens = await client.PostFormAsync(provider.Client.TokenEndpoint, form, MaxAnswer);
        if (FindFault(tokens, AuthenticationErrors.TokenEndpointTimeout, AuthenticationErrors.TokenEndpointFailed, AuthenticationErrors.InvalidTokenResponse) is { } fault)
        {
            return Failed(tokens.StatusCode is >= 400 and < 500 && IsInvalidGrant(tokens.Body) ? AuthenticationErrors.InvalidGrant : fault, Describe(tokens));
        }

        if (StrictJson.FindObject(tokens.Body) is not { } answer || StrictJson.Text(answer, "access_token") is not { } accessToken || !IdentityHeaders.IsPlain(accessToken)
            || !"Bearer".Equals(StrictJson.Text(answer, "token_type"), StringComparison.OrdinalIgnoreCase))
        {
            return Failed(AuthenticationErrors.InvalidTokenResponse, "The token response has no bearer token.");
        }

        var subject = before?.Subject;
        if (before is null && !TryReadIdToken(answer, provider, out subject))
        {
            return Failed(AuthenticationErrors.InvalidIdToken, "The ID token is missing, of another issuer, for another client, or over.");
        }

        var claims = await client.GetAsync(provider.Client.UserInfoEndpoint, accessToken, MaxAnswer);
        if (FindFault(claims, AuthenticationErrors.UserInfoTimeout, AuthenticationErrors.UserInfoFailed, AuthenticationErrors.ClaimsTooLarge) is { } userInfoFault)
        {
            return Failed(userInfoFault, Describe(claims));
        }

        // The user info response must be about the user of the ID token: 5.3.2.
        if (StrictJson.FindObject(claims.Body) is not { } user || StrictJson.Text(user, "sub") is not { Length: <= MaxSubject } sub || !IdentityHeaders.IsPlain(sub) || sub != subject)
        {
            return Failed(AuthenticationErrors.InvalidUserInfo, "The user info is no JSON object with the sub of the ID token.");
        }

        if (claims.Body.Length + accessToken.Length > UserSession.MaxClaimsAndToken)
        {
            return Failed(AuthenticationErrors.ClaimsTooLarge, "Claims and access token are larger than 11 K.");
        }

        var now = time.GetUtcNow();
        var session = new UserSession(provider.Id, sub, Encoding.UTF8.GetString(claims.Body), accessToken, before?.Ends ?? now + provider.Settings.SessionTimeout)
        {
            // A provider that rotates refresh tokens sends another one; the one there is stays good with others.
            RefreshToken = StrictJson.Text(answer, "refresh_token") ?? before?.RefreshToken,
            AccessTokenEnds = ExpiresIn(answer) is { } expiresIn ? now + expiresIn : null,
        };
        return new FlowResult(session, null, null) { Duration = time.GetElapsedTime(start) };

        FlowResult Failed(AuthenticationError error, string detail) => new(null, error, detail) { Duration = time.GetElapsedTime(start) };
    }

    private static string Describe(ProviderAnswer answer) =>
        answer.Detail ?? string.Create(CultureInfo.InvariantCulture, $"The endpoint answered {answer.StatusCode}{(answer.IsTooLarge ? " with too much" : "")}.");

    private static AuthenticationError? FindFault(ProviderAnswer answer, AuthenticationError unreachable, AuthenticationError failed, AuthenticationError tooLarge) =>
        answer.IsUnreachable ? unreachable
        : !answer.IsSuccess ? failed
        : answer.IsTooLarge ? tooLarge
        : null;

    private static bool IsInvalidGrant(byte[] body) => StrictJson.FindObject(body) is { } answer && StrictJson.Text(answer, "error") == "invalid_grant";

    private bool TryReadIdToken(JsonElement answer, IdentityProvider provider, [NotNullWhen(true)] out string? subject)
    {
        subject = null;
        if (StrictJson.Text(answer, "id_token") is not { } text || JsonWebToken.Find(text) is not { } token
            || TokenClaims.FindIssuerOrExpiryFault(token.Claims, provider.Client.Issuer, time.GetUtcNow()) is not null
            || !TokenClaims.IsFor(token.Claims, provider.Client.ClientId))
        {
            return false;
        }

        subject = StrictJson.Text(token.Claims, "sub");
        return subject is not null;
    }

    // Some providers send the number as a text.
    private static TimeSpan? ExpiresIn(JsonElement answer)
    {
        const double Longest = 10 * 365 * 24 * 3600.0;
        if (!answer.TryGetProperty("expires_in", out var member))
        {
            return null;
        }

        var text = member.ValueKind is JsonValueKind.Number or JsonValueKind.String ? member.ToString() : "";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
