using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Finds access keys: those of users in IAM, those of sessions here. Expired sessions are forgotten a day later.</summary>
internal sealed class CredentialStore(Guarded<IamState> iam, TimeProvider time) : ICredentialSource
{
    // Until then an old key is told "expired" rather than "invalid".
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Guarded<ImmutableDictionary<string, AwsCredential>> _sessions = new(ImmutableDictionary.Create<string, AwsCredential>(StringComparer.Ordinal));

    public AwsCredential? Find(string accessKeyId) =>
        _sessions.Current.GetValueOrDefault(accessKeyId) ?? (iam.Current.AccessKeys.GetValueOrDefault(accessKeyId) is { IsActive: true } key ? key.Credential : null);

    /// <summary>Makes temporary credentials for a session.</summary>
    public AwsCredential Issue(IamPrincipal principal, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        var credential = new AwsCredential(AwsIds.AccessKey("ASIA"), AwsIds.Secret(), AwsIds.SessionToken(), now + lifetime, principal);
        _sessions.Update(sessions => sessions
            .RemoveRange(sessions.Values.Where(old => old.Expiration + Remembered < now).Select(old => old.AccessKeyId))
            .Add(credential.AccessKeyId, credential));
        return credential;
    }
}
