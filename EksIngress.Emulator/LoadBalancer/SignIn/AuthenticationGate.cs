using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Executes the action that stands before the one that answers.</summary>
internal sealed class AuthenticationGate(SignInGate users, TokenGate tokens)
{
    /// <summary>Where providers send users back to.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#oidc-requirements</remarks>
    public const string CallbackPath = "/oauth2/idpresponse";

    /// <param name="rule">Null for the redirect back from a provider.</param>
    public ValueTask<RequestRoute> PassAsync(ProxyRequest request, CompiledRule? rule) => rule?.Authentication switch
    {
        null => users.CompleteAsync(request),
        RuleAction.JwtValidation action => CheckAsync(request, rule, action),
        var action => users.PassAsync(request, rule, action),
    };

    private async ValueTask<RequestRoute> CheckAsync(ProxyRequest request, CompiledRule rule, RuleAction.JwtValidation action)
    {
        if (await tokens.FindFaultAsync(request, action) is not { } error)
        {
            return RequestRoute.Act(request, rule) with { Authentication = new AuthenticationOutcome(AuthenticationOutcome.JwtValidation, IsFinal: false) };
        }

        var page = AlbResponses.Page(error.StatusCode);
        return new RequestRoute(
            rule,
            error.Challenge is { } challenge ? page with { Headers = [KeyValuePair.Create("WWW-Authenticate", challenge)] } : page,
            Failure: error.Reason)
        {
            Authentication = new AuthenticationOutcome(AuthenticationOutcome.JwtValidation, IsFinal: true) { Error = error },
        };
    }
}
