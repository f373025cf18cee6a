using System.Net;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.Aws.ElbV2;
using Microsoft.AspNetCore.WebUtilities;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Signs users in, as actions of type authenticate-oidc and authenticate-cognito do.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow</remarks>
internal sealed class SignInGate(IdentityProviders providers, SignInKeys keys, OidcFlow flow, TimeProvider time, ILogger<SignInGate> logger)
{
    private readonly SingleFlight<FlowResult> _refreshes = new();

    /// <summary>What becomes of a request to a rule with such an action.</summary>
    public async ValueTask<RequestRoute> PassAsync(ProxyRequest request, CompiledRule rule, RuleAction action)
    {
        request.IsAuthenticated = true;
        if (providers.Find(action) is not { } provider)
        {
            return NotEmulated(request, rule, (RuleAction.AuthenticateCognito)action);
        }

        var key = keys.Get(request.Program.Listener.LoadBalancerArn);
        if (SessionCookies.Find(request, provider.Settings.SessionCookieName) is not { } sealedSession)
        {
            return Unauthenticated(request, rule, provider, key);
        }

        var session = UserSession.Open(key, sealedSession, out var isOwn);
        if (session is null && isOwn)
        {
            return Refused(request, rule, AuthenticationErrors.InvalidCookie, null);
        }

        // Of another provider, over, or of an emulator before this one: nobody is signed in.
        var now = time.GetUtcNow();
        if (session is null || session.Provider != provider.Id || session.Ends <= now)
        {
            return Unauthenticated(request, rule, provider, key);
        }

        return session is { RefreshToken: { } refreshToken, AccessTokenEnds: { } ends } && ends <= now
            ? await RefreshAsync(request, rule, provider, session, refreshToken)
            : Authenticated(request, rule, provider, session);
    }

    /// <summary>What becomes of the provider's redirect back to the load balancer. No rule looks at it.</summary>
    public async ValueTask<RequestRoute> CompleteAsync(ProxyRequest request)
    {
        var key = keys.Get(request.Program.Listener.LoadBalancerArn);
        var query = QueryHelpers.ParseQuery(request.Query);
        if (FindFault(request, key, query.TryGetValue("state", out var sent) ? sent.ToString() : null, out var state, out var provider) is { } fault)
        {
            return Callback(request, fault, null, null);
        }

        if (query.TryGetValue("error", out var answered))
        {
            var denied = answered.ToString() == "access_denied";
            return Callback(request, denied ? AuthenticationErrors.AccessDenied : AuthenticationErrors.AuthorizationFailed, null, "The authorization endpoint answered with an error.");
        }

        if (!query.TryGetValue("code", out var code) || code.ToString().Length == 0)
        {
            return Callback(request, AuthenticationErrors.MissingCode, null, null);
        }

        var result = await flow.SignInAsync(provider!, code.ToString(), state!.RedirectUri);
        if (result.Session is not { } session)
        {
            return Callback(request, result.Error!, result, result.Detail);
        }

        var now = time.GetUtcNow();
        return SessionCookies.Write(request, provider!.Settings.SessionCookieName, session.Seal(key), now) is not { } cookies
            ? Callback(request, AuthenticationErrors.ClaimsTooLarge, result, "The session does not fit into four cookies.")
            : new RequestRoute(null, AlbResponses.Redirect(StatusCodes.Status302Found, state.Url) with { Headers = SetCookies([.. cookies, SessionCookies.RemoveNonce()]) })
            {
                Authentication = new AuthenticationOutcome(AuthenticationOutcome.Authenticate, IsFinal: true) { IsCallback = true, IsSignIn = true, ProviderTime = result.Duration },
            };
    }

    private AuthenticationError? FindFault(ProxyRequest request, SignInKey key, string? sent, out SignInState? state, out IdentityProvider? provider)
    {
        (state, provider) = (null, null);
        if (Host(request).Length == 0)
        {
            return AuthenticationErrors.MissingHost;
        }

        if (string.IsNullOrEmpty(sent))
        {
            return AuthenticationErrors.MissingState;
        }

        state = SignInState.Open(key, sent);
        provider = state is null ? null : FindProvider(request.Program, state.Provider);
        if (state is null || provider is null || state.Ends <= time.GetUtcNow())
        {
            return AuthenticationErrors.InvalidState;
        }

        return request.FindCookie(SessionCookies.Nonce) is not { Length: > 0 } nonce ? AuthenticationErrors.MissingNonce
            : !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(nonce), Encoding.ASCII.GetBytes(state.Nonce)) ? AuthenticationErrors.InvalidNonce
            : null;
    }

    // The rule may be another one by now; the provider must still be that of one.
    private IdentityProvider? FindProvider(ListenerProgram program, string id) =>
        program.SignInActions.Select(providers.Find).FirstOrDefault(provider => provider?.Id == id);

    private async ValueTask<RequestRoute> RefreshAsync(ProxyRequest request, CompiledRule rule, IdentityProvider provider, UserSession session, string refreshToken)
    {
        // A browser sends several requests at once, and many providers take a refresh token only once.
        var result = await _refreshes.RunAsync($"{provider.Id} {refreshToken}", () => flow.RefreshAsync(provider, session, refreshToken));
        var key = keys.Get(request.Program.Listener.LoadBalancerArn);
        if (result.Session is not { } refreshed
            || SessionCookies.Write(request, provider.Settings.SessionCookieName, refreshed.Seal(key), time.GetUtcNow()) is not { } cookies)
        {
            SignInLog.SignInFailed(logger, request.Program.LoadBalancerName, 0, "refresh", result.Detail);
            return Unauthenticated(request, rule, provider, key);
        }

        var route = Authenticated(request, rule, provider, refreshed);
        return route with
        {
            Choice = route.Choice with { Cookies = new SessionResponseCookies(route.Choice.Cookies, cookies) },
            Response = route.Response is { } response ? response with { Headers = SetCookies(cookies) } : null,
            Authentication = route.Authentication! with { IsRefresh = true, ProviderTime = result.Duration },
        };
    }

    private RequestRoute Authenticated(ProxyRequest request, CompiledRule rule, IdentityProvider provider, UserSession session)
    {
        var arn = request.Program.Listener.LoadBalancerArn;
        request.IdentityHeaders = IdentityHeaders.Of(session, provider, keys.Get(arn), arn, time.GetUtcNow());
        return Go(request, rule);
    }

    private RequestRoute Unauthenticated(ProxyRequest request, CompiledRule rule, IdentityProvider provider, SignInKey key) =>
        provider.Settings.OnUnauthenticatedRequest switch
        {
            "allow" => Go(request, rule),
            "deny" => Answer(rule, AlbResponses.Page(StatusCodes.Status401Unauthorized), null),
            _ => Host(request).Length == 0
                ? Refused(request, rule, AuthenticationErrors.MissingHost, null)
                : Answer(rule, Redirect(request, provider, key), null),
        };

    private static RequestRoute Go(ProxyRequest request, CompiledRule rule) =>
        RequestRoute.Act(request, rule) with { Authentication = new AuthenticationOutcome(AuthenticationOutcome.Authenticate, IsFinal: false) };

    private LocalResponse Redirect(ProxyRequest request, IdentityProvider provider, SignInKey key)
    {
        var now = time.GetUtcNow();
        var host = Host(request);
        var nonce = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var url = request.Query.Length == 0 ? $"https://{host}{request.Path}" : $"https://{host}{request.Path}?{request.Query}";
        var redirectUri = $"https://{host}{AuthenticationGate.CallbackPath}";
        var state = new SignInState(provider.Id, nonce, url, redirectUri, now + SignInState.Lifetime).Seal(key);
        IEnumerable<KeyValuePair<string, string>> parameters =
        [
            new("client_id", provider.Client.ClientId),
            new("redirect_uri", redirectUri),
            new("response_type", "code"),
            new("scope", provider.Settings.Scope),
            new("state", state),
            .. provider.Settings.RequestExtraParams,
        ];
        var endpoint = provider.Client.AuthorizationEndpoint;
        var location = endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? "&" : "?")
            + string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
        return AlbResponses.Redirect((int)HttpStatusCode.Found, location) with { Headers = SetCookies([SessionCookies.WriteNonce(nonce, now)]) };
    }

    private RequestRoute Refused(ProxyRequest request, CompiledRule rule, AuthenticationError error, string? detail)
    {
        SignInLog.SignInFailed(logger, request.Program.LoadBalancerName, error.StatusCode, error.Reason, detail);
        return Answer(rule, AlbResponses.Page(error.StatusCode), error);
    }

    private RequestRoute NotEmulated(ProxyRequest request, CompiledRule rule, RuleAction.AuthenticateCognito action)
    {
        var pool = IdentityProviders.PoolId(action.UserPoolArn);
        SignInLog.UserPoolNotEmulated(logger, request.Program.LoadBalancerName, action.UserPoolArn, pool);
        var body = $"NotEmulated: the user pool {action.UserPoolArn}. Set Emulator:UserPools:{pool} to an OpenID Connect provider that stands in for it: docs/emulator-alb.md.\n";
        return Answer(rule, new LocalResponse(StatusCodes.Status501NotImplemented, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(body)), null) with { Failure = "NotEmulated" };
    }

    private RequestRoute Callback(ProxyRequest request, AuthenticationError error, FlowResult? result, string? detail)
    {
        SignInLog.SignInFailed(logger, request.Program.LoadBalancerName, error.StatusCode, error.Reason, detail);
        return new RequestRoute(null, AlbResponses.Page(error.StatusCode), Failure: error.Reason)
        {
            Authentication = new AuthenticationOutcome(AuthenticationOutcome.Authenticate, IsFinal: true) { IsCallback = true, Error = error, ProviderTime = result?.Duration },
        };
    }

    private static RequestRoute Answer(CompiledRule rule, LocalResponse response, AuthenticationError? error) => new(rule, response, Failure: error?.Reason)
    {
        Authentication = new AuthenticationOutcome(AuthenticationOutcome.Authenticate, IsFinal: true) { Error = error },
    };

    private static IReadOnlyList<KeyValuePair<string, string>> SetCookies(IEnumerable<string> cookies) =>
        [.. cookies.Select(cookie => KeyValuePair.Create("Set-Cookie", cookie))];

    // With its port, as the client has it: the provider sends the browser back there.
    private static string Host(ProxyRequest request) => request.TargetAuthority ?? request.HostHeader;
}
