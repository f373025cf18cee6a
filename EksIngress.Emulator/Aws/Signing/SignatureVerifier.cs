using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.Aws.Iam;

namespace EksIngress.Emulator.Aws.Signing;

/// <summary>Verifies Signature Version 4. Written from the specification, not on the SDK's signer: it is what checks that one.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html. Not done, as on AWS: remembering
/// requests to refuse a replay. Not done, unlike AWS: SigV4A and chunked payloads, which no emulated service needs.
/// </remarks>
internal sealed class SignatureVerifier(ICredentialSource credentials, TimeProvider time)
{
    /// <summary>How far the client's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const string MismatchMessage =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

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

        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(request.Body.Span));
        if (request.Headers.TryGetValue("x-amz-content-sha256", out var announced) && announced != bodyHash)
        {
            throw new SignatureException(SignatureFault.Mismatch, "The value of x-amz-content-sha256 is not the hash of the payload.");
        }

        var canonicalRequest = CanonicalRequest(request, signature, bodyHash);
        var expected = Sign(credential.SecretAccessKey, signature, canonicalRequest);
        if (!CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(signature.Signature)))
        {
            throw new SignatureException(SignatureFault.Mismatch, MismatchMessage);
        }

        return credential;
    }

    private void CheckTime(RequestSignature signature, TimeSpan? presignedLifetime)
    {
        if (signature.SignedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture) != signature.ScopeDate)
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
            (not null, not null) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(issued), Encoding.UTF8.GetBytes(sent)),
            _ => false,
        };

    private static void CheckHeaders(AwsHttpRequest request, RequestSignature signature)
    {
        var signed = signature.SignedHeaders.ToHashSet(StringComparer.Ordinal);
        if (signed.Count != signature.SignedHeaders.Count || !signed.Contains("host"))
        {
            throw new SignatureException(SignatureFault.Mismatch, "'Host' must be a 'SignedHeader' in the AWS Authorization, and none may be there twice.");
        }

        // A header that AWS acts on and the signature does not cover could have been added on the way.
        var unsigned = request.Headers.Keys.FirstOrDefault(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !signed.Contains(name));
        if (unsigned is not null)
        {
            throw new SignatureException(SignatureFault.Mismatch, $"The header '{unsigned}' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var absent = signature.SignedHeaders.FirstOrDefault(name => !request.Headers.ContainsKey(name));
        if (absent is not null)
        {
            throw new SignatureException(SignatureFault.Mismatch, $"The signed header '{absent}' is not part of the request.");
        }
    }

    private static string CanonicalRequest(AwsHttpRequest request, RequestSignature signature, string bodyHash)
    {
        var canonical = new StringBuilder();
        canonical.Append(request.Method).Append('\n');
        // Every service but S3 signs the path encoded once more than it is sent.
        canonical.Append(request.RawPath.Length == 0 ? "/" : UrlEncoding.Encode(request.RawPath, keepSlash: true)).Append('\n');

        var query = UrlEncoding.Pairs(request.RawQuery, plusIsSpace: false)
            .Where(pair => pair.Name != "X-Amz-Signature")
            .Select(pair => (Name: UrlEncoding.Encode(pair.Name), Value: UrlEncoding.Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        canonical.AppendJoin('&', query.Select(pair => $"{pair.Name}={pair.Value}")).Append('\n');

        foreach (var name in signature.SignedHeaders)
        {
            canonical.Append(name).Append(':').Append(Collapse(request.Headers[name])).Append('\n');
        }

        return canonical.Append('\n').AppendJoin(';', signature.SignedHeaders).Append('\n').Append(bodyHash).ToString();
    }

    private static string Collapse(string value) =>
        string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static byte[] Sign(string secret, RequestSignature signature, string canonicalRequest)
    {
        var scope = $"{signature.ScopeDate}/{signature.Region}/{signature.Service}/aws4_request";
        var canonicalHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        var toSign = $"{RequestSignature.Algorithm}\n{Stamp(signature.SignedAt)}\n{scope}\n{canonicalHash}";

        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(signature.ScopeDate));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signature.Region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signature.Service));
        key = HMACSHA256.HashData(key, "aws4_request"u8);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign));
    }

    private static string Stamp(DateTimeOffset instant) =>
        instant.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
