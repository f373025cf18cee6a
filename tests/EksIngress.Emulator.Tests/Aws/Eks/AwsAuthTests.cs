using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Eks;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>Clusters of the authentication modes CONFIG_MAP and API_AND_CONFIG_MAP: who they let in.</summary>
public sealed class AwsAuthTests : IAsyncLifetime
{
    private const string Account = "000000000000";
    private const string Trust = """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:user/admin"},"Action":"sts:AssumeRole"}""";

    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public async ValueTask DisposeAsync() => await _bed.DisposeAsync();

    [Theory]
    [InlineData("by role", "dev", "mapRoles", "- rolearn: arn:aws:iam::000000000000:role/dev\n  username: dev:{{SessionName}}:{{AccountID}}\n  groups: [developers, b]\n", "dev:me-here:000000000000", "developers,b")]
    [InlineData("raw session name", "dev", "mapRoles", "- {rolearn: 'arn:aws:iam::000000000000:role/dev', username: '{{SessionNameRaw}}'}", "me@here", "")]
    [InlineData("case of the ARN", "dev", "mapRoles", "- {rolearn: 'ARN:AWS:IAM::000000000000:ROLE/DEV', username: dev}", "dev", "")]
    [InlineData("a role with a path, written without it", "/team/dev", "mapRoles", "- {rolearn: 'arn:aws:iam::000000000000:role/dev', username: dev}", "dev", "")]
    [InlineData("a role with a path, written with it", "/team/dev", "mapRoles", "- {rolearn: 'arn:aws:iam::000000000000:role/team/dev', username: dev}", null, "")]
    [InlineData("another role", "dev", "mapRoles", "- {rolearn: 'arn:aws:iam::000000000000:role/ops', username: dev}", null, "")]
    [InlineData("a session's ARN", "dev", "mapRoles", "- {rolearn: 'arn:aws:sts::000000000000:assumed-role/dev/me@here', username: dev}", null, "")]
    [InlineData("among the users", "dev", "mapUsers", "- {userarn: 'arn:aws:iam::000000000000:role/ops', username: dev}", null, "")]
    [InlineData("by account", "dev", "mapAccounts", "- \"000000000000\"\n", "arn:aws:iam::000000000000:role/dev", "")]
    [InlineData("another account", "dev", "mapAccounts", "- \"111111111111\"\n", null, "")]
    [InlineData("no username", "dev", "mapRoles", "- {rolearn: 'arn:aws:iam::000000000000:role/dev'}", null, "")]
    [InlineData("no YAML", "dev", "mapRoles", "- [", null, "")]
    [InlineData("no list", "dev", "mapRoles", "rolearn: dev", null, "")]
    [InlineData("empty", "dev", "mapRoles", "", null, "")]
    public async Task ConfigMap_MapsARolesSession_AsTheAuthenticatorDoes(string name, string role, string entry, string text, string? username, string groups)
    {
        await CreateClusterAsync(AuthenticationMode.CONFIG_MAP);
        _bed.Kubernetes.ConfigMaps["aws-auth"] = new Dictionary<string, string> { [entry] = text };

        var identity = Authenticate(await SessionAsync(role));

        Assert.True(username == identity?.Username, $"{name}: {identity?.Username}");
        Assert.Equal(groups, string.Join(',', identity?.Groups ?? []));
    }

    [Fact]
    public async Task ConfigMapMode_Creator_IsMasterAndAccessEntriesAreRefused()
    {
        await CreateClusterAsync(mode: null);

        var identity = Authenticate(await _bed.Administrator.GetCredentialsAsync());
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => _bed.Eks.ListAccessEntriesAsync(new ListAccessEntriesRequest { ClusterName = "dev" }, Token));

        Assert.Equal(("kubernetes-admin", "system:masters"), (identity!.Username, Assert.Single(identity.Groups)));
        Assert.Equal("The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.", refused.Message);
    }

    [Fact]
    public async Task Mode_GoesOneWayStepByStep_AndBringsAccessEntriesForWhoHadAccess()
    {
        await CreateClusterAsync(AuthenticationMode.CONFIG_MAP);
        var nodeRole = await _bed.CreateNodeRoleAsync("node");
        var cluster = (await _bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token)).Cluster;
        await _bed.Eks.CreateNodegroupAsync(new CreateNodegroupRequest { ClusterName = "dev", NodegroupName = "main", NodeRole = nodeRole.Arn, Subnets = cluster.ResourcesVpcConfig.SubnetIds }, Token);
        await _bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
        Assert.Contains($"rolearn: {nodeRole.Arn}\n", _bed.Kubernetes.ConfigMaps["aws-auth"]["mapRoles"], StringComparison.Ordinal);

        var jump = await Assert.ThrowsAsync<InvalidParameterException>(() => SetModeAsync(AuthenticationMode.API));
        await SetModeAsync(AuthenticationMode.API_AND_CONFIG_MAP);
        await _bed.WaitForClusterAsync(ClusterStatus.ACTIVE);
        var entries = await _bed.Eks.ListAccessEntriesAsync(new ListAccessEntriesRequest { ClusterName = "dev" }, Token);
        var back = await Assert.ThrowsAsync<InvalidParameterException>(() => SetModeAsync(AuthenticationMode.CONFIG_MAP));
        _bed.Kubernetes.ConfigMaps["aws-auth"] = new Dictionary<string, string> { ["mapAccounts"] = "[\"000000000000\"]" };
        var session = await SessionAsync("dev");
        Assert.NotNull(Authenticate(session));
        await SetModeAsync(AuthenticationMode.API);
        await _bed.WaitForClusterAsync(ClusterStatus.ACTIVE);

        Assert.Equal("Unsupported authentication mode update from CONFIG_MAP to API", jump.Message);
        Assert.Equal("Unsupported authentication mode update from API_AND_CONFIG_MAP to CONFIG_MAP", back.Message);
        Assert.Equal([nodeRole.Arn, $"arn:aws:iam::{Account}:user/admin"], entries.AccessEntries);
        Assert.Null(Authenticate(session));
        Assert.Equal($"arn:aws:iam::{Account}:user/admin", Authenticate(await _bed.Administrator.GetCredentialsAsync())?.Username);
    }

    [Fact]
    public void NodeRole_AddedTwice_IsThereOnceAndKeepsWhatWasThere()
    {
        var data = new Dictionary<string, string> { ["mapRoles"] = "- {rolearn: 'arn:aws:iam::000000000000:role/dev', username: dev}\n", ["mapUsers"] = "[]" };

        var once = AwsAuthConfigMap.AddNodeRole(data, "arn:aws:iam::000000000000:role/a/node", Account);
        var twice = AwsAuthConfigMap.AddNodeRole(once, "arn:aws:iam::000000000000:role/a/node", Account);

        Assert.Same(once, twice);
        Assert.Equal("dev", AwsAuthConfigMap.Find(twice, "arn:aws:iam::000000000000:role/dev", Account)?.Username);
        Assert.Equal(["system:bootstrappers", "system:nodes"], AwsAuthConfigMap.Find(twice, "arn:aws:iam::000000000000:role/a/node", Account)?.Groups);
    }

    private async Task CreateClusterAsync(AuthenticationMode? mode)
    {
        var request = await _bed.NewClusterAsync();
        request.AccessConfig = mode is null ? null : new CreateAccessConfigRequest { AuthenticationMode = mode };
        await _bed.Eks.CreateClusterAsync(request, Token);
        await _bed.WaitForClusterAsync(ClusterStatus.ACTIVE);
    }

    private Task SetModeAsync(AuthenticationMode mode) =>
        _bed.Eks.UpdateClusterConfigAsync(new UpdateClusterConfigRequest { Name = "dev", AccessConfig = new UpdateAccessConfigRequest { AuthenticationMode = mode } }, Token);

    private async Task<ImmutableCredentials> SessionAsync(string role)
    {
        var path = role[..(role.LastIndexOf('/') + 1)];
        var created = await _bed.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = role[path.Length..], Path = path.Length == 0 ? "/" : path, AssumeRolePolicyDocument = AwsTestbed.Document(Trust) }, Token);
        var session = await _bed.Sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = created.Role.Arn, RoleSessionName = "me@here" }, Token);
        return await session.Credentials.GetCredentialsAsync();
    }

    private EksIdentity? Authenticate(ImmutableCredentials credentials) =>
        _bed.Emulator.Services.GetRequiredService<IEksIdentities>().Authenticate("dev", new EksTokens { Credentials = credentials }.Create());
}
