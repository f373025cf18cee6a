using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class Action
{
    public AuthenticateCognitoActionConfig AuthenticateCognitoConfig { get; set; }
    public AuthenticateOidcActionConfig AuthenticateOidcConfig { get; set; }
    public FixedResponseActionConfig FixedResponseConfig { get; set; }
    public ForwardActionConfig ForwardConfig { get; set; }
    public JwtValidationActionConfig JwtValidationConfig { get; set; }
    public int? Order { get; set; }
    public RedirectActionConfig RedirectConfig { get; set; }
    public string TargetGroupArn { get; set; }
    public ActionTypeEnum Type { get; set; }
}

public class AuthenticateCognitoActionConfig
{
    public Dictionary<string, string> AuthenticationRequestExtraParams { get; set; } = Collections.Dictionary<string>();
    public AuthenticateCognitoActionConditionalBehaviorEnum OnUnauthenticatedRequest { get; set; }
    public string Scope { get; set; }
    public string SessionCookieName { get; set; }
    public long? SessionTimeout { get; set; }
    public string UserPoolArn { get; set; }
    public string UserPoolClientId { get; set; }
    public string UserPoolDomain { get; set; }
}

public class AuthenticateOidcActionConfig
{
    public Dictionary<string, string> AuthenticationRequestExtraParams { get; set; } = Collections.Dictionary<string>();
    public string AuthorizationEndpoint { get; set; }
    public string ClientId { get; set; }
    public string ClientSecret { get; set; }
    public string Issuer { get; set; }
    public AuthenticateOidcActionConditionalBehaviorEnum OnUnauthenticatedRequest { get; set; }
    public string Scope { get; set; }
    public string SessionCookieName { get; set; }
    public long? SessionTimeout { get; set; }
    public string TokenEndpoint { get; set; }
    public bool? UseExistingClientSecret { get; set; }
    public string UserInfoEndpoint { get; set; }
}

public class FixedResponseActionConfig
{
    public string ContentType { get; set; }
    public string MessageBody { get; set; }
    public string StatusCode { get; set; }
}

public class ForwardActionConfig
{
    public TargetGroupStickinessConfig TargetGroupStickinessConfig { get; set; }
    public List<TargetGroupTuple> TargetGroups { get; set; } = Collections.List<TargetGroupTuple>();
}

public class JwtValidationActionAdditionalClaim
{
    public JwtValidationActionAdditionalClaimFormatEnum Format { get; set; }
    public string Name { get; set; }
    public List<string> Values { get; set; } = Collections.List<string>();
}

public class JwtValidationActionConfig
{
    public List<JwtValidationActionAdditionalClaim> AdditionalClaims { get; set; } = Collections.List<JwtValidationActionAdditionalClaim>();
    public string Issuer { get; set; }
    public string JwksEndpoint { get; set; }
}

public class RedirectActionConfig
{
    public string Host { get; set; }
    public string Path { get; set; }
    public string Port { get; set; }
    public string Protocol { get; set; }
    public string Query { get; set; }
    public RedirectActionStatusCodeEnum StatusCode { get; set; }
}

public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class TargetGroupStickinessConfig
{
    public int? DurationSeconds { get; set; }
    public bool? Enabled { get; set; }
}

public class TargetGroupTuple
{
    public string TargetGroupArn { get; set; }
    public int? Weight { get; set; }
}
