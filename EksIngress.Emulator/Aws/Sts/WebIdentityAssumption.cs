using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Kubernetes;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>
/// AssumeRoleWithWebIdentity: the token's signature, issuer, audience and times are checked, then the role's trust policy is
/// asked whether it takes this subject. Every refusal is logged with the link that broke.
/// </summary>
internal sealed partial class WebIdentityAssumption(
    Guarded<IamState> iam,
    CredentialStore credentials,
    AccessControl access,
    Func<IKubernetesClusters> clusters,
    TimeProvider time,
    IOptions<EmulatorOptions> options,
    ILogger<WebIdentityAssumption> logger)
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";
    private const string TrustLink = "trust policy";
    private const int MaxTokenCharacters = 20000;

    // Clocks of issuer and STS may differ; an expired token gets no such grace.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public AwsResult.Xml Assume(AwsCall call)
    {
        var state = iam.Current;
        var request = SessionRequest.Read(call, state);
        var token = ReadToken(call);
        var provider = FindProvider(state, token);
        CheckSignature(token);
        CheckTimes(token);
        var audience = FindAudience(provider, token);

        var claims = ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create(provider.SubjectKey, token.Subject),
            KeyValuePair.Create(provider.AudienceKey, audience),
            KeyValuePair.Create("aws:FederatedProvider", provider.Arn),
        ]);
        var role = DemandTrust(call, state, request, provider, token, claims);
        request.CheckDuration(role);

        var session = new IamPrincipal.RoleSession(role.RoleId, request.SessionName, time.GetUtcNow(), request.Policies, ImmutableDictionary<string, string>.Empty, claims);
        return new AwsResult.Xml(
            SessionRequest.Credentials(credentials.Issue(session, request.Duration)),
            new XElement("SubjectFromWebIdentityToken", token.Subject),
            request.AssumedRoleUser(role, options.Value.AccountId),
            request.PackedPolicySize,
            new XElement("Provider", provider.Arn),
            new XElement("Audience", audience));
    }

    private WebIdentityToken ReadToken(AwsCall call)
    {
        var text = call.Parameters.Get("WebIdentityToken");
        if (text.Length is < 4 or > MaxTokenCharacters)
        {
            throw IamErrors.Validation($"1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length between 4 and {MaxTokenCharacters}");
        }

        return WebIdentityToken.Find(text)
            ?? throw Refuse("token", "-", new AwsException("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"));
    }

    private OidcProvider FindProvider(IamState state, WebIdentityToken token)
    {
        const string Scheme = "https://";
        var provider = token.Issuer.StartsWith(Scheme, StringComparison.Ordinal)
            ? state.OidcProviders.GetValueOrDefault($"arn:aws:iam::{options.Value.AccountId}:oidc-provider/{token.Issuer[Scheme.Length..]}")
            : null;
        return provider ?? throw Refuse("provider", token.Subject, new AwsException("InvalidIdentityToken", $"No OpenIDConnect provider found in your account for {token.Issuer}"));
    }

    private void CheckSignature(WebIdentityToken token)
    {
        var issuer = clusters().FindIssuer(token.Issuer);
        if (issuer is null || !issuer.Keys.TryGetValue(token.KeyId, out var key))
        {
            throw Refuse("keys", token.Subject, new AwsException("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"));
        }

        if (!token.IsSignedBy(key))
        {
            throw Refuse("signature", token.Subject, new AwsException("InvalidIdentityToken", "The signature of the ID Token provided is not valid"));
        }
    }

    private void CheckTimes(WebIdentityToken token)
    {
        var now = time.GetUtcNow();
        if (token.Expiration <= now)
        {
            throw Refuse("expiry", token.Subject, new AwsException("ExpiredTokenException", $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {token.Expiration.ToUnixTimeSeconds()}"));
        }

        if (token.NotBefore - Skew > now || token.IssuedAt - Skew > now)
        {
            throw Refuse("not before", token.Subject, new AwsException("InvalidIdentityToken", $"The ID Token provided is not valid yet: current date/time {now.ToUnixTimeSeconds()}"));
        }
    }

    private string FindAudience(OidcProvider provider, WebIdentityToken token) =>
        token.Audiences.FirstOrDefault(provider.ClientIds.Contains)
            ?? throw Refuse("audience", token.Subject, new AwsException("InvalidIdentityToken", "Incorrect token audience"));

    private IamRole DemandTrust(AwsCall call, IamState state, SessionRequest request, OidcProvider provider, WebIdentityToken token, IReadOnlyDictionary<string, string> claims)
    {
        var role = access.FindAssumable(state, request.RoleArn);
        var keys = new ConditionKeys()
            .Add("sts:RoleSessionName", request.SessionName)
            .AddResourceTags(role?.Tags ?? IamTags.None, "iam");
        foreach (var (key, value) in claims)
        {
            keys.Add(key, value);
        }

        var decision = role is null
            ? new PolicyDecision(PolicyEffect.ImplicitlyDenied, "", $"role {request.RoleArn} does not exist")
            : PolicyEvaluator.EvaluateTrust(
                new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy),
                principal => principal.Kind == "*" || (principal.Kind == "Federated" && principal.Value == provider.Arn),
                isBounded: false,
                Action,
                access.ContextOf(call.Http!, call.Region, keys.Values));
        if (decision.IsAllowed)
        {
            return role!;
        }

        // AWS tells the caller nothing more; the log and the span do.
        access.Record(token.Subject, Action, request.RoleArn, decision);
        throw Refuse(TrustLink, token.Subject, new AwsException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", HttpStatusCode.Forbidden));
    }

    private AwsException Refuse(string link, string subject, AwsException error)
    {
        LogRefused(subject, link, error.Message);
        if (link != TrustLink)
        {
            // The policies were not asked: the token did not get that far.
            access.Record(subject, Action, "*", new PolicyDecision(PolicyEffect.ImplicitlyDenied, error.Message, null) { Lack = $"web identity, broken link: {link}" });
        }

        Activity.Current?.SetTag("aws.sts.broken_link", link).SetTag("aws.sts.subject", subject);
        return error;
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "WebIdentityRefused", Message = "Web identity of {Subject} refused, broken link: {Link}. {Reason}")]
    private partial void LogRefused(string subject, string link, string reason);
}
