using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Rules for names, labels and annotations.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/</remarks>
internal static partial class ObjectNames
{
    // No vowels and no 0, 1, 3: a suffix never spells a word.
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public const string SubdomainMessage =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public const string LabelMessage =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    public const string LabelValueMessage =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public const string QualifiedNameMessage =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static bool IsSubdomain(string name) => name.Length <= 253 && SubdomainPattern().IsMatch(name);

    public static bool IsLabel(string name) => name.Length <= 63 && LabelPattern().IsMatch(name);

    /// <summary>Names of RBAC objects: anything that can be one segment of a path.</summary>
    public static bool IsPathSegment(string name) => name is not ("" or "." or "..") && !name.Contains('/', StringComparison.Ordinal) && !name.Contains('%', StringComparison.Ordinal);

    public static bool IsLabelValue(string value) => value.Length <= 63 && LabelValuePattern().IsMatch(value);

    public static bool IsQualifiedName(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? key : key[(slash + 1)..];
        return (slash < 0 || IsSubdomain(key[..slash])) && name.Length is > 0 and <= 63 && QualifiedNamePattern().IsMatch(name);
    }

    /// <summary>As the API server completes <c>metadata.generateName</c>: the prefix, cut to fit, and five characters.</summary>
    public static string Generate(string prefix) => (prefix.Length > 58 ? prefix[..58] : prefix) + Suffix(5);

    public static string Suffix(int length) => RandomNumberGenerator.GetString(SuffixAlphabet, length);

    /// <summary>A short stable suffix for content, in the same alphabet; names of ReplicaSets carry it.</summary>
    public static string ContentHash(string content)
    {
        var hash = BitConverter.ToUInt32(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
        return string.Concat(hash.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => SuffixAlphabet[digit % SuffixAlphabet.Length]));
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedNamePattern();
}
