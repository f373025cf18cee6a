using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.ElbV2;

public sealed class ListenerTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Port80_ListensOnAFreePortFrom8080WhenItAnswers()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("listen");

        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "hello"));
        var address = await _bed.AddressOfAsync(listener.ListenerArn);

        Assert.Matches("^arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/listen/[0-9a-f]{16}/[0-9a-f]{16}$", listener.ListenerArn);
        Assert.Equal(80, listener.Port);
        Assert.True(address.Port >= 8080);
        Assert.Equal("hello", await _bed.Http.GetStringAsync(address, Token));
    }

    [Fact]
    public async Task Create_SameAgain_AnswersTheSameOneAndOtherActionsAreRefused()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("twice");
        var first = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));

        var second = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));

        Assert.Equal(first.ListenerArn, second.ListenerArn);
        await Assert.ThrowsAsync<DuplicateListenerException>(() => _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("503")));
    }

    [Fact]
    public async Task Create_LoadBalancerMissing_IsNotFound()
    {
        await Assert.ThrowsAsync<LoadBalancerNotFoundException>(() => _bed.CreateListenerAsync(
            "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/nobody/0123456789abcdef", ElbTestbed.Fixed("404")));
    }

    [Fact]
    public async Task Modify_OtherDefaultAction_IsInForceWhenItAnswers()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("modify");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", "old"));
        var address = await _bed.AddressOfAsync(listener.ListenerArn);

        await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, DefaultActions = [ElbTestbed.Fixed("200", "text/plain", "new")] }, Token);

        Assert.Equal("new", await _bed.Http.GetStringAsync(address, Token));
    }

    [Fact]
    public async Task Delete_Listener_FreesItsPort()
    {
        var text = $"{Guid.NewGuid()}";
        var balancer = await _bed.CreateLoadBalancerAsync("close");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("200", "text/plain", text));
        var address = await _bed.AddressOfAsync(listener.ListenerArn);
        Assert.Equal(text, await _bed.Http.GetStringAsync(address, Token));

        await _bed.Elb.DeleteListenerAsync(new DeleteListenerRequest { ListenerArn = listener.ListenerArn }, Token);

        await ElbTestbed.AssertGoneAsync(address, text);
        await Assert.ThrowsAsync<ListenerNotFoundException>(() =>
            _bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn }, Token));
    }

    [Fact]
    public async Task Delete_LoadBalancer_TakesListenersAndRulesAlong()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("whole");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        var rule = await _bed.CreateRuleAsync(listener.ListenerArn, 1, ElbTestbed.Fixed("200"), ElbTestbed.Path("/a"));

        await _bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = balancer.LoadBalancerArn }, Token);

        await Assert.ThrowsAsync<ListenerNotFoundException>(() =>
            _bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { ListenerArns = [listener.ListenerArn] }, Token));
        await Assert.ThrowsAsync<RuleNotFoundException>(() =>
            _bed.Elb.DescribeRulesAsync(new DescribeRulesRequest { RuleArns = [rule.RuleArn] }, Token));
    }

    [Fact]
    public async Task AddTags_ReservedPrefix_IsRefused()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("tags");
        var listener = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        var before = await _bed.AddressOfAsync(listener.ListenerArn);

        await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.AddTagsAsync(
            new AddTagsRequest { ResourceArns = [listener.ListenerArn], Tags = [new Tag { Key = "aws:emulator:local-port", Value = "1" }] }, Token));
        await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.RemoveTagsAsync(
            new RemoveTagsRequest { ResourceArns = [listener.ListenerArn], TagKeys = ["aws:emulator:local-port"] }, Token));

        Assert.Equal(before, await _bed.AddressOfAsync(listener.ListenerArn));
    }

    [Fact]
    public async Task Tags_AddRemoveDescribe_FollowEachOther()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("tagged");
        await _bed.Elb.AddTagsAsync(
            new AddTagsRequest
            {
                ResourceArns = [balancer.LoadBalancerArn],
                Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "2" }],
            },
            Token);
        await _bed.Elb.RemoveTagsAsync(new RemoveTagsRequest { ResourceArns = [balancer.LoadBalancerArn], TagKeys = ["a"] }, Token);

        var described = await _bed.Elb.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [balancer.LoadBalancerArn] }, Token);

        Assert.Equal(["b=2"], described.TagDescriptions.Single().Tags.Select(tag => $"{tag.Key}={tag.Value}"));
    }
}
