using System.Text;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Tests.Aws;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Ecr;

/// <summary>Authorization tokens and tags of repositories.</summary>
public sealed class RepositoryTests : IAsyncLifetime
{
    // Requests carry the machine's time, so the emulator's clock starts there too.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private AwsTestbed _bed = null!;
    private AmazonECRClient _ecr = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token, _time);
        _ecr = ClientOf(_bed.Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        _ecr.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task AuthorizationToken_IsForTheRegistryAndTwelveHours()
    {
        var first = await TokenAsync(_ecr);
        var second = await TokenAsync(_ecr);

        var credentials = Encoding.ASCII.GetString(Convert.FromBase64String(first.AuthorizationToken)).Split(':', 2);
        Assert.Equal("AWS", credentials[0]);
        Assert.True(credentials[1].Length > 100);
        Assert.NotEqual(first.AuthorizationToken, second.AuthorizationToken);
        Assert.Equal("https://000000000000.dkr.ecr.eu-west-1.amazonaws.com", first.ProxyEndpoint);
        Assert.InRange(first.ExpiresAt!.Value.ToUniversalTime() - _time.GetUtcNow().UtcDateTime, TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1), TimeSpan.FromHours(12));
    }

    /// <summary>It is of the registry, not of a repository: a policy must say so of <c>*</c>.</summary>
    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:ecr:eu-west-1:000000000000:repository/web", false)]
    public async Task AuthorizationToken_IsAllowed_OfEverythingOnly(string resource, bool isAllowed)
    {
        using var ecr = ClientOf(await _bed.CreateUserAsync("dev", $$"""{"Effect":"Allow","Action":"ecr:*","Resource":"{{resource}}"}"""));

        if (isAllowed)
        {
            Assert.NotEmpty((await TokenAsync(ecr)).AuthorizationToken);
        }
        else
        {
            Assert.Equal(
                "AccessDeniedException: User: arn:aws:iam::000000000000:user/dev is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action",
                await Failures.TextAsync(() => TokenAsync(ecr)));
        }
    }

    [Fact]
    public async Task Tags_AddedListedAndRemoved()
    {
        var arn = (await _ecr.CreateRepositoryAsync(new CreateRepositoryRequest { RepositoryName = "web", Tags = [new Tag { Key = "team", Value = "a" }] }, Token)).Repository.RepositoryArn;

        await _ecr.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [new Tag { Key = "env", Value = "dev" }, new Tag { Key = "team", Value = "b" }] }, Token);
        await _ecr.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["env", "nobody"] }, Token);

        var left = Assert.Single((await _ecr.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Token)).Tags);
        Assert.Equal(("team", "b"), (left.Key, left.Value));
        Assert.Equal("RepositoryNotFoundException", await Failures.CodeAsync(() => _ecr.TagResourceAsync(new TagResourceRequest { ResourceArn = arn + "x", Tags = [new Tag { Key = "a", Value = "b" }] }, Token)));
        Assert.Equal("RepositoryNotFoundException", await Failures.CodeAsync(() => _ecr.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn + "x", TagKeys = ["a"] }, Token)));
        Assert.Equal("InvalidParameterException", await Failures.CodeAsync(() => _ecr.UntagResourceAsync(new UntagResourceRequest { ResourceArn = "web", TagKeys = ["a"] }, Token)));
    }

    private AmazonECRClient ClientOf(AWSCredentials credentials) => new(credentials, _bed.Config(new AmazonECRConfig()));

    private static async Task<AuthorizationData> TokenAsync(AmazonECRClient client) =>
        Assert.Single((await client.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest(), Token)).AuthorizationData);
}
