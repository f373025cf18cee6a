using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.ECR;
using Amazon.EKS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SecurityToken;
using EksIngress.Emulator.Tests.Aws.Eks;
using EksIngress.Testing;

namespace EksIngress.Emulator.Tests.State;

/// <summary>An emulator that is stopped and started again in one folder.</summary>
internal sealed class RestartBed : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eksingress-restart-").FullName;
    private readonly RunningEmulatorOptions _options;
    private readonly List<IDisposable> _clients = [];
    private RunningEmulator? _emulator;

    private RestartBed(RunningEmulatorOptions options) => _options = options with { Directory = _directory };

    public RunningEmulator Emulator => _emulator ?? throw new InvalidOperationException("It does not run.");

    public AmazonIdentityManagementServiceClient Iam => Client(new AmazonIdentityManagementServiceClient(Administrator, Config(new AmazonIdentityManagementServiceConfig())));

    public AmazonEC2Client Ec2 => Client(new AmazonEC2Client(Administrator, Config(new AmazonEC2Config())));

    public AmazonElasticLoadBalancingV2Client Elb => Client(new AmazonElasticLoadBalancingV2Client(Administrator, Config(new AmazonElasticLoadBalancingV2Config())));

    public AmazonCertificateManagerClient Acm => Client(new AmazonCertificateManagerClient(Administrator, Config(new AmazonCertificateManagerConfig())));

    public AmazonECRClient Ecr => Client(new AmazonECRClient(Administrator, Config(new AmazonECRConfig())));

    public AmazonEKSClient Eks => Client(new AmazonEKSClient(Administrator, Config(new AmazonEKSConfig())));

    public AWSCredentials Administrator => new BasicAWSCredentials(Emulator.AccessKeyId, Emulator.SecretAccessKey);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RestartBed> StartAsync(RunningEmulatorOptions? options = null)
    {
        var bed = new RestartBed(options ?? new RunningEmulatorOptions());
        bed._emulator = await RunningEmulator.StartAsync(bed._options, Token);
        return bed;
    }

    public async Task RestartAsync(Func<RunningEmulatorOptions, RunningEmulatorOptions>? change = null)
    {
        await StopAsync();
        await StartAgainAsync(change);
    }

    public async Task StartAgainAsync(Func<RunningEmulatorOptions, RunningEmulatorOptions>? change = null) =>
        _emulator = await RunningEmulator.StartAsync(change is null ? _options : change(_options), Token);

    public async Task StopAsync()
    {
        _clients.ForEach(client => client.Dispose());
        _clients.Clear();
        await Emulator.DisposeAsync();
        _emulator = null;
    }

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null) =>
        Client(new AmazonSecurityTokenServiceClient(credentials ?? Administrator, Config(new AmazonSecurityTokenServiceConfig())));

    /// <summary>A client of a cluster's API as the administrator, that trusts <c>ca.pem</c> alone.</summary>
    public async Task<HttpClient> ClusterAsync(string name = "dev")
    {
        var endpoint = (await Eks.DescribeClusterAsync(new Amazon.EKS.Model.DescribeClusterRequest { Name = name }, Token)).Cluster.Endpoint;
        var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory, "ca.pem")) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        })
        { BaseAddress = new Uri(endpoint) };
        var key = await Administrator.GetCredentialsAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new EksTokens { Credentials = key, ClusterName = name }.Create());
        _clients.Add(client);
        return client;
    }

    public static async Task<JsonObject> GetAsync(HttpClient cluster, string path) =>
        JsonNode.Parse(await cluster.GetStringAsync(new Uri(path, UriKind.Relative), Token))!.AsObject();

    public static async Task<JsonObject> PostAsync(HttpClient cluster, string path, string yaml)
    {
        using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var response = await cluster.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        return response.IsSuccessStatusCode ? JsonNode.Parse(body)!.AsObject() : throw new InvalidOperationException(body);
    }

    public static async Task<JsonObject> PatchAsync(HttpClient cluster, string path, string patch)
    {
        using var content = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json");
        using var response = await cluster.PatchAsync(new Uri(path, UriKind.Relative), content, Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        return response.IsSuccessStatusCode ? JsonNode.Parse(body)!.AsObject() : throw new InvalidOperationException(body);
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private T Client<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    private T Config<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Emulator.AwsEndpoint.ToString();
        config.AuthenticationRegion = Emulator.Region;
        config.MaxErrorRetry = 0;
        return config;
    }
}
