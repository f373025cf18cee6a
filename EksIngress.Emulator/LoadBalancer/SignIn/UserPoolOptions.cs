namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>
/// The provider of OpenID Connect that stands in for a user pool of Amazon Cognito: section <c>Emulator:UserPools:POOL</c>, POOL being the
/// last part of the pool's ARN. Its endpoints are on this machine.
/// </summary>
internal sealed class UserPoolOptions
{
    /// <summary>The <c>iss</c> of its ID tokens.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where browsers go; http or https, on a loopback host.</summary>
    public string AuthorizationEndpoint { get; set; } = "";

    /// <inheritdoc cref="AuthorizationEndpoint"/>
    public string TokenEndpoint { get; set; } = "";

    /// <inheritdoc cref="AuthorizationEndpoint"/>
    public string UserInfoEndpoint { get; set; } = "";

    /// <summary>Secret of the pool's client, which the load balancer asks Cognito for on AWS.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What is wrong with it, each beginning with the name of the setting.</summary>
    public IEnumerable<string> Faults()
    {
        if (Issuer.Length == 0)
        {
            yield return "Issuer is empty; give the iss of the provider's ID tokens.";
        }

        if (ClientSecret.Length == 0)
        {
            yield return "ClientSecret is empty; give the secret of the pool's client.";
        }

        foreach (var (name, value) in new[] { (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint), (nameof(UserInfoEndpoint), UserInfoEndpoint) })
        {
            if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !uri.IsLoopback)
            {
                yield return $"{name} is '{value}'; wanted a URL on this machine, for example https://localhost:9443/oauth2/token.";
            }
        }
    }
}
