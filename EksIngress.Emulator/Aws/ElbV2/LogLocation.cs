using System.Buffers;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Names of buckets and prefixes that logs go to. The emulator makes folders of them, so they must not lead out of its own.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html and object-keys.html there.</remarks>
internal static class LogLocation
{
    private const int MaxPrefix = 512;

    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> PrefixCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!-_.*'()/");

    /// <summary>3 to 63 lower-case letters, digits, hyphens and dots; no dot beside another, letter or digit at both ends.</summary>
    public static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63
        && !name.AsSpan().ContainsAnyExcept(BucketCharacters)
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>Characters that are safe in object keys, without the text <c>AWSLogs</c>, which the service adds itself.</summary>
    public static bool IsPrefix(string prefix) =>
        prefix.Length <= MaxPrefix
        && !prefix.AsSpan().ContainsAnyExcept(PrefixCharacters)
        && !prefix.Contains("AWSLogs", StringComparison.Ordinal)
        && Array.TrueForAll(prefix.Split('/'), segment => segment is not ("" or "." or ".."));
}
