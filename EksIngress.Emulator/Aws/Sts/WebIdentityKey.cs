using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>
/// A key of an issuer, ready to check signatures. It remembers what it signed: an SDK sends one token again and again until it has the next, and
/// that a text is signed by a key never changes. Whether the token is good now does, and is asked each time.
/// </summary>
internal sealed class WebIdentityKey(RSAParameters key)
{
    /// <summary>Tokens that are remembered. When there are this many, all are checked anew: what is not sent any more must not stay.</summary>
    public const int MaxRemembered = 512;

    private readonly ConcurrentDictionary<string, bool> _signed = new(StringComparer.Ordinal);

    // Reading a key costs more than checking with it, and one object must not serve two threads at a time.
    private readonly ConcurrentBag<RSA> _ready = [];

    public bool Signed(WebIdentityToken token)
    {
        if (_signed.ContainsKey(token.Jwt))
        {
            return true;
        }

        if (!Verify(token))
        {
            return false;
        }

        if (_signed.Count >= MaxRemembered)
        {
            _signed.Clear();
        }

        return _signed[token.Jwt] = true;
    }

    private bool Verify(WebIdentityToken token)
    {
        if (!_ready.TryTake(out var rsa))
        {
            rsa = RSA.Create(key);
        }

        var signed = Encoding.ASCII.GetBytes(token.Jwt, 0, token.Jwt.LastIndexOf('.'));
        var isValid = rsa.VerifyData(signed, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _ready.Add(rsa);
        return isValid;
    }
}
