using System.Collections.Concurrent;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>When long-lived access keys were last used, since the emulator started.</summary>
internal sealed class AccessKeyUses(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccessKeyUse> _uses = new(StringComparer.Ordinal);

    /// <summary>A request was signed with the key, whatever came of it.</summary>
    public void Add(AwsCredential credential, string service, string region)
    {
        if (credential.SessionToken is null)
        {
            _uses[credential.AccessKeyId] = new AccessKeyUse(time.GetUtcNow(), service, region);
        }
    }

    public AccessKeyUse? Find(string accessKeyId) => _uses.GetValueOrDefault(accessKeyId);
}
