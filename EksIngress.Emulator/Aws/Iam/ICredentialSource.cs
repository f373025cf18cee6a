namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Access keys of users and of sessions.</summary>
internal interface ICredentialSource
{
    /// <summary>Null when no such key exists (any more).</summary>
    AwsCredential? Find(string accessKeyId);
}
