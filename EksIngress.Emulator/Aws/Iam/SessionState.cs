using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Temporary credentials by access key id.</summary>
internal sealed record SessionState(ImmutableSortedDictionary<string, AwsCredential> Credentials)
{
    public static SessionState Empty { get; } = new(ImmutableSortedDictionary.Create<string, AwsCredential>(StringComparer.Ordinal));
}
