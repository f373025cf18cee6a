using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Amazon.WAFV2;
using Amazon.WAFV2.Model;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using Tag = Amazon.ElasticLoadBalancingV2.Model.Tag;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Somebody changes in AWS what the controller made: the next reconcile that looks makes it good, kind by kind.</summary>
public sealed class DriftTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drift_OfEveryKind_IsRepaired()
    {
        await using var bed = await StartAsync();
        using var waf = new AmazonWAFV2Client(
            new BasicAWSCredentials(bed.Emulator.AccessKeyId, bed.Emulator.SecretAccessKey),
            new AmazonWAFV2Config { ServiceURL = bed.Emulator.AwsEndpoint.ToString(), AuthenticationRegion = bed.Emulator.Region });
        var before = await DescribeAsync(bed, waf);

        var drifted = await BreakAsync(bed, waf);
        var between = await DescribeAsync(bed, waf);
        Assert.All(drifted, kind => Assert.NotEqual(before[kind], between[kind]));
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), drifted.Order(StringComparer.Ordinal));

        // A controller that starts has no caches, and looks at everything.
        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Contains("successfully deployed model", StringComparison.Ordinal));

        var after = await DescribeAsync(bed, waf);
        Assert.All(before, kind => Assert.Equal((kind.Key, kind.Value), (kind.Key, after[kind.Key])));
    }

    [Fact]
    public async Task Drift_OfTargetsAndNodeRules_IsSeenByAControllerThatStarts()
    {
        await using var bed = await ControllerBed.StartAsync(new() { Args = ["--sync-period=1s"] });
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/", "web");
        var rule = Assert.Single(await bed.NodeRulesAsync());
        var arn = (string)(await bed.BindingAsync("web"))["spec"]!["targetGroupARN"]!;

        // One that runs takes for true for some minutes what it has read: a reconcile that changes something else leaves it as it is.
        await bed.ApplyAsync(Manifest.Deployment("web", 2, "web"));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 2);
        await bed.SettleAsync();
        await bed.Ec2.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = bed.NodeGroupId, IpPermissions = [rule] }, Token);
        await bed.ApplyAsync(Manifest.Deployment("web", 3, "web"));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Count == 3);
        await bed.SettleAsync();
        Assert.Empty(await bed.NodeRulesAsync());

        var strange = new IpPermission
        {
            IpProtocol = "tcp",
            FromPort = 9000,
            ToPort = 9000,
            UserIdGroupPairs = [new UserIdGroupPair { GroupId = rule.UserIdGroupPairs[0].GroupId, Description = "elbv2.k8s.aws/targetGroupBinding=shared" }],
        };
        var own = new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "10.0.0.0/8" }] };
        await bed.Ec2.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = bed.NodeGroupId, IpPermissions = [strange, own] }, Token);
        var gone = (await bed.Elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = arn }, Token)).TargetHealthDescriptions[0].Target;
        await bed.Elb.DeregisterTargetsAsync(new DeregisterTargetsRequest { TargetGroupArn = arn, Targets = [gone] }, Token);
        await bed.RestartControllerAsync();

        // What carries the controller's description is its own to take away; the rest is somebody's.
        await Eventually.UntilAsync(async () =>
            (await bed.NodeRulesAsync()).Select(found => found.FromPort!.Value).Order().SequenceEqual([22, rule.FromPort!.Value]));
        await Eventually.UntilAsync(async () => (await bed.TargetsAsync(arn)).Contains($"{gone.Id}:{gone.Port}"));
    }

    [Fact]
    public async Task Drift_WithoutAReconcile_StaysUntilSomethingChanges()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var listener = await bed.ListenerAsync();
        await bed.SettleAsync();
        var calls = bed.Calls.Count;

        await bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listener.ListenerArn, DefaultActions = [Fixed("503")] }, Token);
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        Assert.Equal("503", (await bed.ListenerAsync()).DefaultActions.Single().FixedResponseConfig.StatusCode);

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")], ("healthcheck-path", "/other")));
        await Eventually.UntilAsync(async () => (await bed.ListenerAsync()).DefaultActions.Single().FixedResponseConfig.StatusCode == "404");
        await bed.SettleAsync();
        Assert.Contains("ModifyListener", bed.Calls.Skip(calls));
    }

    private static async Task<ControllerBed> StartAsync()
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        ProtectionTests.AddWebAcl(bed);
        await bed.ApplyAsync(Manifest.Ingress(
            "shop",
            [("/a", "web"), ("/b", "web")],
            ("listen-ports", """[{"HTTPS":443}]"""),
            ("certificate-arn", $"{await bed.CreateCertificateAsync("a.example.test")},{await bed.CreateCertificateAsync("b.example.test")}"),
            ("load-balancer-attributes", "idle_timeout.timeout_seconds=100"),
            ("listener-attributes.HTTPS-443", "routing.http.response.server.enabled=false"),
            ("target-group-attributes", "deregistration_delay.timeout_seconds=5"),
            ("wafv2-acl-arn", ProtectionTests.AclArn),
            ("tags", "team=shop")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        return bed;
    }

    // One text per kind of what is there.
    private static async Task<Dictionary<string, string>> DescribeAsync(ControllerBed bed, AmazonWAFV2Client waf)
    {
        var balancer = (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single();
        var listener = await bed.ListenerAsync();
        var group = (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Single();
        var rules = (await bed.RulesAsync()).OrderBy(rule => int.Parse(rule.Priority, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var managed = await ManagedGroupAsync(bed);
        var certificates = (await bed.Elb.DescribeListenerCertificatesAsync(new DescribeListenerCertificatesRequest { ListenerArn = listener.ListenerArn }, Token)).Certificates;
        return new(StringComparer.Ordinal)
        {
            ["default action"] = listener.DefaultActions.Single().FixedResponseConfig.StatusCode,
            ["security policy"] = listener.SslPolicy,
            ["default certificate"] = listener.Certificates.Single().CertificateArn,
            ["certificates"] = Join(certificates.Where(entry => entry.IsDefault != true).Select(entry => entry.CertificateArn)),
            ["rules"] = string.Join(' ', rules.Select(rule => $"{rule.Priority}:{string.Join(',', rule.Conditions.Single().PathPatternConfig.Values)}:{rule.Actions.Single().Type}")),
            ["health check"] = $"{group.HealthCheckPath} {group.HealthCheckIntervalSeconds}",
            ["target group attributes"] = (await bed.Elb.DescribeTargetGroupAttributesAsync(new DescribeTargetGroupAttributesRequest { TargetGroupArn = group.TargetGroupArn }, Token))
                .Attributes.Single(attribute => attribute.Key == "deregistration_delay.timeout_seconds").Value,
            ["load balancer attributes"] = (await bed.Elb.DescribeLoadBalancerAttributesAsync(new DescribeLoadBalancerAttributesRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token))
                .Attributes.Single(attribute => attribute.Key == "idle_timeout.timeout_seconds").Value,
            ["listener attributes"] = (await bed.Elb.DescribeListenerAttributesAsync(new DescribeListenerAttributesRequest { ListenerArn = listener.ListenerArn }, Token))
                .Attributes.Single(attribute => attribute.Key == "routing.http.response.server.enabled").Value,
            ["load balancer tags"] = await TagsAsync(bed, balancer.LoadBalancerArn),
            ["listener tags"] = await TagsAsync(bed, listener.ListenerArn),
            ["target group tags"] = await TagsAsync(bed, group.TargetGroupArn),
            ["rule tags"] = await TagsAsync(bed, rules[0].RuleArn),
            ["security group tags"] = Join(managed.Tags.Select(tag => $"{tag.Key}={tag.Value}")),
            ["security group rules"] = Join(managed.IpPermissions.SelectMany(rule => rule.Ipv4Ranges.Select(range => $"{rule.FromPort} {range.CidrIp}"))),
            ["security groups"] = Join(balancer.SecurityGroups),
            ["web ACL"] = (await waf.GetWebACLForResourceAsync(new GetWebACLForResourceRequest { ResourceArn = balancer.LoadBalancerArn }, Token)).WebACL?.ARN ?? "none",
        };
    }

    /// <returns>The kinds that are not as they were.</returns>
    private static async Task<IReadOnlyList<string>> BreakAsync(ControllerBed bed, AmazonWAFV2Client waf)
    {
        var arn = await bed.LoadBalancerArnAsync();
        var listener = await bed.ListenerAsync();
        var group = (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Single().TargetGroupArn;
        var rules = await bed.RulesAsync();
        var managed = await ManagedGroupAsync(bed);
        var other = await bed.CreateCertificateAsync("other.example.test");

        await bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest
            {
                ListenerArn = listener.ListenerArn,
                DefaultActions = [Fixed("503")],
                SslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06",
                Certificates = [new Certificate { CertificateArn = other }],
            },
            Token);
        await bed.Elb.AddListenerCertificatesAsync(
            new AddListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Certificates = [new Certificate { CertificateArn = other }] }, Token);
        await bed.Elb.ModifyRuleAsync(new ModifyRuleRequest { RuleArn = rules[0].RuleArn, Actions = [Fixed("500")] }, Token);
        await bed.Elb.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rules[1].RuleArn }, Token);
        await bed.Elb.CreateRuleAsync(
            new CreateRuleRequest
            {
                ListenerArn = listener.ListenerArn,
                Priority = 77,
                Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = ["/strange"] } }],
                Actions = [Fixed("200")],
            },
            Token);
        await bed.Elb.ModifyTargetGroupAsync(new ModifyTargetGroupRequest { TargetGroupArn = group, HealthCheckPath = "/strange", HealthCheckIntervalSeconds = 200 }, Token);
        await bed.Elb.ModifyTargetGroupAttributesAsync(
            new ModifyTargetGroupAttributesRequest { TargetGroupArn = group, Attributes = [new TargetGroupAttribute { Key = "deregistration_delay.timeout_seconds", Value = "77" }] }, Token);
        await bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = arn, Attributes = [new LoadBalancerAttribute { Key = "idle_timeout.timeout_seconds", Value = "77" }] }, Token);
        await bed.Elb.ModifyListenerAttributesAsync(
            new ModifyListenerAttributesRequest
            {
                ListenerArn = listener.ListenerArn,
                Attributes = [new ListenerAttribute { Key = "routing.http.response.server.enabled", Value = "true" }],
            },
            Token);
        foreach (var tagged in (string[])[arn, listener.ListenerArn, group, rules[0].RuleArn])
        {
            await bed.Elb.AddTagsAsync(
                new AddTagsRequest { ResourceArns = [tagged], Tags = [new Tag { Key = "team", Value = "strange" }, new Tag { Key = "stray", Value = "1" }] }, Token);
        }

        await bed.Ec2.CreateTagsAsync(
            new CreateTagsRequest { Resources = [managed.GroupId], Tags = [new Amazon.EC2.Model.Tag("team", "strange"), new Amazon.EC2.Model.Tag("stray", "1")] }, Token);
        await bed.Ec2.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = managed.GroupId, IpPermissions = managed.IpPermissions }, Token);
        await bed.Ec2.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = managed.GroupId,
                IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] }],
            },
            Token);
        await bed.Elb.SetSecurityGroupsAsync(new SetSecurityGroupsRequest { LoadBalancerArn = arn, SecurityGroups = [bed.NodeGroupId] }, Token);
        await waf.DisassociateWebACLAsync(new DisassociateWebACLRequest { ResourceArn = arn }, Token);
        return
        [
            "default action", "security policy", "default certificate", "certificates", "rules", "health check", "target group attributes",
            "load balancer attributes", "listener attributes", "load balancer tags", "listener tags", "target group tags", "rule tags",
            "security group tags", "security group rules", "security groups", "web ACL",
        ];
    }

    private static async Task<SecurityGroup> ManagedGroupAsync(ControllerBed bed) => (await bed.Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest { Filters = [new Filter("tag:ingress.k8s.aws/resource", ["ManagedLBSecurityGroup"])] }, Token)).SecurityGroups.Single();

    private static async Task<string> TagsAsync(ControllerBed bed, string arn) =>
        Join((await bed.Elb.DescribeTagsAsync(new Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest { ResourceArns = [arn] }, Token)).TagDescriptions.Single().Tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private static string Join(IEnumerable<string> values) => string.Join(' ', values.Order(StringComparer.Ordinal));

    private static Action Fixed(string statusCode) => new()
    {
        Type = ActionTypeEnum.FixedResponse,
        FixedResponseConfig = new FixedResponseActionConfig { StatusCode = statusCode },
    };
}
