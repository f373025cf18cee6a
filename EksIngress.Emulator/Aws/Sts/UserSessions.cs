using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>Temporary credentials of a user's own, or for whom it names, what an access key says about its account, and what was refused.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html and
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
/// </remarks>
internal sealed partial class UserSessions(Guarded<IamState> iam, CredentialStore credentials, AuthorizationMessages messages, TimeProvider time)
{
    private const int MinSeconds = 900;
    private const int MaxSeconds = 129600;
    private const int DefaultSeconds = 43200;
    private const int MaxMessageCharacters = 10240;

    private static readonly PolicyDecision s_sessionBar = Bar("sessions of GetSessionToken without MFA");
    private static readonly PolicyDecision s_federatedBar = Bar("federated users");

    /// <summary>
    /// What keeps the temporary credentials of a user, without MFA, from an operation: all of IAM, and most of STS. Null when nothing does.
    /// </summary>
    public static PolicyDecision? FindBar(IamPrincipal principal, string service, string operation) => (principal, service, operation) switch
    {
        (IamPrincipal.UserSession, "sts", "AssumeRole" or "GetCallerIdentity") => null,
        (IamPrincipal.UserSession, "iam" or "sts", _) => s_sessionBar,
        (IamPrincipal.FederatedUser, "sts", "GetCallerIdentity") => null,
        (IamPrincipal.FederatedUser, "iam" or "sts", _) => s_federatedBar,
        _ => null,
    };

    public AwsResult.Xml Issue(AwsCall call)
    {
        if (call.Parameters.Has("SerialNumber") || call.Parameters.Has("TokenCode"))
        {
            throw new AwsException("NotEmulated", "MFA devices are not emulated by the service 'sts'. Leave SerialNumber and TokenCode out.", HttpStatusCode.NotImplemented);
        }

        var duration = ReadDuration(call);
        return call.ResolvedCaller?.Principal is IamPrincipal.User user
            ? new AwsResult.Xml(SessionRequest.Credentials(credentials.Issue(new IamPrincipal.UserSession(user.UserId, time.GetUtcNow()), duration)))
            : throw new AwsException("AccessDenied", "Cannot call GetSessionToken with session credentials", HttpStatusCode.Forbidden);
    }

    /// <summary>What GetFederationToken asks of the policies.</summary>
    public static IEnumerable<AccessRequest> AccessToFederate(AwsCall call)
    {
        var tags = IamTags.ReadOfSession(call.Parameters);
        var request = new AccessRequest("sts:GetFederationToken", FederatedArn(call), new ConditionKeys().AddRequestTags(tags).Values);
        return tags.IsEmpty ? [request] : [request, request with { Action = "sts:TagSession" }];
    }

    public AwsResult.Xml Federate(AwsCall call)
    {
        var name = ReadName(call);
        var duration = ReadDuration(call);
        var (policies, percent) = SessionRequest.ReadPolicies(call.Parameters, iam.Current);
        var tags = IamTags.ReadOfSession(call.Parameters);
        if (call.ResolvedCaller?.Principal is not IamPrincipal.User user)
        {
            throw new AwsException("AccessDenied", "Cannot call GetFederationToken with session credentials", HttpStatusCode.Forbidden);
        }

        var session = new IamPrincipal.FederatedUser(user.UserId, name, time.GetUtcNow(), policies ?? [], tags.ToImmutableDictionary());
        return new AwsResult.Xml(
            SessionRequest.Credentials(credentials.Issue(session, duration)),
            new XElement("FederatedUser", new XElement("FederatedUserId", $"{call.AccountId}:{name}"), new XElement("Arn", FederatedArn(call))),
            policies is null && tags.IsEmpty ? null : new XElement("PackedPolicySize", percent));
    }

    /// <summary>What an encoded message about a refusal says.</summary>
    public AwsResult.Xml Decode(AwsCall call)
    {
        var encoded = call.Parameters.Get("EncodedMessage");
        if (encoded.Length > MaxMessageCharacters)
        {
            throw IamErrors.Validation($"1 validation error detected: Value at 'encodedMessage' failed to satisfy constraint: Member must have length less than or equal to {MaxMessageCharacters}");
        }

        return messages.Decode(encoded) is { } message
            ? new AwsResult.Xml(new XElement("DecodedMessage", message))
            : throw new AwsException("InvalidAuthorizationMessageException", "The message is none that was encoded for this account.");
    }

    public AwsResult.Xml DescribeKey(AwsCall call)
    {
        var id = call.Parameters.Get("AccessKeyId");
        if (!AccessKeyId().IsMatch(id))
        {
            throw IamErrors.Validation($"1 validation error detected: Value '{id}' at 'accessKeyId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]* and have length from 16 to 128");
        }

        // On AWS an id carries its account; here all keys are of the one account there is, and others cannot be told from typing errors.
        return credentials.Find(id) is not null
            ? new AwsResult.Xml(new XElement("Account", call.AccountId))
            : throw IamErrors.Validation($"Invalid access key id: {id} is no key of this account");
    }

    private static string FederatedArn(AwsCall call) => $"arn:aws:sts::{call.AccountId}:federated-user/{ReadName(call)}";

    private static string ReadName(AwsCall call)
    {
        var name = call.Parameters.Get("Name");
        return FederatedName().IsMatch(name)
            ? name
            : throw IamErrors.Validation("1 validation error detected: Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* and have length from 2 to 32");
    }

    private static TimeSpan ReadDuration(AwsCall call)
    {
        var seconds = call.Parameters.FindInt32("DurationSeconds") ?? DefaultSeconds;
        return seconds is >= MinSeconds and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw IamErrors.Validation($"1 validation error detected: Value '{seconds.ToString(CultureInfo.InvariantCulture)}' at 'durationSeconds' failed to satisfy constraint: Member must have value between {MinSeconds} and {MaxSeconds}");
    }

    private static PolicyDecision Bar(string who) => new(PolicyEffect.ImplicitlyDenied, $"because it is one of {who}", null)
    {
        Lack = $"no policy: what {who} may call is fixed",
    };

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,32}\z")]
    private static partial Regex FederatedName();

    [GeneratedRegex(@"^\w{16,128}\z")]
    private static partial Regex AccessKeyId();
}
