using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Tests.Aws;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>The first load balancer of an account makes the service's role, and takes the permission for it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html</remarks>
public sealed class ServiceLinkedRoleTests : IAsyncLifetime
{
    private const string Role = "AWSServiceRoleForElasticLoadBalancing";
    private const string RoleArn = $"arn:aws:iam::000000000000:role/aws-service-role/elasticloadbalancing.amazonaws.com/{Role}";
    private const string OfService = """{"Effect":"Allow","Action":"elasticloadbalancing:*","Resource":"*"}""";

    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task FirstLoadBalancer_WithoutPermissionForTheRole_IsDeniedAsAwsDeniesIt()
    {
        var (_, subnets) = await _bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        using var elb = ElbAs(await _bed.CreateUserAsync("dev", OfService));

        var denied = await Failures.TextAsync(() => CreateAsync(elb, "first", subnets));

        Assert.Equal(
            $"AccessDenied: User: arn:aws:iam::000000000000:user/dev is not authorized to perform: iam:CreateServiceLinkedRole on resource: {RoleArn} because no identity-based policy allows the iam:CreateServiceLinkedRole action",
            denied);
        Assert.Empty((await elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? []);
        Assert.DoesNotContain(Role, await RolesAsync());
    }

    [Theory]
    [InlineData("elasticloadbalancing.amazonaws.com", null)]
    [InlineData("spot.amazonaws.com", "AccessDenied")]
    public async Task FirstLoadBalancer_WithPermissionForServices_IsMadeWithItsOwn(string service, string? code)
    {
        var (_, subnets) = await _bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        using var elb = ElbAs(await _bed.CreateUserAsync(
            "dev", OfService + """,{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":"SERVICE"}}}""".Replace("SERVICE", service, StringComparison.Ordinal)));

        if (code is not null)
        {
            Assert.Equal(code, await Failures.CodeAsync(() => CreateAsync(elb, "first", subnets)));
            return;
        }

        await CreateAsync(elb, "first", subnets);
        Assert.Contains(Role, await RolesAsync());
    }

    [Fact]
    public async Task NextLoadBalancer_TakesNoPermissionForTheRole()
    {
        var (_, subnets) = await _bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        using var admin = ElbAs(_bed.Administrator);
        using var elb = ElbAs(await _bed.CreateUserAsync("dev", OfService));
        await CreateAsync(admin, "first", subnets);

        await CreateAsync(elb, "next", subnets);

        var made = (await _bed.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Role }, Token)).Role;
        Assert.Equal(RoleArn, made.Arn);
    }

    private AmazonElasticLoadBalancingV2Client ElbAs(AWSCredentials credentials) => new(credentials, _bed.Config(new AmazonElasticLoadBalancingV2Config()));

    private async Task<IReadOnlyList<string>> RolesAsync() => [.. ((await _bed.Iam.ListRolesAsync(new ListRolesRequest(), Token)).Roles ?? []).Select(role => role.RoleName)];

    private static Task CreateAsync(AmazonElasticLoadBalancingV2Client elb, string name, List<string> subnets) =>
        elb.CreateLoadBalancerAsync(new CreateLoadBalancerRequest { Name = name, Subnets = subnets }, Token);
}
