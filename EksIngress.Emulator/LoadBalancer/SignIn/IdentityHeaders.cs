using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>What targets are told of a user who is signed in.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding. That the
/// claims are joined by <c>exp</c> and <c>iss</c>, and that the data is good for two minutes, is seen, not documented.
/// </remarks>
internal static class IdentityHeaders
{
    /// <summary>Nobody but the load balancer says who the user is: those of a client are not passed on.</summary>
    public const string Prefix = "x-amzn-oidc-";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(character => (char)character)]);

    public static IReadOnlyList<KeyValuePair<string, string>> Of(UserSession session, IdentityProvider provider, SignInKey key, string loadBalancerArn, DateTimeOffset now) =>
    [
        new(Prefix + "accesstoken", session.AccessToken),
        new(Prefix + "identity", session.Subject),
        new(Prefix + "data", Data(session, provider, key, loadBalancerArn, now)),
    ];

    /// <summary>Whether a text of a provider can stand in a header line as it is.</summary>
    public static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Visible);

    private static string Data(UserSession session, IdentityProvider provider, SignInKey key, string loadBalancerArn, DateTimeOffset now)
    {
        var expires = (now + Lifetime).ToUnixTimeSeconds();
        var header = new JsonObject
        {
            ["typ"] = "JWT",
            ["kid"] = key.Id,
            ["alg"] = "ES256",
            ["iss"] = provider.Client.Issuer,
            ["client"] = provider.Client.ClientId,
            ["signer"] = loadBalancerArn,
            ["exp"] = expires,
        };
        var claims = JsonNode.Parse(session.Claims)!.AsObject();
        claims["exp"] = expires;
        claims["iss"] = provider.Client.Issuer;
        var text = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{text}.{Encode(key.Sign(text))}";
    }

    // With padding, which standard libraries do not expect.
    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
}
