using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>A signed token in compact form, taken apart; nothing of it is believed yet.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc7515</remarks>
internal sealed class JsonWebToken
{
    /// <summary>Characters; as much as a header line may have.</summary>
    public const int MaxLength = RequestLimits.MaxHeader;

    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly System.Buffers.SearchValues<char> Alphabet = System.Buffers.SearchValues.Create(Characters);

    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private JsonWebToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature)
    {
        Algorithm = StrictJson.Text(header, "alg");
        KeyId = StrictJson.Text(header, "kid");
        IsCritical = header.TryGetProperty("crit", out _);
        Claims = claims;
        (_signed, _signature) = (signed, signature);
    }

    /// <summary>Null when the header names none.</summary>
    public string? Algorithm { get; }

    /// <summary>Null when the header names none.</summary>
    public string? KeyId { get; }

    /// <summary>The header asks for extensions that a reader must know; none are known here.</summary>
    public bool IsCritical { get; }

    /// <summary>A JSON object.</summary>
    public JsonElement Claims { get; }

    /// <summary>Null when the text is no token.</summary>
    public static JsonWebToken? Find(string text)
    {
        var parts = text.Length <= MaxLength ? text.Split('.') : [];
        if (parts.Length != 3 || Array.Exists(parts, part => part.AsSpan().ContainsAnyExcept(Alphabet)))
        {
            return null;
        }

        try
        {
            return StrictJson.FindObject(Base64Url.DecodeFromChars(parts[0])) is { } header && StrictJson.FindObject(Base64Url.DecodeFromChars(parts[1])) is { } claims
                ? new JsonWebToken(header, claims, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), Base64Url.DecodeFromChars(parts[2]))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>RS256 alone: whatever the header says, no other algorithm is tried.</summary>
    public bool IsSignedBy(RSAParameters key)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
