using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Rules;

/// <summary>What a listener does with a request that a rule, or no rule, matched.</summary>
/// <remarks>
/// The last action of a rule answers or forwards; those before it authenticate, on HTTPS listeners only.
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
/// </remarks>
public abstract record ListenerAction
{
    private ListenerAction() { }

    /// <summary>Name of the kind on the wire.</summary>
    public abstract string Type { get; }

    /// <summary>Sends the request to a target of one of the groups.</summary>
    /// <param name="TargetGroups">1 to 5; more than one share the requests by weight.</param>
    /// <param name="Stickiness">Null leaves every request free.</param>
    public sealed record Forward(IReadOnlyList<TargetGroupTuple> TargetGroups, TargetGroupStickiness? Stickiness) : ListenerAction
    {
        /// <inheritdoc/>
        public override string Type => "forward";
    }

    /// <summary>Sends the client elsewhere; null parts keep what the request had.</summary>
    /// <param name="Host">May hold <c>#{host}</c>.</param>
    /// <param name="Path">Begins with a slash; may hold <c>#{host}</c>, <c>#{path}</c> and <c>#{port}</c>.</param>
    /// <param name="Port">1 to 65535, or <c>#{port}</c>.</param>
    /// <param name="Protocol"><c>HTTP</c>, <c>HTTPS</c> or <c>#{protocol}</c>.</param>
    /// <param name="Query">Without a question mark.</param>
    /// <param name="StatusCode"><c>HTTP_301</c> or <c>HTTP_302</c>.</param>
    public sealed record Redirect(string? Host, string? Path, string? Port, string? Protocol, string? Query, string StatusCode)
        : ListenerAction
    {
        /// <inheritdoc/>
        public override string Type => "redirect";
    }

    /// <summary>Answers without any target.</summary>
    /// <param name="ContentType">Null leaves the header out.</param>
    /// <param name="MessageBody">At most 1,024 characters; null is no body.</param>
    /// <param name="StatusCode">2xx, 4xx or 5xx.</param>
    public sealed record FixedResponse(string? ContentType, string? MessageBody, string StatusCode) : ListenerAction
    {
        /// <inheritdoc/>
        public override string Type => "fixed-response";
    }

    /// <summary>Lets users in that a Cognito user pool knows.</summary>
    /// <param name="UserPoolDomain">Domain prefix or whole domain name.</param>
    public sealed record AuthenticateCognito(string UserPoolArn, string UserPoolClientId, string UserPoolDomain, AuthenticationSession Session)
        : ListenerAction
    {
        /// <inheritdoc/>
        public override string Type => "authenticate-cognito";
    }

    /// <summary>Lets users in that an OpenID Connect provider knows. The client's id and secret never become part of any text.</summary>
    public sealed record AuthenticateOidc : ListenerAction
    {
        /// <inheritdoc/>
        public override string Type => "authenticate-oidc";

        /// <summary>Identifier of the provider.</summary>
        public required string Issuer { get; init; }

        /// <summary>URL that users are sent to.</summary>
        public required string AuthorizationEndpoint { get; init; }

        /// <summary>URL that turns codes into tokens.</summary>
        public required string TokenEndpoint { get; init; }

        /// <summary>URL that tells about users.</summary>
        public required string UserInfoEndpoint { get; init; }

        /// <summary>Who the load balancer is to the provider.</summary>
        public required string ClientId { get; init; }

        /// <summary>What proves it.</summary>
        public required string ClientSecret { get; init; }

        /// <summary>What does not depend on the provider.</summary>
        public required AuthenticationSession Session { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"{Type} {Issuer}";
    }

    /// <summary>Lets requests in that carry a valid JSON Web Token.</summary>
    /// <param name="JwksEndpoint">URL of the public keys.</param>
    /// <param name="Issuer">Who has to have signed.</param>
    /// <param name="AdditionalClaims">Claims that have to hold besides.</param>
    public sealed record JwtValidation(string JwksEndpoint, string Issuer, IReadOnlyList<JwtClaim> AdditionalClaims) : ListenerAction
    {
        /// <inheritdoc/>
        public override string Type => "jwt-validation";
    }

    /// <summary>A claim of a token.</summary>
    /// <param name="Format"><c>single-string</c>, <c>string-array</c> or <c>space-separated-values</c>.</param>
    /// <param name="Name">Name of the claim.</param>
    /// <param name="Values">One of them has to be there.</param>
    public sealed record JwtClaim(string Format, string Name, IReadOnlyList<string> Values);

    /// <summary>What both ways to authenticate users have in common.</summary>
    /// <param name="ExtraParameters">Query parameters of the request for authorization; up to 10.</param>
    /// <param name="OnUnauthenticatedRequest"><c>authenticate</c>, <c>allow</c> or <c>deny</c>.</param>
    /// <param name="Scope">Claims to ask for, separated by blanks.</param>
    /// <param name="CookieName">Cookie that holds the session.</param>
    /// <param name="TimeoutSeconds">1 to 604800.</param>
    public sealed record AuthenticationSession(
        IReadOnlyDictionary<string, string> ExtraParameters,
        string OnUnauthenticatedRequest,
        string Scope,
        string CookieName,
        long TimeoutSeconds);

    /// <summary>A target group and its share.</summary>
    /// <param name="TargetGroupArn">ARN, or a reference to a target group of the same stack.</param>
    /// <param name="Weight">0 to 999; null with a single target group.</param>
    public sealed record TargetGroupTuple(StackValue TargetGroupArn, int? Weight);

    /// <summary>Keeps a client with the target group it met first.</summary>
    /// <param name="Enabled">Null is AWS's default.</param>
    /// <param name="DurationSeconds">1 to 604800; null is AWS's default.</param>
    public sealed record TargetGroupStickiness(bool? Enabled, int? DurationSeconds);
}
