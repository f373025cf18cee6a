namespace EksIngress.Emulator.Aws.Iam;

/// <summary>A long-lived access key of a user.</summary>
/// <param name="UserId">Unique id of the user it belongs to.</param>
internal sealed record IamAccessKey(AwsCredential Credential, string UserId, bool IsActive, DateTimeOffset CreateDate)
{
    public string Status => IsActive ? "Active" : "Inactive";
}
