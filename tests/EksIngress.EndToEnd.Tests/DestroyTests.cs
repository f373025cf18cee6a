using System.Diagnostics;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.EndToEnd.Tests;

/// <summary>An environment of its own, taken down by the real program while its services run on.</summary>
public sealed class DestroyTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Destroy_OfARunningEnvironment_LeavesNothingOfIt()
    {
        var outputs = host.Outputs;
        using var client = new HttpClient();
        await RunningAppHost.GetAsync(client, new Uri(outputs.AlbUrl, "/a"), Token);

        var (exitCode, console) = await RunProvisionerAsync("destroy", host.Folder, "--yes");

        Assert.True(exitCode == 0, console);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(outputs.AlbUrl, "/a"), Token));
        using var elb = new AmazonElasticLoadBalancingV2Client(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonElasticLoadBalancingV2Config { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        using var eks = new AmazonEKSClient(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonEKSConfig { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        using var iam = new AmazonIdentityManagementServiceClient(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonIdentityManagementServiceConfig { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        using var ec2 = new AmazonEC2Client(outputs.AccessKeyId, outputs.SecretAccessKey, new AmazonEC2Config { ServiceURL = outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = outputs.Region });
        Assert.Empty((await elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
        Assert.Empty((await elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups ?? []);
        Assert.Empty((await eks.ListClustersAsync(new ListClustersRequest(), Token)).Clusters ?? []);
        Assert.Empty((await iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), Token)).OpenIDConnectProviderList ?? []);
        Assert.Empty((await iam.ListPoliciesAsync(new ListPoliciesRequest { Scope = PolicyScopeType.Local }, Token)).Policies ?? []);
        Assert.Empty((await ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs ?? []);
        Assert.Empty((await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), Token)).SecurityGroups ?? []);
    }

    private async Task<(int ExitCode, string Console)> RunProvisionerAsync(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "Provisioner", "bin", configuration, "net10.0", "Provisioner.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AWS_ENDPOINT_URL"] = host.Outputs.AwsEndpointUrl.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = host.Outputs.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = host.Outputs.SecretAccessKey;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await error);
    }
}
