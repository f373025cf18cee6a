using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What a user reads when AWS refuses what an Ingress asks for, and what is there then.</summary>
public sealed class AwsRefusalTests
{
    private const string Elb = "operation error Elastic Load Balancing v2: ";
    private const string Status400 = ", https response error StatusCode: 400, RequestID: [0-9a-f-]+, ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Quota and its value; the event; load balancers, listeners, rules and target groups that are there.</summary>
    public static TheoryData<string, int, string, int, int, int, int> Quotas => new()
    {
        { AwsQuota.ElbTargetGroups, 1, $"{Elb}CreateTargetGroup{Status400}TooManyTargetGroups: You've reached the limit on the number of target groups for your account: 1", 0, 0, 0, 1 },
        { AwsQuota.ElbLoadBalancers, 0, $"{Elb}CreateLoadBalancer{Status400}TooManyLoadBalancers: You've reached the limit on the number of load balancers for your account: 0", 0, 0, 0, 2 },
        { AwsQuota.ElbListeners, 1, $"{Elb}CreateListener{Status400}TooManyListeners: You've reached the limit on the number of listeners for load balancer 'arn:[^']+': 1", 1, 1, 0, 2 },
        { AwsQuota.ElbRules, 1, "Unable to synthesize listener rules, there's too many attached.", 1, 2, 1, 2 },
        { AwsQuota.ElbRules, 0, "Unable to synthesize listener rules, there's too many attached.", 1, 2, 0, 2 },
        {
            AwsQuota.ElbTargetGroupsPerLoadBalancer, 1,
            $"failed to create listener rule: {Elb}CreateRule{Status400}TooManyUniqueTargetGroupsPerLoadBalancer: You've reached the limit on the number of unique target groups for load balancer 'arn:[^']+': 1", 1, 2, 1, 2
        },
    };

    [Theory]
    [MemberData(nameof(Quotas))]
    public async Task Quota_IsReached_IsToldAndWhatIsThereStays(string quota, int value, string message, int balancers, int listeners, int rules, int groups)
    {
        await using var bed = await StartAsync(quota, value);

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/longer", "web"), ("/b", "api")], ("listen-ports", """[{"HTTP":80},{"HTTP":81}]""")));

        Assert.Matches($"^Failed deploy model due to {message}$", await bed.EventAsync("shop", "FailedDeployModel"));
        var found = (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers ?? [];
        Assert.Equal(balancers, found.Count);
        var foundListeners = found.Count == 0 ? [] : (await bed.Elb.DescribeListenersAsync(
            new DescribeListenersRequest { LoadBalancerArn = found[0].LoadBalancerArn }, Token)).Listeners ?? [];
        Assert.Equal(listeners, foundListeners.Count);
        var foundRules = await Task.WhenAll(foundListeners.Select(async listener =>
            (await bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token)).Rules.Count(rule => rule.IsDefault != true)));
        Assert.Equal(rules, foundRules.Sum());
        Assert.Equal(groups, (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups?.Count ?? 0);

        // Nothing that does not work is announced, and what is there is taken away with the Ingress.
        Assert.Null((await bed.FindAsync($"{Manifest.Ingresses}/shop"))!["status"]?["loadBalancer"]?["ingress"]);
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        Assert.Empty((await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups ?? []);
    }

    [Fact]
    public async Task Quota_OfCertificates_IsToldOfTheListenerThatIsThere()
    {
        await using var bed = await StartAsync(AwsQuota.ElbCertificates, 1);
        await bed.CreateCertificateAsync(SecureManifest.Host);
        await bed.CreateCertificateAsync("*.example.test");
        await bed.CreateCertificateAsync("*.example.test");

        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host));

        Assert.Matches(
            $"^Failed deploy model due to failed to update extra certificates on listener: {Elb}AddListenerCertificates{Status400}TooManyCertificates: You've reached the limit on the number of certificates for load balancer 'arn:[^']+': 1$",
            await bed.EventAsync("shop", "FailedDeployModel"));

        // The next attempt finds the listener, and words it as one that is changed.
        Assert.Matches(
            $"^Failed deploy model due to {Elb}AddListenerCertificates{Status400}TooManyCertificates: ",
            await bed.EventAsync("shop", "FailedDeployModel", holds: message => !message.Contains("extra certificates", StringComparison.Ordinal)));
        Assert.Single((await bed.ListenerAsync()).Certificates);
    }

    [Fact]
    public async Task Quota_OfTargets_IsToldOfTheBindingAndTheIngressIsDone()
    {
        await using var bed = await StartAsync(AwsQuota.ElbTargets, 1);
        await bed.ApplyAsync(Manifest.Deployment("web", 2, "web"));
        await bed.WaitAsync("/apis/apps/v1/namespaces/default/deployments/web", item => (int?)item["status"]?["availableReplicas"] == 2);

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var binding = await bed.BindingAsync("web");
        Assert.Matches(
            $"^Failed reconcile due to {Elb}RegisterTargets{Status400}TooManyTargets: You've reached the limit on the number of targets for target group 'arn:[^']+': 1$",
            await bed.EventAsync((string)binding["metadata"]!["name"]!, "FailedReconcile"));
        Assert.Empty(await bed.TargetsAsync((string)binding["spec"]!["targetGroupARN"]!));

        // With fewer pods there is room: the controller finds out by itself.
        await bed.ApplyAsync(Manifest.Deployment("web", 1, "web"));
        await bed.AnswersAsync("shop", "/", "web");
    }

    public static TheoryData<string, string, string> Annotations => new()
    {
        { "ssl-policy", "ELBSecurityPolicy-2000-01", $"{Elb}CreateListener{Status400}SSLPolicyNotFound: .*ELBSecurityPolicy-2000-01.*" },
        { "certificate-arn", "arn:aws:acm:eu-west-1:000000000000:certificate/00000000-0000-0000-0000-000000000000", $"{Elb}CreateListener{Status400}CertificateNotFound: .*" },
        { "target-group-attributes", "slow_start.duration_seconds=5", $"{Elb}ModifyTargetGroupAttributes{Status400}api error ValidationError: .*slow_start.duration_seconds.*" },
        { "healthcheck-interval-seconds", "4", $"{Elb}CreateTargetGroup{Status400}api error ValidationError: .*" },
        { "load-balancer-attributes", "idle_timeout.timeout_seconds=5000", $"{Elb}ModifyLoadBalancerAttributes{Status400}(api error ValidationError|InvalidConfigurationRequest): .*idle_timeout.timeout_seconds.*" },
        {
            "conditions.web", """[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"a","values":["1","2","3","4"]}}]""",
            $"failed to create listener rule: {Elb}CreateRule{Status400}api error ValidationError: A rule can only have '5' condition values"
        },
        { "customer-owned-ipv4-pool", "ipv4pool-coip-0", $"{Elb}CreateLoadBalancer{Status400}InvalidConfigurationRequest: A customer-owned pool can be specified only for a load balancer whose subnet is on an Outpost" },
    };

    [Theory]
    [MemberData(nameof(Annotations))]
    public async Task Annotation_IsNothingThatAwsTakes_IsToldInAwssWords(string annotation, string value, string message)
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync(SecureManifest.Host);
        var ingress = SecureManifest.Ingress("shop", SecureManifest.Host, (annotation, value));
        ingress["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["path"] = "/a";

        await bed.ApplyAsync(ingress);

        Assert.Matches($"^Failed deploy model due to {message}$", await bed.EventAsync("shop", "FailedDeployModel"));
        Assert.Null((await bed.FindAsync($"{Manifest.Ingresses}/shop"))!["status"]?["loadBalancer"]?["ingress"]);
    }

    [Fact]
    public async Task Service_StaysAway_EventSaysAfterHowManyAttempts()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--aws-max-retries=1"] });
        await bed.AddWebAsync("web");
        bed.Faults.FailNext("CreateLoadBalancer", "ServiceUnavailable", times: 1, statusCode: 503);

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));

        Assert.Matches(
            $"^Failed deploy model due to {Elb}CreateLoadBalancer, exceeded maximum number of attempts, 1, https response error StatusCode: 503, RequestID: [0-9a-f-]+, api error ServiceUnavailable: ",
            await bed.EventAsync("shop", "FailedDeployModel"));
        await bed.AnswersAsync("shop", "/", "web");
    }

    private static async Task<ControllerBed> StartAsync(string quota, int value)
    {
        var bed = await ControllerBed.StartAsync(new() { Settings = new Dictionary<string, string?> { [$"Quotas:{quota}"] = $"{value}" } });
        await bed.AddWebAsync("web");
        await bed.AddWebAsync("api");
        return bed;
    }
}
