using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Aws;
using Microsoft.Extensions.DependencyInjection;
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
    [InlineData("other cluster")]
    [InlineData("foreign host")]
    [InlineData("plain http")]
    [InlineData("other path")]
    [InlineData("other action")]
    [InlineData("other service")]
    [InlineData("header not signed")]
    [InlineData("expires too late")]
    [InlineData("further parameter")]
    [InlineData("wrong secret")]
    [InlineData("no prefix")]
    [InlineData("no base64")]
    [InlineData("empty")]
    [InlineData("altered")]
    public async Task Authenticate_AnythingWrong_IsRefused(string fault)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateClusterAsync();
        var good = await TokensAsync(bed.Administrator);
        var text = good.Create();
        var token = fault switch
        {
            "other cluster" => (good with { ClusterName = "prod" }).Create(),
            "foreign host" => (good with { Endpoint = "https://sts.example.com" }).Create(),
            "plain http" => (good with { Endpoint = "http://sts.eu-west-1.amazonaws.com" }).Create(),
            "other path" => (good with { Path = "/x" }).Create(),
            "other action" => (good with { Action = "AssumeRole" }).Create(),
            "other service" => (good with { Service = "iam" }).Create(),
            "header not signed" => (good with { Header = "x-other" }).Create(),
            "expires too late" => (good with { Expires = "901" }).Create(),
            "further parameter" => (good with { Extra = "RoleArn" }).Create(),
            "wrong secret" => (good with { Credentials = new ImmutableCredentials(bed.Emulator.AccessKeyId, "wrong", null) }).Create(),
            "no prefix" => text["k8s-aws-v1.".Length..],
            "no base64" => text + "!",
            "empty" => "",
            _ => text[..^2] + (text[^2] == 'A' ? 'B' : 'A') + text[^1],
        };

        var identities = bed.Emulator.Services.GetRequiredService<IEksIdentities>();
        Assert.NotNull(identities.Authenticate("dev", text));
        Assert.Null(identities.Authenticate("dev", token));
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
