using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>What an issuer publishes: who trusts it needs nothing else to check a service account's token.</summary>
public sealed class OidcDiscoveryTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private AwsTestbed _bed = null!;
    private Cluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartWithClustersAsync(new ProbeProgram(), Token);
        _cluster = await _bed.CreateClusterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Document_HasTheMembersThatEksPublishes()
    {
        using var response = await _client.GetAsync(Published("/.well-known/openid-configuration"), Token);
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!.AsObject();

        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Matches("^https://oidc\\.eks\\.eu-west-1\\.amazonaws\\.com/id/[0-9A-F]{32}$", _cluster.Identity.Oidc.Issuer);
        Assert.Equal(
            [
                $"authorization_endpoint=\"urn:kubernetes:programmatic_authorization\"",
                """claims_supported=["sub","iss"]""",
                """id_token_signing_alg_values_supported=["RS256"]""",
                $"issuer=\"{_cluster.Identity.Oidc.Issuer}\"",
                $"jwks_uri=\"{_cluster.Identity.Oidc.Issuer}/keys\"",
                """response_types_supported=["id_token"]""",
                """subject_types_supported=["public"]""",
            ],
            document.Select(member => $"{member.Key}={member.Value!.ToJsonString()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Keys_VerifyATokenOfTheCluster_AndNoOther()
    {
        var keys = (await KeysAsync()).AsArray();
        var token = await TokenAsync();
        var parts = token.Split('.');
        var header = Decode(parts[0]);
        var claims = Decode(parts[1]);

        var key = Assert.Single(keys, candidate => (string?)candidate!["kid"] == (string?)header["kid"])!;
        Assert.Equal(("RSA", "sig", "RS256"), ((string?)key["kty"], (string?)key["use"], (string?)key["alg"]));
        Assert.Equal("RS256", (string?)header["alg"]);
        Assert.Equal(_cluster.Identity.Oidc.Issuer, (string?)claims["iss"]);
        Assert.Equal("system:serviceaccount:default:default", (string?)claims["sub"]);
        Assert.All(keys, published => Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], published!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal)));

        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) });
        Assert.True(rsa.KeySize >= 2048);
        Assert.True(Verify(rsa, parts[0], parts[1], parts[2]));
        Assert.False(Verify(rsa, parts[0], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString().Replace(":default", ":admin", StringComparison.Ordinal))), parts[2]));
    }

    [Theory]
    [InlineData("/id/00000000000000000000000000000000/.well-known/openid-configuration")]
    [InlineData("/id/00000000000000000000000000000000/keys")]
    public async Task Issuer_ThatIsNone_PublishesNothing(string path)
    {
        using var response = await _client.GetAsync(new Uri(_bed.Emulator.AwsEndpoint, path), Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    // The issuer's host is AWS's; the emulator serves its path.
    private Uri Published(string path) => new(_bed.Emulator.AwsEndpoint, new Uri(_cluster.Identity.Oidc.Issuer).AbsolutePath + path);

    private async Task<JsonNode> KeysAsync() => JsonNode.Parse(await _client.GetStringAsync(Published("/keys"), Token))!["keys"]!;

    private async Task<string> TokenAsync()
    {
        using var kubernetes = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } });
        kubernetes.DefaultRequestHeaders.Authorization = new("Bearer", new EksTokens { Credentials = await _bed.Administrator.GetCredentialsAsync() }.Create());
        using var content = new StringContent("""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["sts.amazonaws.com"]}}""", Encoding.UTF8, "application/json");
        using var response = await kubernetes.PostAsync(new Uri(new Uri(_cluster.Endpoint), "/api/v1/namespaces/default/serviceaccounts/default/token"), content, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return (string)JsonNode.Parse(text)!["status"]!["token"]!;
    }

    private static bool Verify(RSA rsa, string header, string claims, string signature) =>
        rsa.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static JsonNode Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!;
}
