using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Emulator.Aws.Sts;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Web identity tokens: none but those that were issued passes.</summary>
internal sealed class WebIdentityTarget : FuzzTarget
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSAParameters _public;
    private readonly HashSet<string> _issued = new(StringComparer.Ordinal);

    public WebIdentityTarget()
    {
        _public = _key.ExportParameters(includePrivateParameters: false);
        Seeds =
        [
            .. new[]
            {
                """{"iss":"https://oidc.eks.eu-west-1.amazonaws.com/id/A","sub":"system:serviceaccount:a:b","aud":["sts.amazonaws.com"],"exp":2000000000,"iat":1700000000,"nbf":1700000000,"kubernetes.io":{"namespace":"a","pod":{"name":"p","uid":"u"} } }""",
                """{"iss":"https://i/","sub":"s","aud":"x","exp":2000000000,"iat":1}""",
            }.Select(Sign),
        ];
    }

    public override string Name => "jwt";

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override IReadOnlyList<string> Words { get; } =
    [
        ".", "=", "==", "_", "-", "\n", " ", Segment("""{"alg":"none","kid":"k"}"""), Segment("""{"alg":"HS256","kid":"k"}"""), Segment("""{"alg":"RS256","kid":"\ud800"}"""),
        Segment("""{"iss":"a","sub":"b","exp":1e9,"iat":1}"""), Segment("""{"iss":"\ud800","sub":"b","aud":["\udc00"],"exp":2000000000,"iat":1}"""), Segment("[]"), Segment("{}"),
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        var text = Encoding.UTF8.GetString(input.Span);
        if (WebIdentityToken.Find(text) is not { } token)
        {
            return _issued.Contains(text) ? throw new FuzzException("A token that was issued is refused.") : false;
        }

        return token.IsSignedBy(_public) && !_issued.Contains(text) ? throw new FuzzException("A token passes that was not issued.") : true;
    }

    public override void Dispose()
    {
        _key.Dispose();
        base.Dispose();
    }

    private byte[] Sign(string claims)
    {
        var signed = $"{Segment("""{"alg":"RS256","kid":"k"}""")}.{Segment(claims)}";
        var token = $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        _issued.Add(token);
        return Encoding.ASCII.GetBytes(token);
    }

    private static string Segment(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
