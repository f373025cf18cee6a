using System.Security.Cryptography;

namespace EksIngress.Hosting.Local;

/// <summary>Keys of one run: of the emulated account's administrator, and of the sockets by which processes become pods.</summary>
internal sealed record LocalKeys(string AccessKeyId, string SecretAccessKey, string AttachKey)
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static LocalKeys Generate() => new(
        "AKIA" + RandomNumberGenerator.GetString(KeyAlphabet, 16),
        RandomNumberGenerator.GetString(SecretAlphabet, 40),
        RandomNumberGenerator.GetString(SecretAlphabet, 40));

    // A record prints its members; keys are not for printing.
    public override string ToString() => AccessKeyId;
}
