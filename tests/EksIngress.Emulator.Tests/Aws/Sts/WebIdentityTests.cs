using System.Security.Cryptography;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Sts;

/// <summary>The trust chain from a service account's token to a role, and what is said when one of its links is broken.</summary>
public sealed class WebIdentityTests
{
    private const string Subject = "system:serviceaccount:kube-system:aws-load-balancer-controller";
    private const string Audience = "sts.amazonaws.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AssumeRoleWithWebIdentity_WholeChain_GivesASessionWithTheRolesPermissions()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        await RegisterAsync(bed, issuer, Audience);
        var role = await CreateRoleAsync(bed, issuer, Subject, Audience);

        var response = await AssumeAsync(bed, role.Arn, bed.Kubernetes.Token(issuer, Claims(issuer)));

        Assert.Equal(Subject, response.SubjectFromWebIdentityToken);
        Assert.Equal(Audience, response.Audience);
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/controller/session", response.AssumedRoleUser.Arn);
        Assert.StartsWith("ASIA", response.Credentials.AccessKeyId, StringComparison.Ordinal);
        var identity = await bed.StsAs(response.Credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/controller/session", identity.Arn);
        Assert.Empty((await bed.EksAs(response.Credentials).ListClustersAsync(new ListClustersRequest(), Token)).Clusters ?? []);
        var denied = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.EksAs(response.Credentials).DescribeClusterAsync(new DescribeClusterRequest { Name = "x" }, Token));
        Assert.Equal("AccessDeniedException", denied.ErrorCode);
    }

    [Theory]
    [InlineData("provider missing", "InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/A1")]
    [InlineData("provider's audience", "InvalidIdentityToken", "Incorrect token audience")]
    [InlineData("token's audience", "InvalidIdentityToken", "Incorrect token audience")]
    [InlineData("other subject", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("trusted audience", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("trusted provider", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("no role", "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData("expired", "ExpiredTokenException", "Token expired")]
    [InlineData("not yet", "InvalidIdentityToken", "not valid yet")]
    [InlineData("unknown key", "InvalidIdentityToken", "Couldn't retrieve verification key")]
    [InlineData("forged", "InvalidIdentityToken", "signature")]
    [InlineData("algorithm none", "InvalidIdentityToken", "not a valid JWT")]
    [InlineData("no token", "InvalidIdentityToken", "not a valid JWT")]
    [InlineData("cluster gone", "InvalidIdentityToken", "Couldn't retrieve verification key")]
    public async Task AssumeRoleWithWebIdentity_OneLinkBroken_SaysWhichAsAwsDoes(string link, string code, string message)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        if (link != "provider missing")
        {
            await RegisterAsync(bed, issuer, link == "provider's audience" ? "other" : Audience);
        }

        var role = await CreateRoleAsync(
            bed,
            link == "trusted provider" ? issuer + "0" : issuer,
            link == "other subject" ? "system:serviceaccount:default:someone" : Subject,
            link == "trusted audience" ? "other" : Audience);
        var claims = Claims(issuer);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        claims["aud"] = link == "token's audience" ? "other" : Audience;
        claims["exp"] = link == "expired" ? now - 1 : now + 600;
        claims["nbf"] = link == "not yet" ? now + 500 : now;
        using var foreignKey = RSA.Create(2048);
        var token = link == "no token"
            ? "abcd"
            : bed.Kubernetes.Token(issuer, claims, link == "algorithm none" ? "none" : "RS256", link == "unknown key" ? "key-2" : "key-1", link == "forged" ? foreignKey : null);
        if (link == "cluster gone")
        {
            await bed.Kubernetes.StopAsync("A1", Token);
        }

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed, link == "no role" ? role.Arn + "0" : role.Arn, token));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_ProviderId_IsRefusedByName()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        await RegisterAsync(bed, issuer, Audience);
        var role = await CreateRoleAsync(bed, issuer, Subject, Audience);
        var request = new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = role.Arn,
            RoleSessionName = "session",
            WebIdentityToken = bed.Kubernetes.Token(issuer, Claims(issuer)),
            ProviderId = "www.amazon.com",
        };
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), bed.Config(new AmazonSecurityTokenServiceConfig()));

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => sts.AssumeRoleWithWebIdentityAsync(request, Token));

        Assert.Equal("NotEmulated", exception.ErrorCode);
        Assert.Equal("The parameter 'ProviderId' of AssumeRoleWithWebIdentity is not emulated by the service 'sts'. Leave it out, or use AWS.", exception.Message);
    }

    [Fact]
    public async Task Session_RoleMadeAnew_IsNotRevived()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        await RegisterAsync(bed, issuer, Audience);
        var role = await CreateRoleAsync(bed, issuer, Subject, Audience);
        var response = await AssumeAsync(bed, role.Arn, bed.Kubernetes.Token(issuer, Claims(issuer)));

        await bed.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "controller", PolicyName = "inline" }, Token);
        await bed.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "controller" }, Token);
        await CreateRoleAsync(bed, issuer, Subject, Audience);

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.StsAs(response.Credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));
        Assert.Equal("InvalidClientTokenId", exception.ErrorCode);
    }

    [Fact]
    public async Task Session_WithoutOrWithAnotherToken_IsRefused_AndExpires()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        await RegisterAsync(bed, issuer, Audience);
        var role = await CreateRoleAsync(bed, issuer, Subject, Audience);
        var session = (await AssumeAsync(bed, role.Arn, bed.Kubernetes.Token(issuer, Claims(issuer)))).Credentials;

        foreach (var credentials in new AWSCredentials[] { new BasicAWSCredentials(session.AccessKeyId, session.SecretAccessKey), new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, "other") })
        {
            var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.StsAs(credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));
            Assert.Equal("InvalidClientTokenId", refused.ErrorCode);
        }

        Assert.Equal(time.GetUtcNow().AddHours(1), new DateTimeOffset(session.Expiration!.Value.ToUniversalTime()), TimeSpan.FromSeconds(2));
    }

    // That a key signed a token is remembered; whether it is to be believed is not.
    [Fact]
    public async Task AssumeRoleWithWebIdentity_TokenThatWasTakenBefore_IsHeldAgainstWhatIsTrueNow()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        var issuer = bed.Kubernetes.AddIssuer("A1");
        await RegisterAsync(bed, issuer, Audience);
        var role = await CreateRoleAsync(bed, issuer, Subject, Audience);
        var token = bed.Kubernetes.Token(issuer, Claims(issuer));
        await AssumeAsync(bed, role.Arn, token);
        await AssumeAsync(bed, role.Arn, token);

        var forged = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed, role.Arn, token[..^8] + (token[^8] == 'A' ? 'B' : 'A') + token[^7..]));
        await bed.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = "controller", PolicyDocument = """{"Statement":{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}}""" }, Token);
        var untrusted = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed, role.Arn, token));
        time.Advance(TimeSpan.FromMinutes(11));
        var expired = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed, role.Arn, token));
        await bed.Kubernetes.StopAsync("A1", Token);
        var gone = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => AssumeAsync(bed, role.Arn, token));

        Assert.Equal("The signature of the ID Token provided is not valid", forged.Message);
        Assert.Equal(["AccessDenied", "ExpiredTokenException", "InvalidIdentityToken"], [untrusted.ErrorCode, expired.ErrorCode, gone.ErrorCode]);
    }

    private static async Task RegisterAsync(AwsTestbed bed, string issuer, string audience) =>
        await bed.Iam.CreateOpenIDConnectProviderAsync(new CreateOpenIDConnectProviderRequest { Url = issuer, ClientIDList = [audience] }, Token);

    private static Task<Role> CreateRoleAsync(AwsTestbed bed, string issuer, string subject, string audience)
    {
        var host = issuer["https://".Length..];
        return bed.CreateRoleAsync(
            "controller",
            $$$"""
            {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{{host}}}"},"Action":"sts:AssumeRoleWithWebIdentity",
             "Condition":{"StringEquals":{"{{{host}}}:sub":"{{{subject}}}","{{{host}}}:aud":"{{{audience}}}"} } }
            """,
            """{"Effect":"Allow","Action":"eks:ListClusters","Resource":"*"}""");
    }

    private static Dictionary<string, object> Claims(string issuer)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new Dictionary<string, object> { ["iss"] = issuer, ["sub"] = Subject, ["aud"] = new[] { Audience }, ["exp"] = now + 600, ["iat"] = now };
    }

    // As the SDK's credential provider calls it: without a signature.
    private static async Task<AssumeRoleWithWebIdentityResponse> AssumeAsync(AwsTestbed bed, string roleArn, string token)
    {
        using var sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), bed.Config(new AmazonSecurityTokenServiceConfig()));
        return await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest { RoleArn = roleArn, RoleSessionName = "session", WebIdentityToken = token }, Token);
    }
}
