using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Tests.Aws.Eks;

namespace EksIngress.Emulator.Tests.State;

/// <summary>Clients that write until the emulator is killed, and look at what is left when it runs again.</summary>
internal sealed class KillLoad : IAsyncDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const int Writers = 3;

    private readonly Ledger _ledger;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly AmazonIdentityManagementServiceClient _iam;
    private readonly AmazonEC2Client _ec2;
    private readonly AmazonElasticLoadBalancingV2Client _elb;
    private readonly AmazonEKSClient _eks;
    private readonly HttpClient _cluster;
    private readonly CancellationTokenSource _killed = new();
    private long _acknowledgedAtStart;

    private KillLoad(EmulatorProcess emulator, Ledger ledger)
    {
        _ledger = ledger;
        var administrator = new BasicAWSCredentials(emulator.Text("accessKeyId"), emulator.Text("secretAccessKey"));
        var endpoint = emulator.Text("awsEndpointUrl");
        _iam = new AmazonIdentityManagementServiceClient(administrator, Configure(new AmazonIdentityManagementServiceConfig(), endpoint));
        _ec2 = new AmazonEC2Client(administrator, Configure(new AmazonEC2Config(), endpoint));
        _elb = new AmazonElasticLoadBalancingV2Client(administrator, Configure(new AmazonElasticLoadBalancingV2Config(), endpoint));
        _eks = new AmazonEKSClient(administrator, Configure(new AmazonEKSConfig(), endpoint));
        _cluster = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(emulator.Text("caFile")) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
        _cluster.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new EksTokens { Credentials = administrator.GetCredentials() }.Create());
    }

    public static async Task<KillLoad> ConnectAsync(EmulatorProcess emulator, Ledger ledger, bool isFirst, CancellationToken cancellationToken)
    {
        var load = new KillLoad(emulator, ledger);
        if (isFirst)
        {
            await load.CreateClusterAsync(cancellationToken);
        }

        // Whichever port it has by now.
        load._cluster.BaseAddress = new Uri((await load._eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, cancellationToken)).Cluster.Endpoint);
        return load;
    }

    /// <summary>Writes from all sides until so many writes are acknowledged, then kills the emulator while others are under way.</summary>
    public async Task RunAsync(int writes, EmulatorProcess emulator, CancellationToken cancellationToken)
    {
        _acknowledgedAtStart = _ledger.Acknowledged;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, Writers)
            .SelectMany(writer => new[] { WriteUsersAsync(writer), WriteConfigMapsAsync(writer) })
            .Append(WriteLoadBalancersAsync())
            .Select(task => CountAsync(task))
            .ToList();
        var first = await Task.WhenAny(Task.WhenAny(running), enough.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken));
        await first;
        if (running.Find(task => task.IsFaulted) is { } failed)
        {
            throw new InvalidOperationException($"A call failed before the kill. {emulator.State}", failed.Exception);
        }

        await _killed.CancelAsync();
        await emulator.KillAsync(cancellationToken);
        await Task.WhenAll(running);

        async Task CountAsync(Func<int, Task> write)
        {
            try
            {
                for (var number = 0; !_killed.IsCancellationRequested; number++)
                {
                    await write(number);
                    if (_ledger.Acknowledged - _acknowledgedAtStart >= writes)
                    {
                        enough.TrySetResult();
                    }
                }
            }
            catch (Exception exception) when (_killed.IsCancellationRequested && exception is HttpRequestException or AmazonClientException or IOException)
            {
                // The emulator is gone.
            }
        }
    }

    /// <summary>What is not as it may be after a kill; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var users = await ListUsersAsync(cancellationToken);
        wrong.AddRange(_ledger.Settle("user/", users));

        var list = JsonNode.Parse(await _cluster.GetStringAsync(new Uri(ConfigMaps, UriKind.Relative), cancellationToken))!;
        wrong.AddRange(_ledger.Settle("configmap/", list["items"]!.AsArray()
            .Where(item => item!["data"]?["n"] is not null)
            .ToDictionary(item => item!["metadata"]!["name"]!.GetValue<string>(), item => item!["data"]!["n"]!.GetValue<string>(), StringComparer.Ordinal)));
        var revision = long.Parse(list["metadata"]!["resourceVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        if (_ledger.HighestRevision > revision)
        {
            wrong.Add($"the cluster is at revision {revision}, and had told of {_ledger.HighestRevision}");
        }

        var balancers = (await _elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), cancellationToken)).LoadBalancers ?? [];
        wrong.AddRange(_ledger.Settle("balancer/", balancers.ToDictionary(balancer => balancer.LoadBalancerName, _ => "there", StringComparer.Ordinal)));
        wrong.AddRange(await FindHalfBalancersAsync(balancers, cancellationToken));
        return wrong;
    }

    public ValueTask DisposeAsync()
    {
        _iam.Dispose();
        _ec2.Dispose();
        _elb.Dispose();
        _eks.Dispose();
        _cluster.Dispose();
        _killed.Dispose();
        return ValueTask.CompletedTask;
    }

    // A load balancer and its interfaces are made by one call, in the state of two services.
    private async Task<IReadOnlyList<string>> FindHalfBalancersAsync(List<Amazon.ElasticLoadBalancingV2.Model.LoadBalancer> balancers, CancellationToken cancellationToken)
    {
        var interfaces = ((await _ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), cancellationToken)).NetworkInterfaces ?? [])
            .Where(found => found.Description.StartsWith("ELB ", StringComparison.Ordinal))
            .GroupBy(found => found.Description.Split('/')[1], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return
        [
            .. balancers.Where(balancer => interfaces.GetValueOrDefault(balancer.LoadBalancerName) != 2).Select(balancer => $"{balancer.LoadBalancerName} has {interfaces.GetValueOrDefault(balancer.LoadBalancerName)} interfaces"),
            .. interfaces.Keys.Where(name => balancers.TrueForAll(balancer => balancer.LoadBalancerName != name)).Select(name => $"interfaces of {name}, which is gone"),
        ];
    }

    private Func<int, Task> WriteUsersAsync(int writer) => async number =>
    {
        var mine = $"u{writer}-";
        if (number % 4 == 3 && _ledger.Existing("user/" + mine) is [var oldest, ..])
        {
            await _ledger.WriteAsync($"user/{mine}{oldest}", null, () => _iam.DeleteUserAsync(new DeleteUserRequest { UserName = mine + oldest }, CancellationToken.None));
            return;
        }

        var name = $"{mine}{_run}-{number}";
        await _ledger.WriteAsync("user/" + name, "/load/", () => _iam.CreateUserAsync(new CreateUserRequest { UserName = name, Path = "/load/" }, CancellationToken.None));
    };

    private Func<int, Task> WriteConfigMapsAsync(int writer) => async number =>
    {
        var mine = $"c{writer}-";
        var existing = _ledger.Existing("configmap/" + mine);
        if (number % 5 == 4 && existing.Count > 0)
        {
            await _ledger.WriteAsync($"configmap/{mine}{existing[0]}", null, () => SendAsync(HttpMethod.Delete, $"{ConfigMaps}/{mine}{existing[0]}", null));
        }
        else if (number % 2 == 1 && existing.Count > 0)
        {
            var value = $"{_run}-{number}";
            await _ledger.WriteAsync($"configmap/{mine}{existing[^1]}", value, () => SendAsync(HttpMethod.Patch, $"{ConfigMaps}/{mine}{existing[^1]}", $$$"""{"data":{"n":"{{{value}}}"}}"""));
        }
        else
        {
            var name = $"{mine}{_run}-{number}";
            await _ledger.WriteAsync("configmap/" + name, "new", () => SendAsync(HttpMethod.Post, ConfigMaps, $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"n":"new"}}"""));
        }
    };

    private Func<int, Task> WriteLoadBalancersAsync() => async number =>
    {
        var existing = _ledger.Existing("balancer/");
        if (existing.Count >= 4)
        {
            var arn = (await _elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = [existing[0]] }, CancellationToken.None)).LoadBalancers.Single().LoadBalancerArn;
            await _ledger.WriteAsync("balancer/" + existing[0], null, () => _elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = arn }, CancellationToken.None));
            return;
        }

        var name = $"b-{_run}-{number}";
        var subnets = (await _ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), CancellationToken.None)).Subnets.Select(subnet => subnet.SubnetId).ToList();
        await _ledger.WriteAsync("balancer/" + name, "there", () => _elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = name, Scheme = LoadBalancerSchemeEnum.Internal, Subnets = subnets }, CancellationToken.None));
    };

    private async Task SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
        }

        using var response = await _cluster.SendAsync(request, CancellationToken.None);
        var answer = await response.Content.ReadAsStringAsync(CancellationToken.None);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(answer);
        }

        if (JsonNode.Parse(answer)?["metadata"]?["resourceVersion"]?.GetValue<string>() is { } told)
        {
            _ledger.TellRevision(long.Parse(told, CultureInfo.InvariantCulture));
        }
    }

    private async Task<Dictionary<string, string>> ListUsersAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string? marker = null;
        do
        {
            var page = await _iam.ListUsersAsync(new ListUsersRequest { PathPrefix = "/load/", Marker = marker, MaxItems = 1000 }, cancellationToken);
            foreach (var user in page.Users ?? [])
            {
                found[user.UserName] = user.Path;
            }

            marker = page.IsTruncated == true ? page.Marker : null;
        }
        while (marker is not null);
        return found;
    }

    private async Task CreateClusterAsync(CancellationToken cancellationToken)
    {
        var vpc = (await _ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, cancellationToken)).Vpc.VpcId;
        var subnets = new List<string>();
        foreach (var (index, zone) in new[] { "a", "b" }.Index())
        {
            subnets.Add((await _ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc, CidrBlock = $"10.0.{index}.0/24", AvailabilityZone = $"eu-west-1{zone}" }, cancellationToken)).Subnet.SubnetId);
        }

        var role = await _iam.CreateRoleAsync(
            new CreateRoleRequest
            {
                RoleName = "eks",
                AssumeRolePolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            },
            cancellationToken);
        await _eks.CreateClusterAsync(
            new CreateClusterRequest
            {
                Name = "dev",
                Version = "1.34",
                RoleArn = role.Role.Arn,
                ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = subnets },
                AccessConfig = new CreateAccessConfigRequest { AuthenticationMode = AuthenticationMode.API },
            },
            cancellationToken);
        await EksTestbed.WaitAsync(async () =>
            (await _eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, cancellationToken)).Cluster.Status == ClusterStatus.ACTIVE ? "active" : null);
    }

    private static T Configure<T>(T config, string endpoint)
        where T : ClientConfig
    {
        config.ServiceURL = endpoint;
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        return config;
    }
}
