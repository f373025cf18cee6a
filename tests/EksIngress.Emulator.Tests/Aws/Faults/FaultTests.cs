using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Aws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Faults;

/// <summary>What goes wrong on demand, seen through the SDKs.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Error_DeclaredTwice_HappensTwiceWithCodeAndStatus()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var plan = bed.Emulator.Services.GetRequiredService<FaultPlan>();
        plan.FailNext("DescribeCluster", "ServiceUnavailableException", times: 2, statusCode: 503);

        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "x" }, Token));
            Assert.Equal(("ServiceUnavailableException", HttpStatusCode.ServiceUnavailable), (error.ErrorCode, error.StatusCode));
        }

        var after = await Assert.ThrowsAnyAsync<AmazonEKSException>(() => bed.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = "x" }, Token));
        Assert.Equal("ResourceNotFoundException", after.ErrorCode);
    }

    [Fact]
    public async Task Throttle_EachProtocol_AnswersTheServicesOwnCode()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        bed.Emulator.Services.GetRequiredService<FaultPlan>().Replace([new FaultRule { Kind = FaultKind.Throttle }], 0);

        Assert.Equal("TooManyRequestsException", await CodeAsync(() => bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)));
        Assert.Equal("RequestLimitExceeded", await CodeAsync(() => bed.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)));
        Assert.Equal("Throttling", await CodeAsync(() => bed.Iam.ListRolesAsync(new ListRolesRequest(), Token)));
    }

    /// <summary>The SDK sends it again by itself, and the caller never learns of it.</summary>
    [Fact]
    public async Task Drop_Once_TheSdkTriesAgain()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var plan = bed.Emulator.Services.GetRequiredService<FaultPlan>();
        plan.Replace([new FaultRule { Kind = FaultKind.Drop, Operation = "CreateVpc", Times = 1 }], 0);
        using var client = new AmazonEC2Client(bed.Administrator, Retrying(bed));

        var vpc = await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, Token);

        Assert.Equal(vpc.Vpc.VpcId, Assert.Single((await client.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs).VpcId);
        Assert.Equal(1, Assert.Single(plan.Rules).Happened);
    }

    /// <summary>An answer that is lost after the work was done is what client tokens are for; without one the work is done twice.</summary>
    [Fact]
    public async Task DropResponse_Once_TheWorkWasDone()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        bed.Emulator.Services.GetRequiredService<FaultPlan>().Replace([new FaultRule { Kind = FaultKind.DropResponse, Operation = "CreateVpc", Times = 1 }], 0);
        using var client = new AmazonEC2Client(bed.Administrator, Retrying(bed));

        await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, Token);

        Assert.Equal(2, (await client.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).Vpcs.Count);
    }

    /// <summary>By the emulator's clock: a test needs no patience.</summary>
    [Fact]
    public async Task Delay_HalfAMinute_AnswersAfterItAndNotBefore()
    {
        var time = new DelayWatch(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(30));
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, Token);
        bed.Emulator.Services.GetRequiredService<FaultPlan>().Replace([new FaultRule { Kind = FaultKind.Delay, Service = "ec2", Operation = "DescribeVpcs", Seconds = 30, Times = 1 }], 0);

        var call = bed.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        var delay = await time.Begun.WaitAsync(TimeSpan.FromMinutes(2), Token);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(delay.HasFired);
        // Others are answered meanwhile.
        await bed.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token);
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(delay.HasFired);
        Assert.Single((await call).Vpcs);
    }

    [Fact]
    public async Task StaleRead_AfterAChange_AnswersWhatWasBefore()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.0.0.0/16" }, Token);
        await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.1.0.0/16" }, Token);
        bed.Emulator.Services.GetRequiredService<FaultPlan>().Replace([new FaultRule { Kind = FaultKind.StaleRead, Service = "ec2", Operation = "DescribeVpcs", Times = 1 }], 0);

        var stale = await bed.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        var fresh = await bed.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);

        Assert.Equal("10.0.0.0/16", Assert.Single(stale.Vpcs).CidrBlock);
        Assert.Equal(2, fresh.Vpcs.Count);
    }

    [Fact]
    public async Task RolePropagation_YoungRole_IsNeitherAssumableNorTakenByEks()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        bed.Emulator.Services.GetRequiredService<FaultPlan>().Replace([new FaultRule { Kind = FaultKind.RolePropagation, Seconds = 30 }], 0);
        var role = await bed.CreateRoleAsync("r", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}""");
        var (_, subnets) = await bed.CreateNetworkAsync("eu-west-1a", "eu-west-1b");
        var service = await bed.CreateServiceRoleAsync("cluster", "eks.amazonaws.com");
        var assume = new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "session" };
        var create = new CreateClusterRequest
        {
            Name = "c",
            RoleArn = service.Arn,
            AccessConfig = new CreateAccessConfigRequest { AuthenticationMode = AuthenticationMode.API },
            ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = subnets },
        };

        Assert.Equal("AccessDenied", await CodeAsync(() => bed.Sts.AssumeRoleAsync(assume, Token)));
        Assert.Equal("InvalidParameterException", await CodeAsync(() => bed.Eks.CreateClusterAsync(create, Token)));

        time.Advance(TimeSpan.FromSeconds(31));
        await bed.Sts.AssumeRoleAsync(assume, Token);
        await bed.Eks.CreateClusterAsync(create, Token);
    }

    [Fact]
    public async Task Probability_SameSeed_GivesTheSameFaults()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var plan = bed.Emulator.Services.GetRequiredService<FaultPlan>();
        FaultRule[] rules = [new() { Kind = FaultKind.Throttle, Probability = 0.5 }];

        List<bool> Draw()
        {
            plan.Replace(rules, 7);
            return [.. Enumerable.Range(0, 100).Select(_ => plan.Take("eks", "ListClusters") is not null)];
        }

        var first = Draw();
        Assert.Equal(first, Draw());
        Assert.Contains(true, first);
        Assert.Contains(false, first);
    }

    [Fact]
    public async Task Endpoint_PutGetDelete_DeclaresTellsAndClears()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        using var client = Client(bed);

        var put = await client.PutAsync(Address(bed), Body("""{"seed":1,"rules":[{"kind":"throttle","service":"eks","operation":"ListClusters","times":1}]}"""), Token);
        Assert.Equal("TooManyRequestsException", await CodeAsync(() => bed.Eks.ListClustersAsync(new ListClustersRequest(), Token)));
        var told = await client.GetStringAsync(Address(bed), Token);
        var cleared = await (await client.DeleteAsync(Address(bed), Token)).Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Contains("\"left\":0,\"happened\":1", told, StringComparison.Ordinal);
        Assert.Equal("""{"rules":[]}""", cleared);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"rules":[{"kind":"explode"}]}""")]
    [InlineData("""{"rules":[{"kind":42}]}""")]
    [InlineData("""{"rules":[{"kind":"throttle","colour":"red"}]}""")]
    [InlineData("""{"rules":[{"kind":"error"}]}""")]
    [InlineData("""{"rules":[{"kind":"throttle","times":0}]}""")]
    [InlineData("""{"rules":[{"kind":"throttle","probability":2}]}""")]
    [InlineData("""{"rules":[{"kind":"delay"}]}""")]
    [InlineData("""{"rules":[{"kind":"rolePropagation","seconds":5,"times":1}]}""")]
    public async Task Endpoint_WrongDeclaration_Is400AndChangesNothing(string body)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        using var client = Client(bed);

        var response = await client.PutAsync(Address(bed), Body(body), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(bed.Emulator.Services.GetRequiredService<FaultPlan>().Rules);
    }

    [Theory]
    [InlineData("""{"faults":[]}""", "At $.faults ")]
    [InlineData("""{"rules":[{"operation":"CreateCluster"}]}""", "At $.rules[0] ")]
    [InlineData("""{"rules":[{"kind":"explode"}]}""", "At $.rules[0].kind ")]
    public async Task Endpoint_WrongDeclaration_SaysWhereAndWhatItIs(string body, string where)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        using var client = Client(bed);

        using var response = await client.PutAsync(Address(bed), Body(body), Token);

        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.StartsWith(where, text, StringComparison.Ordinal);
        Assert.EndsWith("Kinds are error, throttle, delay, drop, dropResponse, staleRead, rolePropagation.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EksIngress", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_WithoutTheKey_Is401()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        using var client = new HttpClient();

        var response = await client.GetAsync(Address(bed), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static AmazonEC2Config Retrying(AwsTestbed bed)
    {
        var config = bed.Config(new AmazonEC2Config());
        config.MaxErrorRetry = 2;
        return config;
    }

    private static HttpClient Client(AwsTestbed bed)
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{bed.Emulator.AccessKeyId}:{bed.Emulator.SecretAccessKey}")));
        return client;
    }

    private static Uri Address(AwsTestbed bed) => new(bed.Emulator.AwsEndpoint, "_emulator/faults");

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<string?> CodeAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonServiceException>(call)).ErrorCode;
}
