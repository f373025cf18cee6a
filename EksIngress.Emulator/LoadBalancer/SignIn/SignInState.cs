using System.Text.Json;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>What comes back from a provider with the user: the <c>state</c> parameter.</summary>
/// <param name="Provider">Id of the provider.</param>
/// <param name="Nonce">The same as in the cookie of the browser that was sent to the provider.</param>
/// <param name="Url">What the user asked for.</param>
/// <param name="RedirectUri">Where the provider was told to send the user.</param>
internal sealed record SignInState(string Provider, string Nonce, string Url, string RedirectUri, DateTimeOffset Ends)
{
    /// <summary>A user has so long to sign in.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#client-login-timeout</remarks>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public string Seal(SignInKey key) => key.Seal(SealKind.State, JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null for what the key did not seal.</summary>
    public static SignInState? Open(SignInKey key, string text) =>
        key.TryOpen(SealKind.State, text, out var plain, out _) ? JsonSerializer.Deserialize<SignInState>(plain) : null;
}
