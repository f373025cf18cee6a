namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>
/// <c>GET /_emulator/elb-public-keys/KID</c>: the key that an <c>x-amzn-oidc-data</c> header is signed with, as PEM. On AWS it is
/// <c>https://public-keys.auth.elb.REGION.amazonaws.com/KID</c>, to be had without credentials.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding</remarks>
internal static class PublicKeyEndpoint
{
    public static IEndpointRouteBuilder MapLoadBalancerPublicKeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/_emulator/elb-public-keys/{kid}", (string kid, SignInKeys keys) =>
            keys.Find(kid) is { } key ? Results.Text(key.PublicKeyPem, "application/x-pem-file") : Results.NotFound());
        return endpoints;
    }
}
