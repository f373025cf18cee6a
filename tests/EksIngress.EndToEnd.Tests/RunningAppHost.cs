using System.Net.Http.Json;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using k8s;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The product's own AppHost in a test, with its environment ready and a folder of its own.</summary>
public class RunningAppHost : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("eksingress-").FullName;
    private IDistributedApplicationTestingBuilder _builder = null!;
    private DistributedApplication? _application;

    /// <summary>The environment's folder: <c>environment.json</c>, <c>kubernetes/</c>, outputs.</summary>
    public string Folder => Path.Combine(_root, "eks");

    internal EnvironmentOutputs Outputs { get; private set; } = null!;

    internal DistributedApplication Application => _application ?? throw new InvalidOperationException("The AppHost does not run.");

    /// <summary>Whether the dashboard runs too.</summary>
    protected virtual bool HasDashboard => false;

    public async ValueTask InitializeAsync()
    {
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EksIngress_AppHost>(
            [$"--EksIngress:Directory={_root}"], (options, _) => options.DisableDashboard = !HasDashboard, TestContext.Current.CancellationToken);
        _application = await TestAppHost.StartAsync(_builder, "eks");
        Outputs = EnvironmentOutputs.Read(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        await _builder.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The environment has no load balancer any more, and its address does not lead to these pods. Whoever answers there is another one of this machine: the port is free again.</summary>
    internal async Task AssertNoLoadBalancerAsync(IReadOnlyCollection<string> pods, CancellationToken cancellationToken)
    {
        using var elb = new AmazonElasticLoadBalancingV2Client(
            Outputs.AccessKeyId,
            Outputs.SecretAccessKey,
            new AmazonElasticLoadBalancingV2Config { ServiceURL = Outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = Outputs.Region });
        Assert.Empty((await elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), cancellationToken)).LoadBalancers ?? []);
        Assert.Empty((await elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), cancellationToken)).TargetGroups ?? []);
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri(Outputs.AlbUrl, "/a"), cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            Assert.DoesNotContain(pods, pod => answer.Contains(pod, StringComparison.Ordinal));
        }
        catch (HttpRequestException)
        {
            // Nobody has the port, or somebody who comes or goes himself.
        }
    }

    /// <summary>Names of the services' pods.</summary>
    internal async Task<IReadOnlyCollection<string>> PodNamesAsync(CancellationToken cancellationToken)
    {
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(Outputs.Kubeconfig));
        var pods = await client.CoreV1.ListNamespacedPodAsync("default", cancellationToken: cancellationToken);
        Assert.NotEmpty(pods.Items);
        return [.. pods.Items.Select(pod => pod.Metadata.Name)];
    }

    internal static async Task<ServiceAnswer> GetAsync(HttpClient client, Uri address, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<ServiceAnswer>(address, cancellationToken)
        ?? throw new InvalidOperationException($"{address} answered nothing.");
}
