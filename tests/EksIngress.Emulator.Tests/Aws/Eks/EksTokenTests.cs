using System.Collections.Concurrent;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Eks;

public sealed class EksTokenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authenticate_ClustersCreator_IsItsAdministrator()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();

        var identity = Authenticate(bed, await TokensAsync(bed.Administrator));

        Assert.Equal("arn:aws:iam::000000000000:user/admin", identity!.Username);
        Assert.Equal("AmazonEKSClusterAdminPolicy", Assert.Single(identity.AccessPolicies).Name);
    }

    [Fact]
    public async Task Authenticate_RoleSession_IsMappedThroughItsAccessEntry()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();
        var role = await bed.CreateRoleAsync("viewer", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/admin"},"Action":"sts:AssumeRole"}""");
        var session = (await bed.Sts.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "me@here" }, Token)).Credentials;
        var tokens = await TokensAsync(session);
        Assert.Null(Authenticate(bed, tokens));

        await bed.Eks.CreateAccessEntryAsync(new CreateAccessEntryRequest { ClusterName = "dev", PrincipalArn = role.Arn, KubernetesGroups = ["viewers"] }, Token);
        await bed.Eks.AssociateAccessPolicyAsync(
            new AssociateAccessPolicyRequest
            {
                ClusterName = "dev",
                PrincipalArn = role.Arn,
                PolicyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
                AccessScope = new AccessScope { Type = AccessScopeType.Namespace, Namespaces = ["default"] },
            },
            Token);

        var identity = Authenticate(bed, tokens);
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/viewer/me-here", identity!.Username);
        Assert.Equal(["viewers"], identity.Groups);
        Assert.Equal(["default"], Assert.Single(identity.AccessPolicies).Namespaces);

        await bed.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "viewer" }, Token);
        Assert.Null(Authenticate(bed, tokens));
    }

    [Fact]
    public async Task Authenticate_TokenMadeOnTheEmulatorsEndpoint_IsTaken()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();

        Assert.NotNull(Authenticate(bed, await TokensAsync(bed.Administrator) with { Endpoint = bed.Emulator.AwsEndpoint.ToString() }));
    }

    [Theory]
    [InlineData("other cluster", "does not match the signature you provided")]
    [InlineData("foreign host", "its URL does not lead to STS")]
    [InlineData("host like STS's", "its URL does not lead to STS")]
    [InlineData("plain http", "its URL does not lead to STS")]
    [InlineData("other port", "its URL does not lead to STS")]
    [InlineData("other path", "its URL does not lead to STS")]
    [InlineData("user in the URL", "its URL does not lead to STS")]
    [InlineData("fragment", "its URL does not lead to STS")]
    [InlineData("other action", "it is not for GetCallerIdentity")]
    [InlineData("action in another case", "it is not for GetCallerIdentity")]
    [InlineData("other service", "it is not signed for sts")]
    [InlineData("header not signed", "does not sign x-k8s-aws-id")]
    [InlineData("expires too late", "expires after more than 900 s")]
    [InlineData("further parameter", "its URL has the parameter RoleArn")]
    [InlineData("parameter repeated", "its URL has the parameter X-Amz-User-Agent, or has it twice")]
    [InlineData("wrong secret", "does not match the signature you provided")]
    [InlineData("unknown key", "The security token included in the request is invalid")]
    [InlineData("no prefix", "it is not k8s-aws-v1. and base64url")]
    [InlineData("no base64", "it is not k8s-aws-v1. and base64url")]
    [InlineData("too long", "longer than 16384 characters")]
    [InlineData("empty", "it is not k8s-aws-v1. and base64url")]
    [InlineData("altered", "")]
    public async Task Authenticate_AnythingWrong_IsRefusedForItsReason(string fault, string reason)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();
        var good = await TokensAsync(bed.Administrator);
        var text = good.Create();
        var url = good.CreateUrl();
        var token = fault switch
        {
            "other cluster" => (good with { ClusterName = "prod" }).Create(),
            "foreign host" => (good with { Endpoint = "https://sts.example.com" }).Create(),
            "host like STS's" => (good with { Endpoint = "https://sts.eu-west-1.amazonaws.com.example.com" }).Create(),
            "plain http" => (good with { Endpoint = "http://sts.eu-west-1.amazonaws.com" }).Create(),
            "other port" => (good with { Endpoint = "https://sts.eu-west-1.amazonaws.com:8443" }).Create(),
            "other path" => (good with { Path = "/x" }).Create(),
            "user in the URL" => EksTokens.Of(url.Replace("https://", "https://someone@", StringComparison.Ordinal)),
            "fragment" => EksTokens.Of(url + "#x"),
            "other action" => (good with { Action = "AssumeRole" }).Create(),
            "action in another case" => (good with { Action = "getcalleridentity" }).Create(),
            "other service" => (good with { Service = "iam" }).Create(),
            "header not signed" => (good with { Header = "x-other" }).Create(),
            "expires too late" => (good with { Expires = "901" }).Create(),
            "further parameter" => (good with { Extra = "RoleArn" }).Create(),
            "parameter repeated" => (good with { Repeated = "X-Amz-User-Agent" }).Create(),
            "wrong secret" => (good with { Credentials = new ImmutableCredentials(bed.Emulator.AccessKeyId, "wrong", null) }).Create(),
            "unknown key" => (good with { Credentials = new ImmutableCredentials("AKIAAAAAAAAAAAAAAAAA", bed.Emulator.SecretAccessKey, null) }).Create(),
            "no prefix" => text["k8s-aws-v1.".Length..],
            "no base64" => text + "!",
            "too long" => text + new string('A', 16384),
            "empty" => "",
            _ => text[..^2] + (text[^2] == 'A' ? 'B' : 'A') + text[^1],
        };
        var written = new ConcurrentQueue<string>();
        using var recorder = new LogRecorder(written);
        bed.Emulator.Services.GetRequiredService<ILoggerFactory>().AddProvider(recorder);

        var identities = bed.Emulator.Services.GetRequiredService<IEksIdentities>();
        Assert.NotNull(identities.Authenticate("dev", text));
        Assert.Null(identities.Authenticate("dev", token));
        Assert.Contains(reason, Assert.Single(written, line => line.StartsWith("Token for cluster dev refused: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authenticate_AfterAQuarterOfAnHour_IsRefused()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        await bed.CreateClusterAsync();
        var tokens = await TokensAsync(bed.Administrator);
        var text = tokens.Create();
        var identities = bed.Emulator.Services.GetRequiredService<IEksIdentities>();

        time.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(identities.Authenticate("dev", text));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(identities.Authenticate("dev", text));
    }

    private static async Task<EksTokens> TokensAsync(AWSCredentials credentials) => new() { Credentials = await credentials.GetCredentialsAsync() };

    private static EksIdentity? Authenticate(AwsTestbed bed, EksTokens tokens) =>
        bed.Emulator.Services.GetRequiredService<IEksIdentities>().Authenticate("dev", tokens.Create());
}
