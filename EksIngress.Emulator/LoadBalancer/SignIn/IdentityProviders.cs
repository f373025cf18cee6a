using System.Runtime.CompilerServices;
using EksIngress.Emulator.Aws.ElbV2;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Finds the provider of an authenticating action. There are no user pools here: another provider stands in for one.</summary>
internal sealed class IdentityProviders(IOptions<EmulatorOptions> options)
{
    private readonly ConditionalWeakTable<RuleAction, IdentityProvider> _known = [];

    /// <summary>Null for a user pool that nothing stands in for.</summary>
    public IdentityProvider? Find(RuleAction action)
    {
        if (_known.TryGetValue(action, out var known))
        {
            return known;
        }

        return Create(action) is { } created ? _known.GetValue(action, _ => created) : null;
    }

    /// <summary>Id of a pool out of its ARN, for example <c>eu-west-1_a1B2c3</c>.</summary>
    public static string PoolId(string userPoolArn) => userPoolArn[(userPoolArn.LastIndexOf('/') + 1)..];

    private IdentityProvider? Create(RuleAction action) => action switch
    {
        RuleAction.AuthenticateOidc oidc => new IdentityProvider(oidc.Client, oidc.Settings),
        RuleAction.AuthenticateCognito cognito => options.Value.UserPools.GetValueOrDefault(PoolId(cognito.UserPoolArn)) is { } pool
            ? new IdentityProvider(
                new OidcClient(pool.Issuer, pool.AuthorizationEndpoint, pool.TokenEndpoint, pool.UserInfoEndpoint, cognito.UserPoolClientId, pool.ClientSecret),
                cognito.Settings)
            : null,
        _ => throw new InvalidOperationException($"{action.GetType().Name} signs nobody in."),
    };
}
