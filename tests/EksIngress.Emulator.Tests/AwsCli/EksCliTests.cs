using System.Text.Json;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Tests.Aws;
using EksIngress.Emulator.Tests.Aws.Eks;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.AwsCli;

public sealed class EksCliTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private AwsCli _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Cluster_CreatedWaitedForUpdatedAndDeleted_AsAPersonWould()
    {
        await CreateClusterAsync();
        await _aws.TextAsync("eks wait cluster-active --name dev");
        var cluster = (await _aws.JsonAsync("eks describe-cluster --name dev")).GetProperty("cluster");
        var config = await _aws.JsonAsync("eks update-cluster-config --name dev --logging", """{"clusterLogging":[{"types":["api","audit"],"enabled":true}]}""");
        await _aws.TextAsync("eks wait cluster-active --name dev");
        var version = await _aws.JsonAsync("eks update-cluster-version --name dev --kubernetes-version 1.35");
        await _aws.TextAsync("eks wait cluster-active --name dev");
        var updates = await _aws.JsonAsync("eks list-updates --name dev --max-items 1");
        var all = await _aws.JsonAsync("eks list-updates --name dev");
        var update = await _aws.JsonAsync($"eks describe-update --name dev --update-id {Text(version, "update", "id")}");
        var updated = (await _aws.JsonAsync("eks describe-cluster --name dev")).GetProperty("cluster");
        var jump = await _aws.ErrorAsync("eks update-cluster-version --name dev --kubernetes-version 1.35");
        await _aws.TextAsync("eks delete-cluster --name dev");
        await _aws.TextAsync("eks wait cluster-deleted --name dev");
        var gone = await _aws.ErrorAsync("eks describe-cluster --name dev");

        Assert.Equal("ACTIVE", Text(cluster, "status"));
        Assert.StartsWith("https://oidc.eks.eu-west-1.amazonaws.com/id/", Text(cluster, "identity", "oidc", "issuer"), StringComparison.Ordinal);
        Assert.Equal("LoggingUpdate", Text(config, "update", "type"));
        Assert.Single(updates.GetProperty("updateIds").EnumerateArray());
        Assert.True(updates.TryGetProperty("NextToken", out _));
        Assert.Equal(2, all.GetProperty("updateIds").GetArrayLength());
        Assert.Equal("Successful", Text(update, "update", "status"));
        Assert.Equal("1.35", Text(updated, "version"));
        Assert.Equal(["api", "audit"], updated.GetProperty("logging").GetProperty("clusterLogging")[0].GetProperty("types").EnumerateArray().Select(type => type.GetString()));
        Assert.Contains("(InvalidParameterException) when calling the UpdateClusterVersion operation: Unsupported Kubernetes minor version update from 1.35 to 1.35", jump, StringComparison.Ordinal);
        Assert.Contains("(ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: dev.", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubeconfig_WrittenByTheCli_GivesATokenThatTheClusterTakes()
    {
        await CreateClusterAsync();
        await _aws.TextAsync("eks wait cluster-active --name dev");

        var path = _aws.Write("kubeconfig", "");
        File.Delete(path);
        await _aws.TextAsync("eks update-kubeconfig --name dev --alias here --kubeconfig", path);
        var kubeconfig = await File.ReadAllTextAsync(path, Token);
        var token = Text(await _aws.JsonAsync("eks get-token --cluster-name dev"), "status", "token");
        var identities = _bed.Emulator.Services.GetRequiredService<IEksIdentities>();

        Assert.Contains("server: https://127.0.0.1:6443", kubeconfig, StringComparison.Ordinal);
        Assert.Contains("get-token", kubeconfig, StringComparison.Ordinal);
        Assert.Equal("kubernetes-admin", identities.Authenticate("dev", token)?.Username);
        Assert.Null(identities.Authenticate("dev", token + "A"));
    }

    [Fact]
    public async Task NodeGroupsAndAddons_Waiters_SeeThemComeAndGo()
    {
        var subnets = await CreateClusterAsync();
        await _aws.TextAsync("eks wait cluster-active --name dev");
        var role = await _bed.CreateNodeRoleAsync("node");

        await _aws.TextAsync("eks create-addon --cluster-name dev --addon-name coredns --tags team=a");
        var again = await _aws.ErrorAsync("eks create-addon --cluster-name dev --addon-name coredns");
        var degraded = (await _aws.JsonAsync("eks describe-addon --cluster-name dev --addon-name coredns")).GetProperty("addon");
        await _aws.TextAsync($"eks create-nodegroup --cluster-name dev --nodegroup-name main --node-role {role.Arn} --subnets {string.Join(' ', subnets)} --scaling-config minSize=1,maxSize=2,desiredSize=2");
        await _aws.TextAsync("eks wait nodegroup-active --cluster-name dev --nodegroup-name main");
        await _aws.TextAsync("eks wait addon-active --cluster-name dev --addon-name coredns");
        var before = _bed.Kubernetes.Nodes.Keys.ToHashSet(StringComparer.Ordinal);
        await _aws.TextAsync("eks update-nodegroup-version --cluster-name dev --nodegroup-name main");
        await _aws.TextAsync("eks wait nodegroup-active --cluster-name dev --nodegroup-name main");
        var after = _bed.Kubernetes.Nodes.Keys.ToHashSet(StringComparer.Ordinal);
        var versions = await _aws.JsonAsync("eks describe-addon-versions --kubernetes-version 1.34 --addon-name vpc-cni");
        await _aws.TextAsync("eks create-addon --cluster-name dev --addon-name kube-proxy");
        var listedAddons = await _aws.JsonAsync("eks list-addons --cluster-name dev --page-size 1");
        var listedGroups = await _aws.JsonAsync("eks list-nodegroups --cluster-name dev --max-items 1");
        var listedClusters = await _aws.JsonAsync("eks list-clusters --page-size 1");
        var providers = await _aws.JsonAsync("eks list-identity-provider-configs --cluster-name dev");
        var provider = await _aws.ErrorAsync("eks associate-identity-provider-config --cluster-name dev --oidc identityProviderConfigName=a,issuerUrl=https://example.test,clientId=b");
        var inUse = await _aws.ErrorAsync("eks delete-cluster --name dev");
        await _aws.TextAsync("eks delete-nodegroup --cluster-name dev --nodegroup-name main");
        await _aws.TextAsync("eks wait nodegroup-deleted --cluster-name dev --nodegroup-name main");
        await _aws.TextAsync("eks delete-addon --cluster-name dev --addon-name kube-proxy");
        await _aws.TextAsync("eks delete-addon --cluster-name dev --addon-name coredns");
        await _aws.TextAsync("eks wait addon-deleted --cluster-name dev --addon-name coredns");
        var addons = await _aws.JsonAsync("eks list-addons --cluster-name dev");
        var unknown = await _aws.ErrorAsync("eks create-addon --cluster-name dev --addon-name nonsense");
        var fargate = await _aws.ErrorAsync("eks describe-fargate-profile --cluster-name dev --fargate-profile-name p");

        Assert.Contains("(ResourceInUseException) when calling the CreateAddon operation: Addon already exists.", again, StringComparison.Ordinal);
        Assert.Equal(["coredns", "kube-proxy"], listedAddons.GetProperty("addons").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("main", listedGroups.GetProperty("nodegroups")[0].GetString());
        Assert.Equal("dev", listedClusters.GetProperty("clusters")[0].GetString());
        Assert.Empty(providers.GetProperty("identityProviderConfigs").EnumerateArray());
        Assert.Contains("(NotEmulated) when calling the AssociateIdentityProviderConfig operation: An identity provider of a cluster's own", provider, StringComparison.Ordinal);
        Assert.Contains("(ResourceInUseException) when calling the DeleteCluster operation", inUse, StringComparison.Ordinal);
        Assert.Equal("DEGRADED", Text(degraded, "status"));
        Assert.Equal("InsufficientNumberOfReplicas", Text(degraded.GetProperty("health").GetProperty("issues")[0], "code"));
        Assert.Equal(2, after.Count);
        Assert.Empty(before.Intersect(after));
        Assert.Contains(versions.GetProperty("addons")[0].GetProperty("addonVersions").EnumerateArray(), version => version.GetProperty("compatibilities")[0].GetProperty("defaultVersion").GetBoolean());
        Assert.Empty(addons.GetProperty("addons").EnumerateArray());
        Assert.Contains("(InvalidParameterException)", unknown, StringComparison.Ordinal);
        Assert.Contains("(NotEmulated)", fargate, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubeconfig_OfTheCli_LetsKubectlInThroughItsOwnTokens()
    {
        await using var bed = await AwsTestbed.StartWithClustersAsync(new ProbeProgram(), Token);
        using var aws = new AwsCli(bed.Emulator);
        using var kubectl = new CliKubectl(aws);
        await CreateClusterAsync(bed, aws);
        await aws.TextAsync("eks wait cluster-active --name dev");
        await aws.TextAsync("eks update-kubeconfig --name dev --kubeconfig", kubectl.Kubeconfig);

        var namespaces = await kubectl.RunAsync("get namespaces -o name");
        var made = await kubectl.RunAsync("apply -f " + aws.Write("account.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n"));

        Assert.Contains("namespace/kube-system", namespaces, StringComparison.Ordinal);
        Assert.Contains("serviceaccount/web created", made, StringComparison.Ordinal);
    }

    /// <returns>Ids of its subnets.</returns>
    private Task<IReadOnlyList<string>> CreateClusterAsync() => CreateClusterAsync(_bed, _aws);

    private static async Task<IReadOnlyList<string>> CreateClusterAsync(AwsTestbed bed, AwsCli aws)
    {
        var (_, subnets) = await bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        var role = await bed.CreateServiceRoleAsync("cluster", "eks.amazonaws.com");
        await aws.TextAsync($"eks create-cluster --name dev --role-arn {role.Arn} --resources-vpc-config subnetIds={string.Join(',', subnets)} --kubernetes-version 1.34");
        return subnets;
    }

    private static string Text(JsonElement json, params string[] path) =>
        path.Aggregate(json, (element, name) => element.GetProperty(name)).GetString()!;
}
