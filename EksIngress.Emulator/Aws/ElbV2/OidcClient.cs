namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The identity provider of an authenticate-oidc action, and who the load balancer is to it.</summary>
/// <param name="ClientSecret">Kept to be used; never answered, logged or printed.</param>
internal sealed record OidcClient(string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string UserInfoEndpoint, string ClientId, string ClientSecret)
{
    // A record prints its members; the secret must not reach a log.
    public override string ToString() => $"{ClientId} at {Issuer}";
}
