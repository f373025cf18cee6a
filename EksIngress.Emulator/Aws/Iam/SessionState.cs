using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Temporary credentials by access key id.</summary>
internal sealed record SessionState(SnapshotMap<AwsCredential> Credentials)
{
    public static SessionState Empty { get; } = new(SnapshotMap<AwsCredential>.Empty(StringComparer.Ordinal));
}
