using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using EksIngress.Alb.Flags;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.LoadBalancerController;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>How often the controller calls AWS, and how often it tries again: <c>--aws-api-throttle</c>, <c>--aws-max-retries</c>.</summary>
public sealed class ApiThrottleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Calls of one operation at one moment: when each may go, in milliseconds.
    [Theory]
    [InlineData("S:^Get=2:3", 6, new[] { 0, 0, 0, 500, 1000, 1500 })]
    [InlineData("S:^Get=0.5:1", 3, new[] { 0, 2000, 4000 })]
    [InlineData("S:Thing$=10:1", 3, new[] { 0, 100, 200 })]
    [InlineData("S:^List=1:1", 3, new[] { 0, 0, 0 })]
    [InlineData("Other:^Get=1:1", 3, new[] { 0, 0, 0 })]
    [InlineData("S:^Get=Inf:1", 3, new[] { 0, 0, 0 })]
    [InlineData("S:^Get=1:0", 3, new[] { 0, 0, 0 })]
    [InlineData("S:^Get=1:1,S:Thing=2:1", 3, new[] { 0, 1000, 2000 })]
    [InlineData("S:^Get=0:2", 3, new[] { 0, 0, -1 })]
    public async Task Calls_AllAtOnce_GoAtTheRateOfTheFlag(string flag, int calls, int[] expected)
    {
        var time = new TimerWatch();
        var throttle = new ApiThrottle(ThrottleText.Read(flag), 1, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = Enumerable.Range(0, calls).Select(_ => throttle.WaitAsync("S", "GetThing", stop.Token)).ToList();

        for (var now = 0; now <= 4000; now += 100)
        {
            Assert.Equal(
                expected.Select(due => due >= 0 && due <= now),
                await Task.WhenAll(waiting.Zip(expected, (call, due) => due >= 0 && due <= now ? TrueAsync(call) : Task.FromResult(call.IsCompleted))));
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await stop.CancelAsync();

        static async Task<bool> TrueAsync(Task call)
        {
            await call;
            return true;
        }
    }

    [Theory]
    [InlineData("Elastic Load Balancing v2", "DescribeRules", 200, 50)]
    [InlineData("Elastic Load Balancing v2", "ModifyListener", 20, 3)]
    [InlineData("Elastic Load Balancing v2", "RegisterTargets", 20, 4)]
    [InlineData("Elastic Load Balancing v2", "DeregisterTargets", 20, 4)]
    [InlineData("WAFV2", "AssociateWebACL", 1, 0.5)]
    [InlineData("WAFV2", "GetWebACLForResource", 1, 1)]
    [InlineData("WAF Regional", "DisassociateWebACL", 1, 0.5)]
    [InlineData("WAF Regional", "ListResourcesForWebACL", 1, 1)]
    public async Task Defaults_AtAwssPace_AreTheControllers(string service, string operation, int burst, double rate)
    {
        var time = new TimerWatch();
        var throttle = new ApiThrottle(ThrottleText.Read("EC2:.*=1:1"), 1, time);
        for (var call = 0; call < burst; call++)
        {
            Assert.True(throttle.WaitAsync(service, operation, Token).IsCompletedSuccessfully);
        }

        var next = throttle.WaitAsync(service, operation, Token);

        Assert.False(next.IsCompleted);
        var wait = await time.NextAsync(Token);
        Assert.Equal(1 / rate, wait.TotalSeconds, 0.001);
        time.Advance(wait);
        await next;
    }

    [Fact]
    public void Defaults_TimeIsScaledToNothing_HoldNobodyBack()
    {
        var throttle = new ApiThrottle(ThrottleText.Read("EC2:.*=1:1"), 0, new TimerWatch());

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(throttle.WaitAsync("Elastic Load Balancing v2", "ModifyRule", Token).IsCompletedSuccessfully));
    }

    [Fact]
    public void Defaults_OfAServiceThatTheFlagNames_AreGone()
    {
        var throttle = new ApiThrottle(ThrottleText.Read("Elastic Load Balancing v2:^Create=1:1"), 1, new TimerWatch());

        Assert.All(Enumerable.Range(0, 300), _ => Assert.True(throttle.WaitAsync("Elastic Load Balancing v2", "DescribeRules", Token).IsCompletedSuccessfully));
        Assert.True(throttle.WaitAsync("WAFV2", "AssociateWebACL", Token).IsCompletedSuccessfully);
        Assert.False(throttle.WaitAsync("WAFV2", "AssociateWebACL", Token).IsCompleted);
    }

    [Fact]
    public async Task Client_OfTheController_WaitsForItsPlaceOncePerCallAndNotPerAttempt()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var time = new TimerWatch();
        using var elb = Clients(bed, time, attempts: 2, throttle: "Elastic Load Balancing v2:^DescribeLoad=0.1:2").Elb(Administrator(bed));
        bed.Emulator.Services.GetRequiredService<FaultPlan>().FailNext("DescribeLoadBalancers", "ServiceUnavailable", times: 1, statusCode: 503);

        var first = elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token);
        time.Advance(await time.NextAsync(Token));
        await first;
        await elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token);
        await elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token);
        var third = elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token);

        var wait = await time.NextAsync(Token);
        Assert.InRange(wait, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(10));
        Assert.False(third.IsCompleted);
        time.Advance(wait);
        await third;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task Client_TheServiceStaysAway_GivesUpAfterSoManyAttemptsAndSaysSo(int attempts)
    {
        await using var bed = await ElbTestbed.StartAsync();
        var faults = bed.Emulator.Services.GetRequiredService<FaultPlan>();
        faults.FailNext("DescribeLoadBalancers", "ServiceUnavailable", times: 100, statusCode: 503);
        var time = new TimerWatch();
        using var elb = Clients(bed, time, attempts).Elb(Administrator(bed));

        var call = AwsCalls.InvokeAsync(
            AwsCalls.Elb, "DescribeLoadBalancers", elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token), "while looking");
        for (var retry = 1; retry < attempts; retry++)
        {
            var delay = await time.NextAsync(Token);
            Assert.InRange(delay.TotalSeconds, retry > 4 ? 20 : 0, Math.Min(20, Math.Pow(2, retry)));
            time.Advance(delay);
        }

        var exception = await Assert.ThrowsAsync<AwsCallException>(() => call);
        Assert.Matches(
            $"^while looking: operation error Elastic Load Balancing v2: DescribeLoadBalancers, exceeded maximum number of attempts, {attempts}, https response error StatusCode: 503, RequestID: [^,]+, api error ServiceUnavailable: ",
            exception.Message);
        Assert.Equal(attempts, faults.Rules.Single().Happened);
    }

    [Fact]
    public async Task Client_WithoutALimit_TriesUntilItSucceeds()
    {
        await using var bed = await ElbTestbed.StartAsync();
        bed.Emulator.Services.GetRequiredService<FaultPlan>().FailNext("DescribeLoadBalancers", "Throttling", times: 12, statusCode: 400);
        var time = new TimerWatch();
        using var elb = Clients(bed, time, attempts: 0).Elb(Administrator(bed));

        var call = elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token);
        for (var retry = 0; retry < 12; retry++)
        {
            time.Advance(await time.NextAsync(Token));
        }

        Assert.Empty((await call).LoadBalancers ?? []);
    }

    [Fact]
    public async Task Client_WhatIsWrongWithTheRequest_IsToldAtOnce()
    {
        await using var bed = await ElbTestbed.StartAsync();
        using var ec2 = Clients(bed, new TimerWatch(), attempts: 10).Ec2(Administrator(bed));

        var exception = await Assert.ThrowsAsync<AwsCallException>(() => AwsCalls.InvokeAsync(
            AwsCalls.Ec2, "DescribeVpcs", ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = ["vpc-0123456789abcdef0"] }, Token)));

        Assert.StartsWith("operation error EC2: DescribeVpcs, https response error StatusCode: 400, RequestID: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoints_OfTheFlag_AreThoseOfTheirServicesAlone()
    {
        var options = ControllerOptions.Parse(
            ["--cluster-name=dev", "--aws-region=eu-west-1", "--aws-api-endpoints=EC2=http://127.0.0.1:1,Elastic Load Balancing v2=http://localhost:2,Nobody=http://127.0.0.1:3"]);
        var settings = PodAwsSettings.Create(options, Environment("http://127.0.0.1:9"), 0, TimeProvider.System);
        var clients = new PodClients(settings, TimeProvider.System);
        using var ec2 = clients.Ec2(new AnonymousAWSCredentials());
        using var elb = clients.Elb(new AnonymousAWSCredentials());
        using var acm = clients.Acm(new AnonymousAWSCredentials());

        Assert.Equal("http://127.0.0.1:1/", ec2.Config.ServiceURL);
        Assert.Equal("http://localhost:2/", elb.Config.ServiceURL);
        Assert.Equal("http://127.0.0.1:9/", acm.Config.ServiceURL);
    }

    [Theory]
    [InlineData("--aws-api-endpoints=EC2=https://ec2.eu-west-1.amazonaws.com", "http://127.0.0.1:9", "--aws-api-endpoints=EC2=https://ec2.eu-west-1.amazonaws.com does not name a loopback address; the emulated controller will not call AWS itself")]
    [InlineData("--aws-region=eu-west-1", "https://eu-west-1.amazonaws.com", "AWS_ENDPOINT_URL of the pod's environment does not name the emulator (a loopback address); the controller will not call AWS itself")]
    public void Endpoints_OfAwsItself_EndTheController(string flag, string endpoint, string message)
    {
        var options = ControllerOptions.Parse(["--cluster-name=dev", "--aws-region=eu-west-1", flag]);

        var exception = Assert.Throws<ControllerExitException>(() => PodAwsSettings.Create(options, Environment(endpoint), 0, TimeProvider.System));

        Assert.Equal(("unable to initialize AWS cloud", message), (exception.What, exception.Message));
    }

    private static Dictionary<string, string> Environment(string endpoint) => new(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = endpoint };

    private static BasicAWSCredentials Administrator(ElbTestbed bed) => new(bed.Emulator.AccessKeyId, bed.Emulator.SecretAccessKey);

    private static PodClients Clients(ElbTestbed bed, TimeProvider time, int attempts, string throttle = "EC2:.*=1000:1000") =>
        new(new PodAwsSettings(bed.Emulator.AwsEndpoint, bed.Emulator.Region, new ApiThrottle(ThrottleText.Read(throttle), 0, time), attempts), time);
}
