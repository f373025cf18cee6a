namespace EksIngress.Emulator.Aws.Iam;

/// <summary>An access key and whom it belongs to.</summary>
/// <param name="SessionToken">Null for the long-lived key of a user.</param>
/// <param name="Expiration">Null for the long-lived key of a user.</param>
internal sealed record AwsCredential(
    string AccessKeyId,
    string SecretAccessKey,
    string? SessionToken,
    DateTimeOffset? Expiration,
    IamPrincipal Principal)
{
    // A record prints its members; these two must not reach a log.
    public override string ToString() => AccessKeyId;
}
