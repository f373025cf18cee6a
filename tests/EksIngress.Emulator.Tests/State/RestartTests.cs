using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.CertificateManager.Model;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Testing;
using CertificateManager = Amazon.CertificateManager;
using ElbAction = Amazon.ElasticLoadBalancingV2.Model.Action;
using ElbDescribeTagsRequest = Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest;

namespace EksIngress.Emulator.Tests.State;

/// <summary>An emulator that starts again in the folder of an earlier run goes on where that one was.</summary>
public sealed class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_Emulator_IsAtTheSameAddressWithTheSameKeyAndAuthority()
    {
        await using var bed = await RestartBed.StartAsync();
        var (endpoint, key, secret, authority) = (bed.Emulator.AwsEndpoint, bed.Emulator.AccessKeyId, bed.Emulator.SecretAccessKey, await AuthorityAsync(bed));

        await bed.RestartAsync();

        Assert.Equal((endpoint, key, secret, authority), (bed.Emulator.AwsEndpoint, bed.Emulator.AccessKeyId, bed.Emulator.SecretAccessKey, await AuthorityAsync(bed)));
        Assert.Equal("arn:aws:iam::000000000000:user/admin", (await bed.Sts().GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token)).Arn);
    }

    [Fact]
    public async Task Restart_AnotherKeyIsSet_ThatOneAloneIsGood()
    {
        await using var bed = await RestartBed.StartAsync();
        var earlier = bed.Administrator;

        await bed.RestartAsync(options => options with { Settings = new Dictionary<string, string?> { ["AccessKeyId"] = "AKIAIOSFODNN7EXAMPLE", ["SecretAccessKey"] = "another-secret-of-forty-characters-or-so" } });

        Assert.Equal("AKIAIOSFODNN7EXAMPLE", bed.Emulator.AccessKeyId);
        await bed.Sts().GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);
        var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.Sts(earlier).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token));
        Assert.Equal("InvalidClientTokenId", refused.ErrorCode);
    }

    [Fact]
    public async Task Restart_PortTaken_TakesAnother()
    {
        await using var bed = await RestartBed.StartAsync();
        var port = bed.Emulator.AwsEndpoint.Port;
        await bed.StopAsync();
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        await bed.StartAgainAsync();

        Assert.NotEqual(port, bed.Emulator.AwsEndpoint.Port);
    }

    [Fact]
    public async Task Restart_AnotherAccount_IsRefused()
    {
        await using var bed = await RestartBed.StartAsync();
        await bed.StopAsync();

        var exception = await Assert.ThrowsAsync<EmulatorStartException>(() => bed.StartAgainAsync(options => options with { Settings = new Dictionary<string, string?> { ["AccountId"] = "111122223333" } }));

        Assert.Contains("is one of account 000000000000, and Emulator:AccountId is 111122223333", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_NoPersist_StartsWithAnEmptyAccountAndLeavesTheState()
    {
        await using var bed = await RestartBed.StartAsync();
        await bed.Iam.CreateUserAsync(new CreateUserRequest { UserName = "kept" }, Token);

        await bed.RestartAsync(options => options with { Settings = new Dictionary<string, string?> { ["Persist"] = "false" } });
        Assert.DoesNotContain((await bed.Iam.ListUsersAsync(new ListUsersRequest(), Token)).Users, user => user.UserName == "kept");

        await bed.RestartAsync();
        Assert.Contains((await bed.Iam.ListUsersAsync(new ListUsersRequest(), Token)).Users, user => user.UserName == "kept");
    }

    [Fact]
    public async Task Restart_Iam_KeepsIdentitiesPoliciesKeysAndSessions()
    {
        await using var bed = await RestartBed.StartAsync();
        var user = (await bed.Iam.CreateUserAsync(new CreateUserRequest { UserName = "Ann" }, Token)).User;
        var key = (await bed.Iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = "Ann" }, Token)).AccessKey;
        var role = (await bed.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = "reader", AssumeRolePolicyDocument = Document($$"""{"Effect":"Allow","Principal":{"AWS":"{{user.Arn}}"},"Action":"sts:AssumeRole"}""") }, Token)).Role;
        await bed.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "reader", PolicyName = "inline", PolicyDocument = Document("""{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"StringLike":{"aws:username":["*"]}}},{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}""") }, Token);
        await bed.Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "Ann", PolicyName = "p", PolicyDocument = Document("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}""") }, Token);
        var session = (await bed.Sts(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey)).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "first" }, Token)).Credentials;

        await bed.RestartAsync();

        Assert.Equal(user.UserId, (await bed.Iam.GetUserAsync(new GetUserRequest { UserName = "ANN" }, Token)).User.UserId);
        Assert.Equal(role.RoleId, (await bed.Iam.GetRoleAsync(new GetRoleRequest { RoleName = "reader" }, Token)).Role.RoleId);
        var identity = await bed.Sts(new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken)).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/reader/first", identity.Arn);
        // The user's id is still the one that the role trusts.
        await bed.Sts(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey)).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "then" }, Token);
    }

    [Fact]
    public async Task Restart_NetworkLoadBalancer_PassesConnectionsToItsAlb()
    {
        await using var bed = await RestartBed.StartAsync();
        var (vpc, subnets) = await NetworkAsync(bed);
        var balancer = (await bed.Elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = "front", Scheme = LoadBalancerSchemeEnum.Internal, Subnets = subnets }, Token)).LoadBalancers.Single();
        await bed.Elb.CreateListenerAsync(new CreateListenerRequest { LoadBalancerArn = balancer.LoadBalancerArn, Port = 80, Protocol = ProtocolEnum.HTTP, DefaultActions = [Fixed("299")] }, Token);
        var network = (await bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = "net",
                Type = LoadBalancerTypeEnum.Network,
                Scheme = LoadBalancerSchemeEnum.Internal,
                SubnetMappings = [new Amazon.ElasticLoadBalancingV2.Model.SubnetMapping { SubnetId = subnets[0], PrivateIPv4Address = "10.20.0.99" }],
            },
            Token)).LoadBalancers.Single();
        var group = (await bed.Elb.CreateTargetGroupAsync(new CreateTargetGroupRequest { Name = "alb", Protocol = ProtocolEnum.TCP, Port = 80, VpcId = vpc, TargetType = TargetTypeEnum.Alb }, Token)).TargetGroups.Single();
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = balancer.LoadBalancerArn }] }, Token);
        var listener = (await bed.Elb.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = network.LoadBalancerArn,
                Port = 80,
                Protocol = ProtocolEnum.TCP,
                DefaultActions = [new ElbAction { Type = ActionTypeEnum.Forward, TargetGroupArn = group.TargetGroupArn }],
            },
            Token)).Listeners.Single();
        Assert.Equal(299, await StatusAsync(await LocalPortAsync(bed, listener.ListenerArn), "/"));

        await bed.RestartAsync();

        Assert.Equal(299, await StatusAsync(await LocalPortAsync(bed, listener.ListenerArn), "/"));
        var restored = (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { LoadBalancerArns = [network.LoadBalancerArn] }, Token)).LoadBalancers.Single();
        Assert.Equal(LoadBalancerTypeEnum.Network, restored.Type);
        Assert.Equal("10.20.0.99", Assert.Single(Assert.Single(restored.AvailabilityZones).LoadBalancerAddresses).PrivateIPv4Address);
    }

    [Fact]
    public async Task Restart_LoadBalancer_AnswersOnTheSamePortByTheSameRules()
    {
        await using var bed = await RestartBed.StartAsync();
        var (vpc, subnets) = await NetworkAsync(bed);
        var balancer = (await bed.Elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = "front", Scheme = LoadBalancerSchemeEnum.Internal, Subnets = subnets }, Token)).LoadBalancers.Single();
        var group = (await bed.Elb.CreateTargetGroupAsync(new CreateTargetGroupRequest { Name = "g", Protocol = ProtocolEnum.HTTP, Port = 80, VpcId = vpc, TargetType = TargetTypeEnum.Ip }, Token)).TargetGroups.Single();
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [new TargetDescription { Id = "10.20.0.50", Port = 8080 }] }, Token);
        var listener = (await bed.Elb.CreateListenerAsync(new CreateListenerRequest { LoadBalancerArn = balancer.LoadBalancerArn, Port = 80, Protocol = ProtocolEnum.HTTP, DefaultActions = [Fixed("404")] }, Token)).Listeners.Single();
        await bed.Elb.CreateRuleAsync(new CreateRuleRequest { ListenerArn = listener.ListenerArn, Priority = 5, Actions = [Fixed("299")], Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = ["/here*"] } }] }, Token);
        var port = await LocalPortAsync(bed, listener.ListenerArn);
        Assert.Equal(299, await StatusAsync(port, "/here"));

        await bed.RestartAsync();

        var found = (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["front"] }, Token)).LoadBalancers.Single();
        Assert.Equal((balancer.LoadBalancerArn, balancer.DNSName), (found.LoadBalancerArn, found.DNSName));
        Assert.Equal(port, await LocalPortAsync(bed, listener.ListenerArn));
        Assert.Equal((299, 404), (await StatusAsync(port, "/here"), await StatusAsync(port, "/there")));
        var health = (await bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, Token)).TargetHealthDescriptions.Single();
        Assert.Equal(("10.20.0.50", 8080), (health.Target.Id, health.Target.Port));

        await bed.StopAsync();
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        await bed.StartAgainAsync();
        var moved = await LocalPortAsync(bed, listener.ListenerArn);
        Assert.NotEqual(port, moved);
        Assert.Equal(299, await StatusAsync(moved, "/here"));

        // What belongs to a load balancer still goes with it.
        await bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        Assert.Empty((await bed.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces ?? []);
    }

    [Fact]
    public async Task Restart_LoadBalancerWasDeleted_ItsInterfacesStillGo()
    {
        // They go a minute after it, times the scale: long after the first run has ended.
        var paced = new Dictionary<string, string?> { ["TimeScale"] = "100" };
        await using var bed = await RestartBed.StartAsync(new RunningEmulatorOptions { Settings = paced });
        var (_, subnets) = await NetworkAsync(bed);
        var balancer = (await bed.Elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = "front", Scheme = LoadBalancerSchemeEnum.Internal, Subnets = subnets }, Token)).LoadBalancers.Single();
        await bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);
        Assert.Equal(2, (await bed.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces.Count);

        await bed.RestartAsync(options => options with { Settings = new Dictionary<string, string?> { ["TimeScale"] = "0" } });

        Assert.Empty((await bed.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces ?? []);
    }

    [Fact]
    public async Task Restart_OtherServices_KeepWhatTheyHad()
    {
        await using var bed = await RestartBed.StartAsync();
        var certificate = (await bed.Acm.RequestCertificateAsync(new RequestCertificateRequest { DomainName = "shop.example", ValidationMethod = CertificateManager.ValidationMethod.DNS }, Token)).CertificateArn;
        var text = (await bed.Acm.GetCertificateAsync(new GetCertificateRequest { CertificateArn = certificate }, Token)).Certificate;
        await bed.Ecr.CreateRepositoryAsync(new Amazon.ECR.Model.CreateRepositoryRequest { RepositoryName = "shop/web" }, Token);
        var (vpc, subnets) = await NetworkAsync(bed);

        await bed.RestartAsync();

        Assert.Equal(text, (await bed.Acm.GetCertificateAsync(new GetCertificateRequest { CertificateArn = certificate }, Token)).Certificate);
        Assert.Equal("shop/web", (await bed.Ecr.DescribeRepositoriesAsync(new Amazon.ECR.Model.DescribeRepositoriesRequest(), Token)).Repositories.Single().RepositoryName);
        Assert.Equal(vpc, (await bed.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs.Single().VpcId);
        Assert.Equal(subnets.Order(StringComparer.Ordinal), (await bed.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token)).Subnets.Select(subnet => subnet.SubnetId).Order(StringComparer.Ordinal));
    }

    private static ElbAction Fixed(string status) => new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new FixedResponseActionConfig { StatusCode = status } };

    private static async Task<(string VpcId, List<string> Subnets)> NetworkAsync(RestartBed bed)
    {
        var vpc = (await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.20.0.0/16" }, Token)).Vpc.VpcId;
        var subnets = new List<string>();
        foreach (var (zone, cidr) in new[] { ("a", "10.20.0.0/24"), ("b", "10.20.1.0/24") })
        {
            subnets.Add((await bed.Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc, CidrBlock = cidr, AvailabilityZone = bed.Emulator.Region + zone }, Token)).Subnet.SubnetId);
        }

        return (vpc, subnets);
    }

    private static async Task<int> LocalPortAsync(RestartBed bed, string listenerArn)
    {
        var tags = await bed.Elb.DescribeTagsAsync(new ElbDescribeTagsRequest { ResourceArns = [listenerArn] }, Token);
        return int.Parse(tags.TagDescriptions.Single().Tags.Single(tag => tag.Key == "aws:emulator:local-port").Value, CultureInfo.InvariantCulture);
    }

    private static async Task<int> StatusAsync(int port, string path)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), Token);
        return (int)response.StatusCode;
    }

    private static Task<string> AuthorityAsync(RestartBed bed) => File.ReadAllTextAsync(Path.Combine(bed.Emulator.Directory, "ca.pem"), Token);

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
