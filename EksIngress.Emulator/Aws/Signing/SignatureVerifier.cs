using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.Aws.Iam;

namespace EksIngress.Emulator.Aws.Signing;

/// <summary>Verifies Signature Version 4. Written from the specification, not on the SDK's signer: it is what checks that one.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html. Not done, as on AWS: remembering
/// requests to refuse a replay. Not done, unlike AWS: SigV4A and chunked payloads, which no emulated service needs.
/// </remarks>
internal sealed class SignatureVerifier(ICredentialSource credentials, AccessKeyUses uses, TimeProvider time)
{
    /// <summary>How far the client's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const int HashBytes = 32;

    /// <summary>Signed headers that are compared one by one; more go into a set.</summary>
    private const int FewHeaders = 16;

    private const string MismatchMessage =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    // One request after the other on each thread: verifying does not wait for anything.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_canonical;

    private readonly SigningKeys _keys = new();

    /// <param name="presignedLifetime">
    /// Takes the place of X-Amz-Expires for presigned requests: EKS accepts its tokens longer than they ask for.
    /// </param>
    /// <returns>The credential whose secret made the signature.</returns>
    /// <exception cref="SignatureException">The signature is refused.</exception>
    public AwsCredential Verify(AwsHttpRequest request, RequestSignature signature, TimeSpan? presignedLifetime = null)
    {
        CheckTime(signature, presignedLifetime);

        var credential = credentials.Find(signature.AccessKeyId);
        if (credential is null || !SameToken(credential.SessionToken, signature.SessionToken))
        {
            throw new SignatureException(SignatureFault.UnknownKey, "The security token included in the request is invalid.");
        }

        if (credential.Expiration <= time.GetUtcNow())
        {
            throw new SignatureException(SignatureFault.ExpiredToken, "The security token included in the request is expired");
        }

        CheckHeaders(request, signature);

        Span<byte> hash = stackalloc byte[HashBytes];
        Span<char> bodyHash = stackalloc char[HashBytes * 2];
        SHA256.HashData(request.Body.Span, hash);
        Convert.TryToHexStringLower(hash, bodyHash, out _);
        if (request.Headers.TryGetValue("x-amz-content-sha256", out var announced) && !bodyHash.SequenceEqual(announced))
        {
            throw new SignatureException(SignatureFault.Mismatch, "The value of x-amz-content-sha256 is not the hash of the payload.");
        }

        Span<byte> expected = stackalloc byte[HashBytes];
        Span<byte> sent = stackalloc byte[HashBytes];
        Sign(request, signature, _keys.Get(credential.SecretAccessKey, signature), bodyHash, expected);
        Convert.FromHexString(signature.Signature, sent, out _, out _);
        if (!CryptographicOperations.FixedTimeEquals(expected, sent))
        {
            throw new SignatureException(SignatureFault.Mismatch, MismatchMessage);
        }

        uses.Add(credential, signature.Service, signature.Region);
        return credential;
    }

    private void CheckTime(RequestSignature signature, TimeSpan? presignedLifetime)
    {
        if (!signature.Stamp.StartsWith(signature.ScopeDate, StringComparison.Ordinal))
        {
            throw new SignatureException(SignatureFault.Mismatch, $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signature.ScopeDate}'.");
        }

        var now = time.GetUtcNow();
        if (signature.SignedAt - Skew > now)
        {
            throw new SignatureException(SignatureFault.OutsideTime, $"Signature not yet current: {Stamp(signature.SignedAt)} is still later than {Stamp(now + Skew)} ({Stamp(now)} + 5 min.)");
        }

        var lifetime = signature.Expires is { } expires ? presignedLifetime ?? expires : Skew;
        if (signature.SignedAt + lifetime < now)
        {
            throw new SignatureException(SignatureFault.OutsideTime, $"Signature expired: {Stamp(signature.SignedAt)} is now earlier than {Stamp(now - lifetime)} ({Stamp(now)} - {lifetime.TotalMinutes:0} min.)");
        }
    }

    private static bool SameToken(string? issued, string? sent) =>
        (issued, sent) switch
        {
            (null, null) => true,
            (not null, not null) => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(issued.AsSpan()), MemoryMarshal.AsBytes(sent.AsSpan())),
            _ => false,
        };

    private static void CheckHeaders(AwsHttpRequest request, RequestSignature signature)
    {
        var names = signature.SignedHeaders;
        var signed = names.Count <= FewHeaders ? null : names.ToHashSet(StringComparer.Ordinal);
        if ((signed is null ? HasOneTwice(names) : signed.Count != names.Count) || !IsSigned(names, signed, "host"))
        {
            throw new SignatureException(SignatureFault.Mismatch, "'Host' must be a 'SignedHeader' in the AWS Authorization, and none may be there twice.");
        }

        // A header that AWS acts on and the signature does not cover could have been added on the way.
        foreach (var (name, _) in request.Headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.Ordinal) && !IsSigned(names, signed, name))
            {
                throw new SignatureException(SignatureFault.Mismatch, $"The header '{name}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }

        foreach (var name in names)
        {
            if (!request.Headers.ContainsKey(name))
            {
                throw new SignatureException(SignatureFault.Mismatch, $"The signed header '{name}' is not part of the request.");
            }
        }
    }

    private static bool IsSigned(IReadOnlyList<string> names, HashSet<string>? set, string name) =>
        set?.Contains(name) ?? names.Contains(name, StringComparer.Ordinal);

    private static bool HasOneTwice(IReadOnlyList<string> names)
    {
        for (var i = 1; i < names.Count; i++)
        {
            for (var before = 0; before < i; before++)
            {
                if (names[before] == names[i])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Sign(AwsHttpRequest request, RequestSignature signature, ReadOnlySpan<byte> key, ReadOnlySpan<char> bodyHash, Span<byte> result)
    {
        var writer = s_canonical ??= new ArrayBufferWriter<byte>(1024);
        writer.ResetWrittenCount();
        CanonicalRequest.Write(writer, request, signature, bodyHash);
        Span<byte> hash = stackalloc byte[HashBytes];
        Span<char> hex = stackalloc char[HashBytes * 2];
        SHA256.HashData(writer.WrittenSpan, hash);
        Convert.TryToHexStringLower(hash, hex, out _);

        writer.ResetWrittenCount();
        Encoding.UTF8.GetBytes($"{RequestSignature.Algorithm}\n{signature.Stamp}\n{signature.ScopeDate}/{signature.Region}/{signature.Service}/aws4_request\n", writer);
        Encoding.UTF8.GetBytes(hex, writer);
        HMACSHA256.HashData(key, writer.WrittenSpan, result);
    }

    private static string Stamp(DateTimeOffset instant) =>
        instant.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
