using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Tests.Aws.Paging;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Signing;

public sealed class SignatureTests
{
    private static readonly Dictionary<string, Action<HttpRequestMessage>> Alterations = new(StringComparer.Ordinal)
    {
        ["body"] = request => request.Content = new StringContent("Action=GetCallerIdentity&Version=2011-06-15&X=1", Encoding.UTF8, "application/x-www-form-urlencoded"),
        ["query"] = request => request.RequestUri = new Uri(request.RequestUri + "?a=b"),
        ["path"] = request => request.RequestUri = new Uri(request.RequestUri!, "/other"),
        ["method"] = request => request.Method = HttpMethod.Put,
        ["host"] = request => request.Headers.Host = "sts.amazonaws.com",
        ["amz header added"] = request => request.Headers.Add("x-amz-extra", "1"),
        ["date"] = request => Replace(request, "X-Amz-Date", OtherSecond(request.Headers.GetValues("X-Amz-Date").Single())),
        ["signature"] = request => ReplaceAuthorization(request, text => text[..^1] + (text[^1] == '0' ? '1' : '0')),
        ["signed headers"] = request => ReplaceAuthorization(request, text => text.Replace("SignedHeaders=", "SignedHeaders=accept;", StringComparison.Ordinal)),
        ["host not signed"] = request => ReplaceAuthorization(request, text => text.Replace("host;", "", StringComparison.Ordinal)),
        ["content hash"] = request => Replace(request, "X-Amz-Content-SHA256", new string('0', 64)),
        ["scope date"] = request => ReplaceAuthorization(request, text => text.Replace("/20", "/19", StringComparison.Ordinal)),
        ["scope region"] = request => ReplaceAuthorization(request, text => text.Replace("/eu-west-1/", "/eu-west-2/", StringComparison.Ordinal)),
        ["token added"] = request => request.Headers.Add("x-amz-security-token", "t"),
        ["no date"] = request => request.Headers.Remove("X-Amz-Date"),
        ["no signature"] = request => ReplaceAuthorization(request, text => text[..text.IndexOf("Signature=", StringComparison.Ordinal)]),
        ["other algorithm"] = request => ReplaceAuthorization(request, text => text.Replace("HMAC", "NONE", StringComparison.Ordinal)),
        ["unsigned"] = request => request.Headers.Remove("Authorization"),
        ["signed twice"] = request => request.RequestUri = new Uri(request.RequestUri + "?X-Amz-Signature=0&X-Amz-Algorithm=AWS4-HMAC-SHA256"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetCallerIdentity_RightSecret_AnswersTheAdministrator()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        var identity = await bed.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);

        Assert.Equal("arn:aws:iam::000000000000:user/admin", identity.Arn);
        Assert.StartsWith("AIDA", identity.UserId, StringComparison.Ordinal);
        Assert.NotEmpty(identity.ResponseMetadata.RequestId);
    }

    [Theory]
    [InlineData("body", "SignatureDoesNotMatch")]
    [InlineData("query", "SignatureDoesNotMatch")]
    [InlineData("path", "SignatureDoesNotMatch")]
    [InlineData("method", "SignatureDoesNotMatch")]
    [InlineData("host", "SignatureDoesNotMatch")]
    [InlineData("amz header added", "SignatureDoesNotMatch")]
    [InlineData("date", "SignatureDoesNotMatch")]
    [InlineData("signature", "SignatureDoesNotMatch")]
    [InlineData("signed headers", "SignatureDoesNotMatch")]
    [InlineData("host not signed", "SignatureDoesNotMatch")]
    [InlineData("content hash", "SignatureDoesNotMatch")]
    [InlineData("scope date", "SignatureDoesNotMatch")]
    [InlineData("scope region", "SignatureDoesNotMatch")]
    [InlineData("token added", "InvalidClientTokenId")]
    [InlineData("no date", "IncompleteSignature")]
    [InlineData("no signature", "IncompleteSignature")]
    [InlineData("other algorithm", "IncompleteSignature")]
    [InlineData("signed twice", "IncompleteSignature")]
    [InlineData("unsigned", "MissingAuthenticationToken")]
    public async Task GetCallerIdentity_AlteredOnTheWay_IsRefused(string alteration, string code)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var config = bed.Config(new AmazonSecurityTokenServiceConfig());
        config.HttpClientFactory = new AlteringClientFactory(Alterations[alteration]);
        using var sts = new AmazonSecurityTokenServiceClient(bed.Administrator, config);

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));

        Assert.Equal(code, exception.ErrorCode);
    }

    [Theory]
    [InlineData("AKIAAAAAAAAAAAAAAAAA", null, "InvalidClientTokenId", "AuthFailure", "UnrecognizedClientException")]
    [InlineData(null, "wrong", "SignatureDoesNotMatch", "AuthFailure", "InvalidSignatureException")]
    public async Task Call_WrongKey_AnswersInTheServicesOwnWords(string? accessKey, string? secret, string query, string ec2, string restJson)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var credentials = new BasicAWSCredentials(accessKey ?? bed.Emulator.AccessKeyId, secret ?? bed.Emulator.SecretAccessKey);

        var fromSts = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.StsAs(credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));
        var fromEc2 = await Assert.ThrowsAnyAsync<AmazonEC2Exception>(() => bed.Ec2As(credentials).DescribeVpcsAsync(new DescribeVpcsRequest(), Token));
        var fromEks = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.EksAs(credentials).ListClustersAsync(new ListClustersRequest(), Token));

        Assert.Equal((query, ec2, restJson), (fromSts.ErrorCode, fromEc2.ErrorCode, fromEks.ErrorCode));
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(6)]
    public async Task GetCallerIdentity_ClockOffByMoreThanFiveMinutes_IsRefused(int minutes)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        await using var bed = await AwsTestbed.StartAsync(Token, time);

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));

        Assert.Equal("SignatureDoesNotMatch", exception.ErrorCode);
        Assert.Contains(minutes > 0 ? "Signature expired" : "Signature not yet current", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Each protocol has its own words for the same fault. An SDK learns from them that its clock is off.</summary>
    [Theory]
    [InlineData("sts", "SignatureDoesNotMatch", 403)]
    [InlineData("iam", "SignatureDoesNotMatch", 403)]
    [InlineData("elasticloadbalancing", "SignatureDoesNotMatch", 403)]
    [InlineData("route53", "SignatureDoesNotMatch", 403)]
    [InlineData("ec2", "RequestExpired", 400)]
    [InlineData("eks", "InvalidSignatureException", 403)]
    [InlineData("acm", "InvalidSignatureException", 400)]
    [InlineData("ecr", "InvalidSignatureException", 400)]
    [InlineData("wafv2", "InvalidSignatureException", 400)]
    [InlineData("shield", "InvalidSignatureException", 400)]
    public async Task Call_ClockOff_IsRefusedInTheProtocolsOwnWords(string service, string code, int status)
    {
        foreach (var (minutes, words) in new[] { (-6, "Signature not yet current: "), (6, "Signature expired: ") })
        {
            await using var bed = await AwsTestbed.StartAsync(Token, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes)));
            using var calls = new RawCalls(bed.Emulator);

            var refused = await Assert.ThrowsAsync<RawCallException>(() => service switch
            {
                "eks" => calls.RestAsync(service, "/clusters", null, []),
                "route53" => calls.RestAsync(service, "/2013-04-01/hostedzone", null, []),
                "sts" => calls.QueryAsync(service, "GetCallerIdentity", []),
                "iam" => calls.QueryAsync(service, "ListRoles", []),
                "ec2" => calls.QueryAsync(service, "DescribeVpcs", []),
                "elasticloadbalancing" => calls.QueryAsync(service, "DescribeLoadBalancers", []),
                "acm" => calls.JsonAsync(service, "ListCertificates", []),
                "ecr" => calls.JsonAsync(service, "DescribeRepositories", []),
                "wafv2" => calls.JsonAsync(service, "ListWebACLs", new() { ["Scope"] = "REGIONAL" }),
                _ => calls.JsonAsync(service, "GetSubscriptionState", []),
            });

            Assert.Equal($"{status} {code}", refused.Answer);
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Call_BodyTooLong_IsRefusedUnread()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        // Asks before it sends: who is still sending when a connection is closed may not see the answer.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) });
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var content = new ByteArrayContent(new byte[(1024 * 1024) + 1]);

        using var response = await client.PostAsync(bed.Emulator.AwsEndpoint, content, Token);

        Assert.Equal(System.Net.HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Call_UnknownOperationOrService_SaysNotEmulatedAndNamesIt()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        var operation = await Assert.ThrowsAnyAsync<AmazonEC2Exception>(() => bed.Ec2.DescribeSpotFleetRequestsAsync(new DescribeSpotFleetRequestsRequest(), Token));

        Assert.Equal("NotEmulated", operation.ErrorCode);
        Assert.Contains("DescribeSpotFleetRequests", operation.Message, StringComparison.Ordinal);
        Assert.Contains("'ec2'", operation.Message, StringComparison.Ordinal);
    }

    // 20261124T120000Z
    private static string OtherSecond(string date) => $"{date[..^2]}{(date[^2] == '9' ? '8' : '9')}Z";

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        Assert.True(request.Headers.Remove(name));
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static void ReplaceAuthorization(HttpRequestMessage request, Func<string, string> change)
    {
        var value = request.Headers.GetValues("Authorization").Single();
        Replace(request, "Authorization", change(value));
    }
}
