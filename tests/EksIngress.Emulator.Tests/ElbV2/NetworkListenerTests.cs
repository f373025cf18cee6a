using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.Aws;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>Listeners of Network Load Balancers as the API has them.</summary>
public sealed class NetworkListenerTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    /// <summary>What, change of a good request, what the answer begins with.</summary>
    public static TheoryData<string, Action<CreateListenerRequest>, string> Refused => new()
    {
        { "HTTP", request => request.Protocol = ProtocolEnum.HTTP, "UnsupportedProtocol: The protocol 'HTTP' is not supported by load balancers of type 'network'" },
        { "HTTPS", request => request.Protocol = ProtocolEnum.HTTPS, "UnsupportedProtocol: The protocol 'HTTPS'" },
        { "TLS", request => request.Protocol = ProtocolEnum.TLS, "NotEmulated: The listener protocol 'TLS'" },
        { "UDP", request => request.Protocol = ProtocolEnum.UDP, "NotEmulated: The listener protocol 'UDP'" },
        { "TCP_UDP", request => request.Protocol = ProtocolEnum.TCP_UDP, "NotEmulated: The listener protocol 'TCP_UDP'" },
        { "QUIC", request => request.Protocol = "QUIC", "NotEmulated: The listener protocol 'QUIC'" },
        { "fixed response", request => request.DefaultActions = [ElbTestbed.Fixed("200")], "InvalidLoadBalancerAction: Listeners of load balancers of type 'network'" },
        { "policy", request => request.SslPolicy = "ELBSecurityPolicy-2016-08", "InvalidConfigurationRequest: SslPolicy cannot be specified for listeners with protocol TCP" },
        { "certificate", request => request.Certificates = [new Certificate { CertificateArn = "arn:aws:acm:eu-west-1:000000000000:certificate/x" }], "InvalidConfigurationRequest: Certificates cannot be specified for listeners with protocol TCP" },
        {
            "sticky",
            request => request.DefaultActions[0].ForwardConfig = new ForwardActionConfig
            {
                TargetGroups = [new TargetGroupTuple { TargetGroupArn = request.DefaultActions[0].TargetGroupArn }],
                TargetGroupStickinessConfig = new TargetGroupStickinessConfig { Enabled = true, DurationSeconds = 60 },
            },
            "InvalidLoadBalancerAction: Target group stickiness"
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Tcp_AnswersAsAwsShapesIt()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("listener");
        var group = await _bed.CreateAlbTargetGroupAsync("listener");

        var created = await _bed.CreateTcpListenerAsync(balancer.LoadBalancerArn, group.TargetGroupArn, 4040);
        var again = await _bed.CreateTcpListenerAsync(balancer.LoadBalancerArn, group.TargetGroupArn, 4040);
        var observed = (await _bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token)).Listeners.Single();
        var rules = await _bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = created.ListenerArn }, Token);
        var groups = await _bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);

        Assert.Matches("^arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/net/listener/[0-9a-f]{16}/[0-9a-f]{16}$", created.ListenerArn);
        Assert.Equal(created.ListenerArn, again.ListenerArn);
        Assert.Equal((ProtocolEnum.TCP, 4040), (observed.Protocol, observed.Port));
        Assert.Null(observed.SslPolicy);
        Assert.Null(observed.MutualAuthentication);
        Assert.Equal(group.TargetGroupArn, observed.DefaultActions.Single().TargetGroupArn);
        Assert.True(Assert.Single(rules.Rules).IsDefault);
        Assert.Equal([balancer.LoadBalancerArn], Assert.Single(groups.TargetGroups).LoadBalancerArns);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Create_WrongRequest_IsRefused(string what, Action<CreateListenerRequest> change, string answer)
    {
        var name = $"refused-{what.Replace(' ', '-').Replace('_', '-')}";
        var balancer = await _bed.CreateNetworkLoadBalancerAsync(name);
        var group = await _bed.CreateAlbTargetGroupAsync(name);
        var request = new CreateListenerRequest
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Port = 4041,
            Protocol = ProtocolEnum.TCP,
            DefaultActions = [ElbTestbed.Forward(group.TargetGroupArn)],
        };
        change(request);

        var text = await Failures.TextAsync(() => _bed.Elb.CreateListenerAsync(request, Token));

        Assert.True(text.StartsWith(answer, StringComparison.Ordinal), $"{what}: {text}");
    }

    [Fact]
    public async Task Create_TargetGroupOfTheOtherType_IsRefused()
    {
        var network = await _bed.CreateNetworkLoadBalancerAsync("incompatible");
        var application = await _bed.CreateLoadBalancerAsync("incompatible-alb");
        var http = await _bed.CreateTargetGroupAsync("incompatible");
        var tcp = await _bed.CreateAlbTargetGroupAsync("incompatible-tcp");

        Assert.Equal("IncompatibleProtocols", await Failures.CodeAsync(() => _bed.CreateTcpListenerAsync(network.LoadBalancerArn, http.TargetGroupArn)));
        Assert.Equal("IncompatibleProtocols", await Failures.CodeAsync(() => _bed.CreateListenerAsync(application.LoadBalancerArn, ElbTestbed.Forward(tcp.TargetGroupArn))));
    }

    [Fact]
    public async Task Create_SeveralTargetGroups_SaysThatItIsNotEmulated()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("weighted");
        var (first, second) = (await _bed.CreateAlbTargetGroupAsync("weighted-1"), await _bed.CreateAlbTargetGroupAsync("weighted-2"));
        var request = new CreateListenerRequest
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Port = 4042,
            Protocol = ProtocolEnum.TCP,
            DefaultActions =
            [
                new Amazon.ElasticLoadBalancingV2.Model.Action
                {
                    Type = ActionTypeEnum.Forward,
                    ForwardConfig = new ForwardActionConfig { TargetGroups = [new() { TargetGroupArn = first.TargetGroupArn }, new() { TargetGroupArn = second.TargetGroupArn }] },
                },
            ],
        };

        Assert.Equal("NotEmulated", await Failures.CodeAsync(() => _bed.Elb.CreateListenerAsync(request, Token)));
    }

    [Fact]
    public async Task Rules_AreRefused()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("rules");
        var group = await _bed.CreateAlbTargetGroupAsync("rules");
        var listener = await _bed.CreateTcpListenerAsync(balancer.LoadBalancerArn, group.TargetGroupArn, 4043);

        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() =>
            _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Forward(group.TargetGroupArn), ElbTestbed.Path("/a"))));
    }

    [Fact]
    public async Task Attributes_AreThoseOfATcpListener()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("idle");
        var group = await _bed.CreateAlbTargetGroupAsync("idle");
        var arn = (await _bed.CreateTcpListenerAsync(balancer.LoadBalancerArn, group.TargetGroupArn, 4044)).ListenerArn;
        Task<ModifyListenerAttributesResponse> SetAsync(string key, string value) => _bed.Elb.ModifyListenerAttributesAsync(
            new ModifyListenerAttributesRequest { ListenerArn = arn, Attributes = [new ListenerAttribute { Key = key, Value = value }] }, Token);

        var defaults = await _bed.Elb.DescribeListenerAttributesAsync(new DescribeListenerAttributesRequest { ListenerArn = arn }, Token);
        var changed = await SetAsync("tcp.idle_timeout.seconds", "60");

        Assert.Equal([("tcp.idle_timeout.seconds", "350")], defaults.Attributes.Select(attribute => (attribute.Key, attribute.Value)));
        Assert.Equal([("tcp.idle_timeout.seconds", "60")], changed.Attributes.Select(attribute => (attribute.Key, attribute.Value)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => SetAsync("tcp.idle_timeout.seconds", "59")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => SetAsync("tcp.idle_timeout.seconds", "6001")));
        Assert.Equal("InvalidConfigurationRequest", await Failures.CodeAsync(() => SetAsync("routing.http.response.server.enabled", "false")));
    }

    [Fact]
    public async Task Modify_PortAndTargetGroup_TakesBoth()
    {
        var balancer = await _bed.CreateNetworkLoadBalancerAsync("modify");
        var (first, second) = (await _bed.CreateAlbTargetGroupAsync("modify-1"), await _bed.CreateAlbTargetGroupAsync("modify-2"));
        var listener = await _bed.CreateTcpListenerAsync(balancer.LoadBalancerArn, first.TargetGroupArn, 4045);

        var changed = (await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Port = 4046, DefaultActions = [ElbTestbed.Forward(second.TargetGroupArn)] }, Token)).Listeners.Single();

        Assert.Equal((4046, second.TargetGroupArn), (changed.Port, changed.DefaultActions.Single().TargetGroupArn));
        Assert.Equal("UnsupportedProtocol", await Failures.CodeAsync(() => _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Protocol = ProtocolEnum.HTTP }, Token)));
    }
}
