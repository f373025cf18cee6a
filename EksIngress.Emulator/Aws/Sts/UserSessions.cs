using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>Temporary credentials of a user's own, and what an access key says about its account.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html</remarks>
internal sealed partial class UserSessions(CredentialStore credentials, TimeProvider time)
{
    private const int MinSeconds = 900;
    private const int MaxSeconds = 129600;
    private const int DefaultSeconds = 43200;

    /// <summary>Whether such a session, without MFA, is kept from an operation: all of IAM, and most of STS.</summary>
    public static bool IsBarred(string service, string operation) =>
        service == "iam" || (service == "sts" && operation is not ("AssumeRole" or "GetCallerIdentity"));

    public static PolicyDecision Barred { get; } = new(PolicyEffect.ImplicitlyDenied, "because it is a session of GetSessionToken without MFA", null)
    {
        Lack = "no policy: what sessions of GetSessionToken without MFA may call is fixed",
    };

    public AwsResult.Xml Issue(AwsCall call)
    {
        if (call.Parameters.Has("SerialNumber") || call.Parameters.Has("TokenCode"))
        {
            throw new AwsException("NotEmulated", "MFA devices are not emulated by the service 'sts'. Leave SerialNumber and TokenCode out.", HttpStatusCode.NotImplemented);
        }

        var seconds = call.Parameters.FindInt32("DurationSeconds") ?? DefaultSeconds;
        if (seconds is < MinSeconds or > MaxSeconds)
        {
            throw IamErrors.Validation($"1 validation error detected: Value '{seconds.ToString(CultureInfo.InvariantCulture)}' at 'durationSeconds' failed to satisfy constraint: Member must have value between {MinSeconds} and {MaxSeconds}");
        }

        return call.ResolvedCaller?.Principal is IamPrincipal.User user
            ? new AwsResult.Xml(SessionRequest.Credentials(credentials.Issue(new IamPrincipal.UserSession(user.UserId, time.GetUtcNow()), TimeSpan.FromSeconds(seconds))))
            : throw new AwsException("AccessDenied", "Cannot call GetSessionToken with session credentials", HttpStatusCode.Forbidden);
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

    [GeneratedRegex(@"^\w{16,128}\z")]
    private static partial Regex AccessKeyId();
}
