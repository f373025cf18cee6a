using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>A JSON Web Token as a service account gets it; read, and nothing of it believed yet.</summary>
internal sealed record WebIdentityToken
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    // By the issuer's own copy of the modulus; the keys go when that does.
    private static readonly ConditionalWeakTable<byte[], WebIdentityKey> s_keys = [];

    public required string KeyId { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required DateTimeOffset Expiration { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>The pod that a service account token is bound to; null when it is bound to none.</summary>
    public (string Name, string Uid)? Pod { get; init; }

    /// <summary>The node that the pod runs on; null when the token names none.</summary>
    public string? NodeName { get; init; }

    /// <summary>As it was sent; up to its last dot, it is what is signed.</summary>
    public required string Jwt { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>Null when the text is no RS256 token with the claims that STS needs.</summary>
    public static WebIdentityToken? Find(string text)
    {
        Span<Range> parts = stackalloc Range[4];
        if (text.AsSpan().Split(parts, '.') != 3)
        {
            return null;
        }

        try
        {
            using var header = JsonDocument.Parse(DecodeJson(text.AsSpan(parts[0])), JsonOptions);
            using var claims = JsonDocument.Parse(DecodeJson(text.AsSpan(parts[1])), JsonOptions);
            return Read(header.RootElement, claims.RootElement, text, Decode(text.AsSpan(parts[2])));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Not the text, which must not reach a log.</summary>
    public override string ToString() => $"{Subject} of {Issuer}";

    public bool IsSignedBy(RSAParameters key) => s_keys.GetValue(key.Modulus!, _ => new WebIdentityKey(key)).Signed(this);

    private static byte[] DecodeJson(ReadOnlySpan<char> text)
    {
        var bytes = Decode(text);
        StrictJson.Check(bytes);
        return bytes;
    }

    // Only as RFC 7515 writes it: a decoder passes over line breaks, padding and stray bits, and two texts would be one token.
    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = Base64Url.DecodeFromChars(text);
        var again = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            return Base64Url.TryEncodeToChars(bytes, again, out var written) && again.AsSpan(0, written).SequenceEqual(text)
                ? bytes
                : throw new FormatException("The text is not base64url without padding.");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(again);
        }
    }

    private static WebIdentityToken? Read(JsonElement header, JsonElement claims, string text, byte[] signature)
    {
        // RS256 alone: "none" and the HMAC forms would let whoever knows the public key sign.
        if (header.ValueKind != JsonValueKind.Object || claims.ValueKind != JsonValueKind.Object
            || Text(header, "alg") != "RS256" || Text(header, "kid") is not { } keyId
            || Text(claims, "iss") is not { } issuer || Text(claims, "sub") is not { } subject
            || Time(claims, "exp") is not { } expiration || Time(claims, "iat") is not { } issuedAt)
        {
            return null;
        }

        return new WebIdentityToken
        {
            KeyId = keyId,
            Issuer = issuer,
            Subject = subject,
            Audiences = ReadAudiences(claims),
            Expiration = expiration,
            IssuedAt = issuedAt,
            NotBefore = Time(claims, "nbf"),
            Pod = ReadPod(claims),
            NodeName = Bound(claims, "node") is { } node ? Text(node, "name") : null,
            Jwt = text,
            Signature = signature,
        };
    }

    // "kubernetes.io": {"pod": {"name": "web-0", "uid": "…"}}
    private static (string, string)? ReadPod(JsonElement claims) =>
        Bound(claims, "pod") is { } pod && Text(pod, "name") is { } name && Text(pod, "uid") is { } uid ? (name, uid) : null;

    private static JsonElement? Bound(JsonElement claims, string kind) =>
        claims.TryGetProperty("kubernetes.io", out var bound) && bound.ValueKind == JsonValueKind.Object
        && bound.TryGetProperty(kind, out var found) && found.ValueKind == JsonValueKind.Object
            ? found
            : null;

    // "aud": "sts.amazonaws.com", or a list.
    private static IReadOnlyList<string> ReadAudiences(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var audience))
        {
            return [];
        }

        return audience.ValueKind switch
        {
            JsonValueKind.String => [audience.GetString()!],
            JsonValueKind.Array => [.. audience.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
