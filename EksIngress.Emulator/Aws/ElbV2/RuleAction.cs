namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>What a rule does with a request. A closed set: the data plane compiles it and knows nothing else.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html</remarks>
internal abstract record RuleAction
{
    private RuleAction() { }

    /// <summary>As sent; null when it was not.</summary>
    public int? Order { get; init; }

    /// <summary>Whether it comes before the action that answers, and decides if that one is done at all.</summary>
    public virtual bool IsAuthentication => false;

    /// <param name="TargetGroups">1 to 5.</param>
    internal sealed record Forward(IReadOnlyList<TargetGroupTuple> TargetGroups) : RuleAction
    {
        /// <summary>Whether a client stays with the group its first request went to.</summary>
        public bool IsSticky { get; init; }

        /// <summary>For how long: 1 second to 7 days; null when it was not sent.</summary>
        public TimeSpan? StickinessDuration { get; init; }

        public bool Equals(Forward? other) =>
            other is not null
            && Order == other.Order
            && IsSticky == other.IsSticky
            && StickinessDuration == other.StickinessDuration
            && TargetGroups.SequenceEqual(other.TargetGroups);

        public override int GetHashCode() => HashCode.Combine(Order, TargetGroups.Count, IsSticky, StickinessDuration);
    }

    /// <summary>Every part is a template: <c>#{protocol}</c>, <c>#{host}</c>, <c>#{port}</c>, <c>#{path}</c>, <c>#{query}</c>.</summary>
    internal sealed record Redirect(string Protocol, string Host, string Port, string Path, string Query, string StatusCode) : RuleAction;

    internal sealed record FixedResponse(string StatusCode, string? ContentType, string? MessageBody) : RuleAction;

    /// <summary>Users sign in at an identity provider of OpenID Connect.</summary>
    internal sealed record AuthenticateOidc(OidcClient Client, AuthenticationSettings Settings) : RuleAction
    {
        public override bool IsAuthentication => true;
    }

    /// <summary>Users sign in at a user pool of Amazon Cognito.</summary>
    internal sealed record AuthenticateCognito(string UserPoolArn, string UserPoolClientId, string UserPoolDomain, AuthenticationSettings Settings) : RuleAction
    {
        public override bool IsAuthentication => true;
    }

    /// <summary>Clients send a token of an issuer.</summary>
    internal sealed record JwtValidation(string JwksEndpoint, string Issuer, IReadOnlyList<JwtClaim> AdditionalClaims) : RuleAction
    {
        public override bool IsAuthentication => true;

        public bool Equals(JwtValidation? other) =>
            other is not null
            && (Order, JwksEndpoint, Issuer) == (other.Order, other.JwksEndpoint, other.Issuer)
            && AdditionalClaims.SequenceEqual(other.AdditionalClaims);

        public override int GetHashCode() => HashCode.Combine(Order, JwksEndpoint, Issuer, AdditionalClaims.Count);
    }

    /// <param name="Weight">0 to 999.</param>
    internal sealed record TargetGroupTuple(string TargetGroupArn, int Weight);
}
