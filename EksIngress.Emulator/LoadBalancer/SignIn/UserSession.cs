using System.Text.Json;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>A user who is signed in: what the session cookies hold.</summary>
/// <param name="Provider">Id of the provider that says so.</param>
/// <param name="Claims">Answer of its user info endpoint: a JSON object.</param>
/// <param name="Ends">When the user has to sign in anew, whatever else holds.</param>
internal sealed record UserSession(string Provider, string Subject, string Claims, string AccessToken, DateTimeOffset Ends)
{
    /// <summary>Bytes of claims and access token together.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow</remarks>
    public const int MaxClaimsAndToken = 11 * 1024;

    /// <summary>Null when the provider gives none: the session then lives to its end.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token ends; null when the provider does not say.</summary>
    public DateTimeOffset? AccessTokenEnds { get; init; }

    public string Seal(SignInKey key) => key.Seal(SealKind.Session, JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null for what the key did not seal.</summary>
    public static UserSession? Open(SignInKey key, string text, out bool isOwn) =>
        key.TryOpen(SealKind.Session, text, out var plain, out isOwn) ? JsonSerializer.Deserialize<UserSession>(plain) : null;

    // Tokens must not reach a log.
    public override string ToString() => $"a session of {Provider}";
}
