using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Temporary credentials by access key id.</summary>
internal sealed record SessionState(ImmutableDictionary<string, AwsCredential> Credentials)
{
    public static SessionState Empty { get; } = new(ImmutableDictionary.Create<string, AwsCredential>(StringComparer.Ordinal));
}
