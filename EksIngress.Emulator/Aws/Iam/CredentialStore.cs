namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Finds access keys: those of users in IAM, those of sessions here. Expired sessions are forgotten a day later.</summary>
internal sealed class CredentialStore(Guarded<IamState> iam, Guarded<SessionState> sessions, TimeProvider time) : ICredentialSource
{
    // Until then an old key is told "expired" rather than "invalid".
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public AwsCredential? Find(string accessKeyId) =>
        sessions.Current.Credentials.GetValueOrDefault(accessKeyId) ?? (iam.Current.AccessKeys.GetValueOrDefault(accessKeyId) is { IsActive: true } key ? key.Credential : null);

    /// <summary>Makes temporary credentials for a session.</summary>
    public AwsCredential Issue(IamPrincipal principal, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        var credential = new AwsCredential(AwsIds.AccessKey("ASIA"), AwsIds.Secret(), AwsIds.SessionToken(), now + lifetime, principal);
        sessions.Update(state => new SessionState(state.Credentials
            .RemoveRange(state.Credentials.Values.Where(old => old.Expiration + Remembered < now).Select(old => old.AccessKeyId))
            .Add(credential.AccessKeyId, credential)));
        return credential;
    }
}
