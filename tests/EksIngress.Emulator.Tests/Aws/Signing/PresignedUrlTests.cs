using System.Net;
using System.Xml.Linq;
using EksIngress.Emulator.Tests.Aws.Eks;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Signing;

/// <summary>GetCallerIdentity by a presigned URL, as those fetch it who check the identity of somebody else.</summary>
public sealed class PresignedUrlTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("as made", null)]
    [InlineData("in its last seconds", null)]
    [InlineData("window over", "Signature expired")]
    [InlineData("window widened", "does not match")]
    [InlineData("signature altered", "does not match")]
    [InlineData("parameter added", "does not match")]
    [InlineData("header altered", "does not match")]
    public async Task GetCallerIdentity_PresignedUrl_IsGoodInItsWindowAndUnaltered(string fault, string? refusal)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        var tokens = new EksTokens { Credentials = await bed.Administrator.GetCredentialsAsync(), Endpoint = bed.Emulator.AwsEndpoint.ToString(), Expires = "120" };
        var url = tokens.CreateUrl();
        var altered = fault switch
        {
            "window widened" => url.Replace("X-Amz-Expires=120", "X-Amz-Expires=900", StringComparison.Ordinal),
            "signature altered" => url[..^1] + (url[^1] == '0' ? '1' : '0'),
            "parameter added" => url + "&a=b",
            _ => url,
        };
        Assert.Equal(fault is "window widened" or "signature altered" or "parameter added", url != altered);
        time.Advance(TimeSpan.FromSeconds(fault switch
        {
            "in its last seconds" => 60,
            "window over" or "window widened" => 180,
            _ => 0,
        }));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(altered));
        request.Headers.Add(tokens.Header, fault == "header altered" ? "prod" : tokens.ClusterName);

        using var response = await client.SendAsync(request, Token);

        var answer = XDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        string Text(string name) => answer.Descendants().Single(element => element.Name.LocalName == name).Value;
        if (refusal is null)
        {
            Assert.Equal((HttpStatusCode.OK, "arn:aws:iam::000000000000:user/admin"), (response.StatusCode, Text("Arn")));
        }
        else
        {
            Assert.Equal((HttpStatusCode.Forbidden, "SignatureDoesNotMatch"), (response.StatusCode, Text("Code")));
            Assert.Contains(refusal, Text("Message"), StringComparison.Ordinal);
        }
    }
}
