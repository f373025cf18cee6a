using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Finds access keys: those of users in IAM, those of sessions here. Expired sessions are forgotten a day later.</summary>
internal sealed class CredentialStore(Guarded<IamState> iam, Guarded<SessionState> sessions, TimeProvider time) : ICredentialSource
{
    // Until then an old key is told "expired" rather than "invalid".
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // Looking through all of them for each new one would make every session dearer than the last.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private long _nextSweepTicks;

    public AwsCredential? Find(string accessKeyId) =>
        sessions.Current.Credentials.GetValueOrDefault(accessKeyId) ?? (iam.Current.AccessKeys.GetValueOrDefault(accessKeyId) is { IsActive: true } key ? key.Credential : null);

    /// <summary>Makes temporary credentials for a session.</summary>
    public AwsCredential Issue(IamPrincipal principal, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        var credential = new AwsCredential(AwsIds.AccessKey("ASIA"), AwsIds.Secret(), AwsIds.SessionToken(), now + lifetime, principal);
        var isSweepDue = now.UtcTicks >= Volatile.Read(ref _nextSweepTicks);
        if (isSweepDue)
        {
            Volatile.Write(ref _nextSweepTicks, (now + SweepInterval).UtcTicks);
        }

        sessions.Update(state => new SessionState((isSweepDue ? WithoutOld(state, now) : state.Credentials).Add(credential.AccessKeyId, credential)));
        return credential;
    }

    private static ImmutableSortedDictionary<string, AwsCredential> WithoutOld(SessionState state, DateTimeOffset now) =>
        state.Credentials.RemoveRange(state.Credentials.Values.Where(old => old.Expiration + Remembered < now).Select(old => old.AccessKeyId));
}
