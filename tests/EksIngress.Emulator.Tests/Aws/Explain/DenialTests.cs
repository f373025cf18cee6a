using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Aws.Explain;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Explain;

/// <summary>Every refusal says which policy and statement decided it, or where there is none: in the log's ring, and on the span.</summary>
public sealed class DenialTests
{
    private const string Iam = "arn:aws:iam::000000000000:";
    private const string AllowAll = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""", null, null, "no statement of identity-based policy inline policy inline of role r")]
    [InlineData("""{"Sid":"Locked","Effect":"Deny","Action":"eks:*","Resource":"*"}""", null, null, "inline policy inline of role r, statement Locked")]
    [InlineData(AllowAll, """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""", null, "no statement of permissions boundary arn:aws:iam::000000000000:policy/b")]
    [InlineData(AllowAll, AllowAll + """,{"Effect":"Deny","Action":"eks:List*","Resource":"*"}""", null, "arn:aws:iam::000000000000:policy/b, statement #2")]
    [InlineData(AllowAll, null, """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""", "no statement of session policy session policy")]
    [InlineData(AllowAll, null, AllowAll + """,{"Effect":"Deny","Action":"eks:ListClusters","Resource":"*"}""", "session policy, statement #2")]
    public async Task Call_Denied_NamesWhatDecided(string identity, string? boundary, string? session, string decidedBy)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var bound = boundary is null
            ? null
            : (await bed.Iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = "b", PolicyDocument = AwsTestbed.Document(boundary) }, Token)).Policy.Arn;
        await bed.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "r", PermissionsBoundary = bound, AssumeRolePolicyDocument = AwsTestbed.Document(Trust("""{"AWS":"000000000000"}""")) }, Token);
        await bed.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "r", PolicyName = "inline", PolicyDocument = AwsTestbed.Document(identity) }, Token);
        var credentials = (await bed.Sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Iam + "role/r", RoleSessionName = "s1", Policy = session is null ? null : AwsTestbed.Document(session) }, Token)).Credentials;

        await AssertDeniedAsync(
            bed,
            () => bed.EksAs(credentials).ListClustersAsync(new ListClustersRequest(), Token),
            "arn:aws:sts::000000000000:assumed-role/r/s1",
            "eks:ListClusters",
            decidedBy);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/admin"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x"}}}""", "no statement of resource-based policy trust policy of role target")]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""", "trust policy of role target, statement #1")]
    public async Task AssumeRole_DeniedByTheTrustPolicy_NamesIt(string trust, string decidedBy)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("target", trust);

        await AssertDeniedAsync(
            bed,
            () => bed.Sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Iam + "role/target", RoleSessionName = "s1" }, Token),
            Iam + "user/admin",
            "sts:AssumeRole",
            decidedBy);
    }

    [Theory]
    [InlineData("system:serviceaccount:a:other", "sts.amazonaws.com", "no statement of resource-based policy trust policy of role web")]
    [InlineData("system:serviceaccount:a:b", "other", "web identity, broken link: audience")]
    public async Task AssumeRoleWithWebIdentity_Denied_NamesTrustPolicyOrLink(string trusted, string audience, string decidedBy)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        var host = issuer["https://".Length..];
        await bed.Iam.CreateOpenIDConnectProviderAsync(new CreateOpenIDConnectProviderRequest { Url = issuer, ClientIDList = ["sts.amazonaws.com"] }, Token);
        var principal = $$"""{"Federated":"{{Iam}}oidc-provider/{{host}}"}""";
        await bed.CreateRoleAsync(
            "web",
            $$$"""{"Effect":"Allow","Principal":{{{principal}}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{{host}}}:sub":"{{{trusted}}}"} } }""");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var token = bed.Kubernetes.Token(issuer, new Dictionary<string, object> { ["iss"] = issuer, ["sub"] = "system:serviceaccount:a:b", ["aud"] = audience, ["exp"] = now + 600, ["iat"] = now });
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), bed.Config(new AmazonSecurityTokenServiceConfig()));

        await AssertDeniedAsync(
            bed,
            () => sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest { RoleArn = Iam + "role/web", RoleSessionName = "s1", WebIdentityToken = token }, Token),
            "system:serviceaccount:a:b",
            "sts:AssumeRoleWithWebIdentity",
            decidedBy);
        Assert.DoesNotContain(token, await ListDenialsAsync(bed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassRole_Denied_NamesTheCallersPolicies()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateServiceRoleAsync("cluster", "eks.amazonaws.com");
        await bed.CreateRoleAsync("r", Trust("""{"AWS":"000000000000"}"""), """{"Effect":"Allow","Action":"eks:*","Resource":"*"}""");
        var session = await bed.Sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Iam + "role/r", RoleSessionName = "s1" }, Token);

        await AssertDeniedAsync(
            bed,
            () => bed.EksAs(session.Credentials).CreateClusterAsync(Cluster("cluster"), Token),
            "arn:aws:sts::000000000000:assumed-role/r/s1",
            "iam:PassRole",
            "no statement of identity-based policy inline policy inline of role r");
    }

    [Fact]
    public async Task ClusterRole_DoesNotTrustEks_NamesItsTrustPolicy()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateServiceRoleAsync("nodes", "ec2.amazonaws.com");

        await AssertDeniedAsync(
            bed,
            () => bed.Eks.CreateClusterAsync(Cluster("nodes"), Token),
            "eks.amazonaws.com",
            "sts:AssumeRole",
            "no statement of resource-based policy trust policy of role nodes");
    }

    [Fact]
    public async Task SessionOfGetSessionToken_CallsIam_SaysThatNoPolicyDecided()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var session = (await bed.Sts.GetSessionTokenAsync(new GetSessionTokenRequest(), Token)).Credentials;

        await AssertDeniedAsync(
            bed,
            () => bed.IamAs(session).ListRolesAsync(new ListRolesRequest(), Token),
            Iam + "user/admin",
            "iam:ListRoles",
            "no policy: what sessions of GetSessionToken without MFA may call is fixed");
    }

    [Fact]
    public async Task Denials_ManyAndLong_AreBoundedAndOldestGoFirst()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var log = bed.Emulator.Services.GetRequiredService<DenialLog>();

        for (var i = 0; i < DenialLog.Capacity + 5; i++)
        {
            log.Add(new Denial(DateTimeOffset.UnixEpoch, $"caller {i}", "a:B", new string('x', 5000), "ImplicitlyDenied", "nothing"));
        }

        Assert.Equal(DenialLog.Capacity, log.Last.Count);
        Assert.Equal("caller 5", log.Last[0].Caller);
        Assert.All(log.Last, denial => Assert.True(denial.Resource.Length <= 513));
    }

    [Theory]
    [InlineData("/_emulator/explain/denials")]
    [InlineData("/_emulator/explain/trust?cluster=dev")]
    public async Task Explain_WithoutTheAdministratorsKey_IsRefused(string path)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(bed.Emulator.AwsEndpoint, path), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?cluster=a%0Ab")]
    [InlineData("?cluster=a&action=everything")]
    [InlineData("?cluster=a&identity=other")]
    public async Task ExplainTrust_BadQuestion_SaysHowToAsk(string query)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        using var response = await GetAsync(bed, "/_emulator/explain/trust" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("cluster=NAME", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task AssertDeniedAsync(AwsTestbed bed, Func<Task> call, string caller, string action, string decidedBy)
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(call);

        var denial = Assert.Single(JsonNode.Parse(await ListDenialsAsync(bed))!["denials"]!.AsArray())!;
        Assert.Equal((caller, action, decidedBy), ((string?)denial["caller"], (string?)denial["action"], (string?)denial["decidedBy"]));
        var span = await Eks.EksTestbed.WaitAsync(() => Task.FromResult(spans.FirstOrDefault(span => span.GetTagItem("aws.request_id") as string == error.RequestId)));
        Assert.Equal(decidedBy, span.GetTagItem("aws.iam.decided_by"));
        Assert.Equal(span.TraceId.ToString(), (string?)denial["traceId"]);
    }

    private static async Task<string> ListDenialsAsync(AwsTestbed bed)
    {
        using var response = await GetAsync(bed, "/_emulator/explain/denials");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private static async Task<HttpResponseMessage> GetAsync(AwsTestbed bed, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bed.Emulator.AwsEndpoint, path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{bed.Emulator.AccessKeyId}:{bed.Emulator.SecretAccessKey}")));
        return await http.SendAsync(request, Token);
    }

    private static CreateClusterRequest Cluster(string role) =>
        new() { Name = "dev", RoleArn = $"{Iam}role/{role}", ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = ["subnet-1", "subnet-2"] } };

    private static string Trust(string principal) => $$"""{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}""";
}
