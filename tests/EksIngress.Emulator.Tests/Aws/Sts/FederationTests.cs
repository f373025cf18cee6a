using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Tests.Aws.Eks;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Sts;

/// <summary>GetFederationToken: a user hands on a part of its own permissions under a name.</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private const string Look = """{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}""";

    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Federated_MayWhatItsPolicyAndTheUserAllow()
    {
        var user = await _bed.CreateUserAsync("broker", """{"Effect":"Allow","Action":["sts:GetFederationToken","ec2:DescribeVpcs","ec2:CreateVpc"],"Resource":"*"}""");

        var token = await FederateAsync(user, Look);

        Assert.Equal(("000000000000:someone", "arn:aws:sts::000000000000:federated-user/someone"), (token.FederatedUser.FederatedUserId, token.FederatedUser.Arn));
        var identity = await _bed.StsAs(token.Credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);
        Assert.Equal(("000000000000:someone", "arn:aws:sts::000000000000:federated-user/someone"), (identity.UserId, identity.Arn));
        var ec2 = _bed.Ec2As(token.Credentials);
        await ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        // The one lacks it, and so does the other.
        Assert.EndsWith("because no identity-based policy allows the ec2:DescribeSubnets action", await Failures.TextAsync(() => ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token)), StringComparison.Ordinal);
        Assert.Contains("because no session policy allows the ec2:CreateVpc action", await Failures.TextAsync(() => ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Federated_WithoutPolicy_MayNothing()
    {
        var token = await FederateAsync(_bed.Administrator, null);

        Assert.EndsWith("because no session policy allows the ec2:DescribeVpcs action", await Failures.TextAsync(() => _bed.Ec2As(token.Credentials).DescribeVpcsAsync(new DescribeVpcsRequest(), Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Federated_IsKeptFromIamStsAndClusters()
    {
        await _bed.CreateClusterAsync();
        var token = await FederateAsync(_bed.Administrator, """{"Effect":"Allow","Action":"*","Resource":"*"}""");

        Assert.Equal("InvalidClientTokenId", await Failures.CodeAsync(() => _bed.IamAs(token.Credentials).ListRolesAsync(new ListRolesRequest(), Token)));
        Assert.Equal("InvalidClientTokenId", await Failures.CodeAsync(() => _bed.StsAs(token.Credentials).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/cluster", RoleSessionName = "session" }, Token)));
        Assert.Equal("InvalidClientTokenId", await Failures.CodeAsync(() => FederateAsync(token.Credentials, null)));
        await _bed.EksAs(token.Credentials).ListClustersAsync(new Amazon.EKS.Model.ListClustersRequest(), Token);
        var kubernetes = new EksTokens { Credentials = await token.Credentials.GetCredentialsAsync() }.Create();
        Assert.Null(_bed.Emulator.Services.GetRequiredService<IEksIdentities>().Authenticate("dev", kubernetes));
    }

    [Fact]
    public async Task Federated_WithTags_CarriesThemAsPrincipalTags()
    {
        var user = await _bed.CreateUserAsync("broker", """{"Effect":"Allow","Action":["sts:*","ec2:DescribeVpcs"],"Resource":"*"}""");
        const string OfTheTeam = """{"Effect":"Allow","Action":"ec2:DescribeVpcs","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"a"}}}""";

        var mine = await FederateAsync(user, OfTheTeam, new Amazon.SecurityToken.Model.Tag { Key = "team", Value = "a" });
        var theirs = await FederateAsync(user, OfTheTeam, new Amazon.SecurityToken.Model.Tag { Key = "team", Value = "b" });

        await _bed.Ec2As(mine.Credentials).DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        Assert.Equal("UnauthorizedOperation", await Failures.CodeAsync(() => _bed.Ec2As(theirs.Credentials).DescribeVpcsAsync(new DescribeVpcsRequest(), Token)));
    }

    [Theory]
    [InlineData("someone", true)]
    [InlineData("other", false)]
    public async Task Federate_IsAllowed_ByName(string name, bool isAllowed)
    {
        var user = await _bed.CreateUserAsync("broker", """{"Effect":"Allow","Action":"sts:GetFederationToken","Resource":"arn:aws:sts::000000000000:federated-user/some*"}""");
        Task Federate() => _bed.StsAs(user).GetFederationTokenAsync(new GetFederationTokenRequest { Name = name }, Token);

        if (isAllowed)
        {
            await Federate();
        }
        else
        {
            Assert.Equal(
                "AccessDenied: User: arn:aws:iam::000000000000:user/broker is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::000000000000:federated-user/other because no identity-based policy allows the sts:GetFederationToken action",
                await Failures.TextAsync(Federate));
        }
    }

    [Fact]
    public async Task Federate_BySessionsOrWithWhatIsNone_IsRefused()
    {
        var role = await _bed.CreateRoleAsync("r", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}""", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var session = (await _bed.Sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "session" }, Token)).Credentials;

        Assert.Equal("AccessDenied: Cannot call GetFederationToken with session credentials", await Failures.TextAsync(() => FederateAsync(session, null)));
        foreach (var (name, seconds) in new[] { ("x", 900), (new string('x', 33), 900), ("some one", 900), ("someone", 899), ("someone", 129_601) })
        {
            Assert.Equal("ValidationError", await Failures.CodeAsync(() => _bed.Sts.GetFederationTokenAsync(new GetFederationTokenRequest { Name = name, DurationSeconds = seconds }, Token)));
        }

        Assert.Equal("MalformedPolicyDocument", await Failures.CodeAsync(() => _bed.Sts.GetFederationTokenAsync(new GetFederationTokenRequest { Name = "someone", Policy = "{}" }, Token)));
    }

    private Task<GetFederationTokenResponse> FederateAsync(AWSCredentials user, string? statements, params Amazon.SecurityToken.Model.Tag[] tags) =>
        _bed.StsAs(user).GetFederationTokenAsync(
            new GetFederationTokenRequest { Name = "someone", Policy = statements is null ? null : AwsTestbed.Document(statements), Tags = tags.Length == 0 ? null : [.. tags] }, Token);
}
