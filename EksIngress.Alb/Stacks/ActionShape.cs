using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Stacks;

/// <summary>An action as its JSON has it.</summary>
internal sealed record ActionShape
{
    private const string ReferencePrefix = "#/resources/";
    private const string StatusPart = "/status/";

    public required string Type { get; init; }

    public ListenerAction.FixedResponse? FixedResponseConfig { get; init; }

    public ListenerAction.Redirect? RedirectConfig { get; init; }

    public ForwardShape? ForwardConfig { get; init; }

    public CognitoShape? AuthenticateCognitoConfig { get; init; }

    [JsonPropertyName("authenticateOIDCConfig")]
    public OidcShape? AuthenticateOidcConfig { get; init; }

    public JwtShape? JwtValidationConfig { get; init; }

    public ListenerAction ToAction() => this switch
    {
        { Type: "fixed-response", FixedResponseConfig: { StatusCode: not null } response } => response,
        { Type: "redirect", RedirectConfig: { StatusCode: not null } redirect } => redirect,
        { Type: "forward", ForwardConfig: { } forward } => new ListenerAction.Forward(
            [.. (forward.TargetGroups ?? []).Select(tuple => new ListenerAction.TargetGroupTuple(ReadValue(tuple.TargetGroupArn), tuple.Weight))],
            forward.TargetGroupStickinessConfig),
        { Type: "authenticate-cognito", AuthenticateCognitoConfig: { } cognito } => new ListenerAction.AuthenticateCognito(
            cognito.UserPoolArn, cognito.UserPoolClientId, cognito.UserPoolDomain, cognito.ToSession()),
        { Type: "authenticate-oidc", AuthenticateOidcConfig: { } oidc } => new ListenerAction.AuthenticateOidc
        {
            Issuer = oidc.Issuer,
            AuthorizationEndpoint = oidc.AuthorizationEndpoint,
            TokenEndpoint = oidc.TokenEndpoint,
            UserInfoEndpoint = oidc.UserInfoEndpoint,
            ClientId = oidc.ClientId,
            ClientSecret = oidc.ClientSecret,
            Session = oidc.ToSession(),
        },
        { Type: "jwt-validation", JwtValidationConfig: { } jwt } => new ListenerAction.JwtValidation(jwt.JwksEndpoint, jwt.Issuer, jwt.AdditionalClaims),
        _ => throw new JsonException($"an action of type '{Type}' lacks its configuration or a status code, or there is no such type"),
    };

    // "arn:…", or {"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/ns/ing-svc:80/status/targetGroupARN"}
    private static StackValue ReadValue(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return StackValue.Of(value.GetString()!);
        }

        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String &&
            reference.GetString() is { } path && path.StartsWith(ReferencePrefix, StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', ReferencePrefix.Length);
            var status = path.LastIndexOf(StatusPart, StringComparison.Ordinal);
            if (slash > 0 && status > slash)
            {
                return new StackValue.Reference(path[ReferencePrefix.Length..slash], path[(slash + 1)..status], path[(status + StatusPart.Length)..]);
            }
        }

        throw new JsonException("targetGroupARN is a string, or {\"$ref\":\"#/resources/TYPE/ID/status/FIELD\"}");
    }

    internal sealed record ForwardShape
    {
        public IReadOnlyList<TupleShape>? TargetGroups { get; init; }

        public ListenerAction.TargetGroupStickiness? TargetGroupStickinessConfig { get; init; }
    }

    internal sealed record TupleShape
    {
        [JsonPropertyName("targetGroupARN")]
        public required JsonElement TargetGroupArn { get; init; }

        public int? Weight { get; init; }
    }

    internal abstract record SessionShape
    {
        public IReadOnlyDictionary<string, string> AuthenticationRequestExtraParams { get; init; } = NoStrings.Map;

        public string OnUnauthenticatedRequest { get; init; } = "";

        public string Scope { get; init; } = "";

        public string SessionCookieName { get; init; } = "";

        public long SessionTimeout { get; init; }

        public ListenerAction.AuthenticationSession ToSession() =>
            new(AuthenticationRequestExtraParams, OnUnauthenticatedRequest, Scope, SessionCookieName, SessionTimeout);
    }

    internal sealed record CognitoShape : SessionShape
    {
        [JsonPropertyName("userPoolARN")]
        public required string UserPoolArn { get; init; }

        [JsonPropertyName("userPoolClientID")]
        public required string UserPoolClientId { get; init; }

        public required string UserPoolDomain { get; init; }
    }

    internal sealed record OidcShape : SessionShape
    {
        public required string Issuer { get; init; }

        public required string AuthorizationEndpoint { get; init; }

        public required string TokenEndpoint { get; init; }

        public required string UserInfoEndpoint { get; init; }

        [JsonPropertyName("clientID")]
        public string ClientId { get; init; } = "";

        public string ClientSecret { get; init; } = "";
    }

    internal sealed record JwtShape
    {
        public required string JwksEndpoint { get; init; }

        public required string Issuer { get; init; }

        public IReadOnlyList<ListenerAction.JwtClaim> AdditionalClaims { get; init; } = [];
    }
}
