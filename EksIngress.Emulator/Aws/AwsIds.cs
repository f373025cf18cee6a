using System.Security.Cryptography;

namespace EksIngress.Emulator.Aws;

/// <summary>Ids in the shapes AWS gives them.</summary>
internal static class AwsIds
{
    private const string UpperBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>IAM's unique ids, for example <c>AROA…</c> for a role: a prefix of four and 17 further characters.</summary>
    public static string Unique(string prefix) => prefix + RandomNumberGenerator.GetString(UpperBase32, 17);

    /// <summary>Access key ids: a prefix of four and 16 further characters.</summary>
    public static string AccessKey(string prefix) => prefix + RandomNumberGenerator.GetString(UpperBase32, 16);

    /// <summary>EC2's ids, for example <c>vpc-0123456789abcdef0</c>.</summary>
    public static string Resource(string prefix) => $"{prefix}-0{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    public static string SessionToken() => "IQoJ" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(180));
}
