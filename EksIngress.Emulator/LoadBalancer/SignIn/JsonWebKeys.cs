using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>The keys that a provider publishes, as far as they sign with RS256.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc7517</remarks>
internal sealed class JsonWebKeys
{
    /// <summary>Bytes of a key set.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html#jwt-validation-limits</remarks>
    public const int MaxBytes = 150 * 1024;

    /// <inheritdoc cref="MaxBytes"/>
    public const int MaxKeys = 10;

    // Below this RS256 must not be used: https://www.rfc-editor.org/rfc/rfc7518#section-3.3
    private const int MinModulusBytes = 2048 / 8;
    private const int MaxModulusBytes = 16384 / 8;
    private const int MaxExponentBytes = 8;

    private readonly IReadOnlyList<(string? Id, RSAParameters Key)> _keys;

    private JsonWebKeys(IReadOnlyList<(string? Id, RSAParameters Key)> keys) => _keys = keys;

    /// <param name="error">Null when there are keys; otherwise what is wrong with the set.</param>
    public static JsonWebKeys? Parse(ReadOnlyMemory<byte> json, out AuthenticationError? error)
    {
        error = AuthenticationErrors.KeysInvalid;
        if (StrictJson.FindObject(json) is not { } set || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        if (keys.GetArrayLength() > MaxKeys)
        {
            error = AuthenticationErrors.KeysTooLarge;
            return null;
        }

        try
        {
            var found = new JsonWebKeys([.. keys.EnumerateArray().Where(IsUsable).Select(key => (StrictJson.Text(key, "kid"), Read(key)))]);
            error = null;
            return found;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The key of that id. A token that names none can only be of a provider that has one key.</summary>
    public RSAParameters? Find(string? id) => id is null
        ? _keys.Count == 1 ? _keys[0].Key : null
        : _keys.FirstOrDefault(key => key.Id == id) is { Key.Modulus: not null } found ? found.Key : null;

    // Keys for other uses, and those of other kinds, may stand in the set as well.
    private static bool IsUsable(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || StrictJson.Text(key, "kty") != "RSA" || StrictJson.Text(key, "use") is not (null or "sig") || StrictJson.Text(key, "alg") is not (null or "RS256"))
        {
            return false;
        }

        var read = Read(key);
        return read.Modulus is { Length: >= MinModulusBytes and <= MaxModulusBytes } && read.Exponent is { Length: > 0 and <= MaxExponentBytes };
    }

    private static RSAParameters Read(JsonElement key) => new()
    {
        Modulus = Base64Url.DecodeFromChars(StrictJson.Text(key, "n") ?? "").AsSpan().TrimStart((byte)0).ToArray(),
        Exponent = Base64Url.DecodeFromChars(StrictJson.Text(key, "e") ?? "").AsSpan().TrimStart((byte)0).ToArray(),
    };
}
