using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Bench.Account;

/// <summary>
/// Signature Version 4 of a request, written for measuring and fuzzing: it shares nothing with the verifier that it is held against.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html</remarks>
internal sealed class OwnSignature(string accessKeyId, string secret, DateTimeOffset at, string region, string service)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Stamp { get; } = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public string Credential => $"{accessKeyId}/{Scope}";

    private string Scope => $"{Stamp[..8]}/{region}/{service}/aws4_request";

    /// <summary>The Authorization header of a request.</summary>
    public string Authorization(string method, string rawPath, string rawQuery, IReadOnlyDictionary<string, string> signedHeaders, ReadOnlySpan<byte> body) =>
        $"{Algorithm} Credential={Credential}, SignedHeaders={string.Join(';', signedHeaders.Keys.Order(StringComparer.Ordinal))}, Signature={Sign(method, rawPath, rawQuery, [.. signedHeaders.OrderBy(header => header.Key, StringComparer.Ordinal)], body)}";

    /// <param name="method">For example <c>POST</c>.</param>
    /// <param name="rawPath">As it is sent, percent-encoded.</param>
    /// <param name="rawQuery">As it is sent, without a question mark; X-Amz-Signature is left out of account.</param>
    /// <param name="signedHeaders">Lower-case names and values, in the order of SignedHeaders.</param>
    /// <param name="body">Whole.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public string Sign(string method, string rawPath, string rawQuery, IReadOnlyList<KeyValuePair<string, string>> signedHeaders, ReadOnlySpan<byte> body)
    {
        var lines = new List<string> { method, Encode(rawPath.Length == 0 ? "/" : rawPath, '/'), Query(rawQuery) };
        foreach (var (name, value) in signedHeaders)
        {
            lines.Add($"{name}:{string.Join(' ', value.Split(' ').Where(word => word.Length > 0))}");
        }

        lines.Add("");
        lines.Add(string.Join(';', signedHeaders.Select(header => header.Key)));
        lines.Add(Hex(SHA256.HashData(body)));
        var toSign = string.Join('\n', Algorithm, Stamp, Scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)))));
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (string[])[Stamp[..8], region, service, "aws4_request", toSign])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(key);
    }

    /// <summary>Percent-encoded as RFC 3986 has it.</summary>
    public static string Encode(string text, char kept = '\0')
    {
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var stays = octet < 128 && (char.IsAsciiLetterOrDigit((char)octet) || "-._~".Contains((char)octet, StringComparison.Ordinal) || (octet != 0 && octet == kept));
            encoded.Append(stays ? ((char)octet).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{octet:X2}"));
        }

        return encoded.ToString();
    }

    private static string Query(string rawQuery)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var pair in rawQuery.Split('&').Where(pair => pair.Length > 0))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            if (name != "X-Amz-Signature")
            {
                pairs.Add((Encode(name), Encode(parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "")));
            }
        }

        pairs.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name) is var order && order != 0 ? order : string.CompareOrdinal(one.Value, other.Value));
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
