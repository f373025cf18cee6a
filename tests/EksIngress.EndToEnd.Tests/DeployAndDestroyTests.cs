using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.EndToEnd.Tests;

/// <summary>An environment of its own, deployed to and taken down by the steps of the AppHost's pipeline while its services run on.</summary>
public sealed class DeployAndDestroyTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployThenDestroy_OfARunningEnvironment_ServesAndThenLeavesNothingOfIt()
    {
        var outputs = host.Outputs;
        using var client = new HttpClient();

        var deploy = await RunStepAsync("deploy");
        var answer = await RunningAppHost.GetAsync(client, new Uri(outputs.AlbUrl, "/a"), Token);
        var pods = await host.PodNamesAsync(Token);
        var destroy = await RunStepAsync("destroy");

        Assert.True(deploy.ExitCode == 0, deploy.Console);
        Assert.Contains($"ALB of eks: {outputs.AlbUrl.ToString().TrimEnd('/')}", deploy.Console, StringComparison.Ordinal);
        Assert.Equal("service-a", answer.Service);
        Assert.True(destroy.ExitCode == 0, destroy.Console);
        await host.AssertNoLoadBalancerAsync(pods, Token);
        using var eks = new AmazonEKSClient(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonEKSConfig { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        using var iam = new AmazonIdentityManagementServiceClient(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonIdentityManagementServiceConfig { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        using var ec2 = new AmazonEC2Client(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonEC2Config { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        Assert.Empty((await eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters ?? []);
        Assert.Empty((await iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), Token)).OpenIDConnectProviderList ?? []);
        Assert.Empty((await iam.ListPoliciesAsync(new ListPoliciesRequest { Scope = PolicyScopeType.Local }, Token)).Policies ?? []);
        Assert.Empty((await ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs ?? []);
        Assert.Empty((await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), Token)).SecurityGroups ?? []);
    }

    private async Task<(int ExitCode, string Console)> RunStepAsync(string step)
    {
        var folder = Directory.CreateTempSubdirectory("eksingress-").FullName;
        await using var process = new AppHostProcess(
            new Dictionary<string, string> { ["EksIngress__Directory"] = Path.GetDirectoryName(host.Folder)! },
            "--operation", "publish", "--step", step, "--output-path", folder);
        var exitCode = await process.WaitForExitAsync(Token);
        Directory.Delete(folder, recursive: true);
        return (exitCode, process.Output);
    }
}
