using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.Aws.Signing;

/// <summary>
/// Keys derived from secrets: the same one signs all requests of a day to a service of a region, so it is derived once.
/// </summary>
internal sealed class SigningKeys
{
    /// <summary>When there are this many, all are derived anew: what is not asked for any more must not stay.</summary>
    private const int MaxKeys = 1024;

    private readonly ConcurrentDictionary<Scope, (string Secret, byte[] Key)> _keys = new();

    /// <param name="secret">Secret access key.</param>
    /// <param name="signature">Says access key, date, region and service.</param>
    public byte[] Get(string secret, RequestSignature signature)
    {
        var scope = new Scope(signature.AccessKeyId, signature.ScopeDate, signature.Region, signature.Service);
        if (_keys.TryGetValue(scope, out var known) && known.Secret == secret)
        {
            return known.Key;
        }

        if (_keys.Count >= MaxKeys)
        {
            _keys.Clear();
        }

        var key = Derive(secret, scope);
        _keys[scope] = (secret, key);
        return key;
    }

    private static byte[] Derive(string secret, Scope scope)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(scope.Date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Service));
        return HMACSHA256.HashData(key, "aws4_request"u8);
    }

    private readonly record struct Scope(string AccessKeyId, string Date, string Region, string Service);
}
