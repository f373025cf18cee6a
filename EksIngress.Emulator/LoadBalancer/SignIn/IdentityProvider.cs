using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Where users of a rule sign in, and how.</summary>
internal sealed record IdentityProvider(OidcClient Client, AuthenticationSettings Settings)
{
    /// <summary>
    /// Sessions hold for all rules with the same client of the same provider. The secret is no part of it: a new one ends no session.
    /// </summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Client.Issuer, Client.AuthorizationEndpoint, Client.TokenEndpoint, Client.UserInfoEndpoint, Client.ClientId))))[..32];

    // A record prints its members; that of the client hides the secret.
    public override string ToString() => Client.ToString();
}
