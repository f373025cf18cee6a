using System.Text;
using EksIngress.Bench.Account;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Signing;

namespace EksIngress.Bench.Fuzzing;

/// <summary>
/// Signed requests, in the header and presigned. Whatever is changed of one: it passes only with the signature that another implementation
/// computes for it as it then is.
/// </summary>
internal sealed class SignatureTarget : FuzzTarget
{
    private const string Key = "AKIAFUZZFUZZFUZZFUZZ";
    private const string SessionKey = "ASIAFUZZFUZZFUZZFUZZ";
    private const string Secret = "secret/of+the+fuzzer";
    private const string SessionToken = "a+session/token==";
    private const string Region = "eu-west-1";

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly SignatureVerifier _verifier = new(new Keys(), new AccessKeyUses(new StoppedClock(Now)), new StoppedClock(Now));

    public override string Name => "signature";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        InHeader("POST", "/", "", "eu-west-1", "ec2", Key, null, "Action=DescribeVpcs&Version=2016-11-15"),
        InHeader("GET", "/clusters/dev/node-groups", "maxResults=5&nextToken=a%2Fb", "eu-west-1", "eks", Key, null, ""),
        InHeader("GET", "/tags/arn%3Aaws%3Aeks%3Aeu-west-1%3A000000000000%3Acluster%2Fdev", "", "eu-west-1", "eks", SessionKey, SessionToken, ""),
        Presigned("Action=GetCallerIdentity&Version=2011-06-15", Key, null),
        Presigned("Version=2011-06-15&Action=GetCallerIdentity", SessionKey, SessionToken),
    ];

    public override IReadOnlyList<string> Words =>
    [
        OwnSignature.Algorithm, "Credential=", "SignedHeaders=", "Signature=", "host;x-amz-date", "x-amz-date: ", "20261126T120000Z", "20261126T120600Z", "authorization: ", "X-Amz-Expires=",
        "X-Amz-Signature=", "X-Amz-SignedHeaders=host", "/aws4_request", "aws4_request", Key, SessionKey, "x-amz-content-sha256: ", ";", ", ", "%20", "..", "//", "\nhost: a",
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        var request = Read(input);
        try
        {
            if (RequestSignature.Find(request) is not { } signature)
            {
                return false;
            }

            var credential = _verifier.Verify(request, signature);
            Check(request, signature, credential);
            return true;
        }
        catch (SignatureException)
        {
            return false;
        }
    }

    private static void Check(AwsHttpRequest request, RequestSignature signature, AwsCredential credential)
    {
        var own = new OwnSignature(signature.AccessKeyId, Secret, signature.SignedAt, signature.Region, signature.Service);
        var headers = signature.SignedHeaders.Select(name => KeyValuePair.Create(name, request.Headers[name])).ToList();
        if (own.Sign(request.Method, request.RawPath, request.RawQuery, headers, request.Body.Span) != signature.Signature)
        {
            throw new FuzzException("A signature passes that is another's.");
        }

        if (credential.AccessKeyId != signature.AccessKeyId || (signature.SignedAt - Now).Duration() > TimeSpan.FromDays(7)
            || !headers.Exists(header => header.Key == "host")
            || request.Headers.Keys.Any(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !headers.Exists(header => header.Key == name)))
        {
            throw new FuzzException("A signature passes that does not cover what it must.");
        }
    }

    // POST /path?query\nname: value\n...\n\nbody
    private static AwsHttpRequest Read(ReadOnlyMemory<byte> input)
    {
        var split = input.Span.IndexOf("\n\n"u8);
        var head = Encoding.Latin1.GetString(split < 0 ? input.Span : input.Span[..split]).Split('\n');
        var line = head[0].Split(' ', 2);
        var target = line.Length == 2 ? line[1] : "/";
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new AwsHttpRequest
        {
            Method = line[0],
            RawPath = question < 0 ? target : target[..question],
            RawQuery = question < 0 ? "" : target[(question + 1)..],
            Headers = head.Skip(1)
                .Select(header => header.Split(':', 2))
                .GroupBy(header => header[0].ToLowerInvariant(), header => header.Length == 2 ? header[1].Trim() : "", StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => string.Join(',', group), StringComparer.Ordinal),
            Body = split < 0 ? default : input[(split + 2)..],
        };
    }

    private static byte[] InHeader(string method, string path, string query, string region, string service, string key, string? token, string body)
    {
        var own = new OwnSignature(key, Secret, Now, region, service);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = "127.0.0.1:4566", ["x-amz-date"] = own.Stamp, ["user-agent"] = "a  b c" };
        if (token is not null)
        {
            headers["x-amz-security-token"] = token;
        }

        headers["authorization"] = own.Authorization(method, path, query, headers, Encoding.UTF8.GetBytes(body));
        var lines = headers.Select(header => $"{header.Key}: {header.Value}");
        return Encoding.UTF8.GetBytes($"{method} {path}{(query.Length == 0 ? "" : "?" + query)}\n{string.Join('\n', lines)}\n\n{body}");
    }

    private static byte[] Presigned(string query, string key, string? token)
    {
        var own = new OwnSignature(key, Secret, Now, Region, "sts");
        var whole = $"{query}&X-Amz-Algorithm={OwnSignature.Algorithm}&X-Amz-Credential={OwnSignature.Encode(own.Credential)}&X-Amz-Date={own.Stamp}&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id"
            + (token is null ? "" : $"&X-Amz-Security-Token={OwnSignature.Encode(token)}");
        KeyValuePair<string, string>[] headers = [new("host", "sts.eu-west-1.amazonaws.com"), new("x-k8s-aws-id", "dev")];
        var signature = own.Sign("GET", "/", whole, headers, []);
        return Encoding.UTF8.GetBytes($"GET /?{whole}&X-Amz-Signature={signature}\n{string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n");
    }

    private sealed class Keys : ICredentialSource
    {
        private static readonly IamPrincipal Nobody = new IamPrincipal.User("AIDAFUZZ");

        public AwsCredential? Find(string accessKeyId) => accessKeyId switch
        {
            Key => new AwsCredential(Key, Secret, null, null, Nobody),
            SessionKey => new AwsCredential(SessionKey, Secret, SessionToken, Now.AddHours(1), Nobody),
            _ => null,
        };
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
