using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Finds access keys: those of users in IAM, those of sessions here. Expired sessions are forgotten a day later, with the next that is issued.</summary>
internal sealed class CredentialStore(Guarded<IamState> iam, Guarded<SessionState> sessions, TimeProvider time) : ICredentialSource
{
    // Until then an old key is told "expired" rather than "invalid".
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // Ids of all sessions, by when they are forgotten: looking through the sessions themselves would make each dearer than the last.
    private readonly PriorityQueue<string, DateTimeOffset> _ends = new(
        sessions.Latest.Credentials.Values.Select(credential => (credential.AccessKeyId, credential.Expiration!.Value + Remembered)));

    public AwsCredential? Find(string accessKeyId) =>
        sessions.Current.Credentials.GetValueOrDefault(accessKeyId) ?? (iam.Current.AccessKeys.GetValueOrDefault(accessKeyId) is { IsActive: true } key ? key.Credential : null);

    /// <summary>Makes temporary credentials for a session.</summary>
    public AwsCredential Issue(IamPrincipal principal, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        var credential = new AwsCredential(AwsIds.AccessKey("ASIA"), AwsIds.Secret(), AwsIds.SessionToken(), now + lifetime, principal);
        sessions.Update(state => new SessionState(WithoutOld(state.Credentials, now).Add(credential.AccessKeyId, credential)));
        return credential;

        // Writers take turns, so that nobody else is at the queue.
        SnapshotMap<AwsCredential> WithoutOld(SnapshotMap<AwsCredential> credentials, DateTimeOffset now)
        {
            while (_ends.TryPeek(out var old, out var end) && end < now)
            {
                _ends.Dequeue();
                credentials = credentials.Remove(old);
            }

            _ends.Enqueue(credential.AccessKeyId, now + lifetime + Remembered);
            return credentials;
        }
    }
}
