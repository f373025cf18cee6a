using System.Buffers;
using System.Globalization;

namespace EksIngress.Emulator.Aws.Signing;

/// <summary>What a request says about its own signature, read from the header or, when presigned, from the query string.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html</remarks>
internal sealed record RequestSignature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Longest lifetime of a presigned request, and what is taken when it names none.</summary>
    private const int DefaultExpiresSeconds = 900;
    private const int MaxExpiresSeconds = 604800;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public required string AccessKeyId { get; init; }

    /// <summary>Date of the credential scope, for example <c>20261124</c>.</summary>
    public required string ScopeDate { get; init; }

    public required string Region { get; init; }

    /// <summary>Signing name of the service, for example <c>elasticloadbalancing</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Lower-case names in the order they were signed in.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string Signature { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary><see cref="SignedAt"/> as it was sent, for example <c>20261124T120000Z</c>.</summary>
    public required string Stamp { get; init; }

    public required string? SessionToken { get; init; }

    /// <summary>Lifetime of a presigned request; null for the header form.</summary>
    public required TimeSpan? Expires { get; init; }

    public bool IsPresigned => Expires is not null;

    /// <summary>Reads the signature; null when the request carries none.</summary>
    /// <exception cref="SignatureException">There is one, and it is incomplete; or there are two.</exception>
    public static RequestSignature? Find(AwsHttpRequest request)
    {
        var hasHeader = request.Headers.TryGetValue("authorization", out var authorization);
        IReadOnlyList<(string Name, string Value)> query = request.RawQuery.Length == 0
            ? []
            : [.. UrlEncoding.Pairs(request.RawQuery, plusIsSpace: false).Where(pair => pair.Name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))];
        var isPresigned = query.Any(pair => pair.Name is "X-Amz-Algorithm" or "X-Amz-Credential" or "X-Amz-Signature");
        return (hasHeader, isPresigned) switch
        {
            (false, false) => null,
            (true, true) => throw Incomplete("The request is signed twice: in its Authorization header and in its query string."),
            (true, false) => FromHeader(request, authorization!),
            (false, true) => FromQuery(query),
        };
    }

    // AWS4-HMAC-SHA256 Credential=AKIA…/20261124/eu-west-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=…
    private static RequestSignature FromHeader(AwsHttpRequest request, string authorization)
    {
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw Incomplete($"Authorization header requires the algorithm {Algorithm}.");
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw Incomplete("Authorization header has a part that is no name=value pair, or one twice.");
            }
        }

        var date = request.Headers.GetValueOrDefault("x-amz-date")
            ?? throw Incomplete("Authorization header requires existence of the 'X-Amz-Date' header.");
        return Read(parts.GetValueOrDefault, "", date, request.Headers.GetValueOrDefault("x-amz-security-token"), expires: null);
    }

    private static RequestSignature FromQuery(IReadOnlyList<(string Name, string Value)> query)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            if (!parts.TryAdd(name, value))
            {
                throw Incomplete($"The query parameter {name} was sent twice.");
            }
        }

        if (parts.GetValueOrDefault("X-Amz-Algorithm") != Algorithm)
        {
            throw Incomplete($"Query-string signing requires X-Amz-Algorithm={Algorithm}.");
        }

        var expires = DefaultExpiresSeconds;
        if (parts.TryGetValue("X-Amz-Expires", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out expires) || expires > MaxExpiresSeconds))
        {
            throw Incomplete($"X-Amz-Expires is not a number of seconds from 0 to {MaxExpiresSeconds}.");
        }

        var date = parts.GetValueOrDefault("X-Amz-Date") ?? throw Incomplete("Query-string signing requires X-Amz-Date.");
        return Read(parts.GetValueOrDefault, "X-Amz-", date, parts.GetValueOrDefault("X-Amz-Security-Token"), TimeSpan.FromSeconds(expires));
    }

    private static RequestSignature Read(Func<string, string?> part, string prefix, string date, string? token, TimeSpan? expires)
    {
        string Get(string name) => part(prefix + name) is { Length: > 0 } value
            ? value
            : throw Incomplete($"The signature requires a '{prefix}{name}' part.");

        if (Get("Credential").Split('/') is not [var key, var day, var region, var service, "aws4_request"]
            || !IsOf(key, LettersAndDigits, 16, 128) || !IsOf(day, Digits, 8, 8) || !IsOf(region, NameCharacters, 1, 32) || !IsOf(service, NameCharacters, 1, 64))
        {
            throw Incomplete("Credential must have exactly 5 slash-delimited parts, e.g. keyid/date/region/service/aws4_request.");
        }

        var signature = Get("Signature");
        if (!IsOf(signature, HexDigits, 64, 64))
        {
            throw Incomplete("The signature is not 64 hexadecimal digits.");
        }

        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var signedAt))
        {
            throw Incomplete("X-Amz-Date must be in ISO-8601 basic format, e.g. 20261124T120000Z.");
        }

        return new RequestSignature
        {
            AccessKeyId = key,
            ScopeDate = day,
            Region = region,
            Service = service,
            SignedHeaders = Get("SignedHeaders").Split(';'),
            Signature = signature,
            SignedAt = signedAt,
            Stamp = date,
            SessionToken = token,
            Expires = expires,
        };
    }

    private static SignatureException Incomplete(string message) => new(SignatureFault.Incomplete, message);

    private static bool IsOf(string text, SearchValues<char> characters, int shortest, int longest) =>
        text.Length >= shortest && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(characters);
}
