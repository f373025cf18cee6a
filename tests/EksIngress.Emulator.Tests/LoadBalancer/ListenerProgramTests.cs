using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class ListenerProgramTests
{
    private const string BalancerArn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/web/0123456789abcdef";
    private const string ListenerArn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/web/0123456789abcdef/0123456789abcdef";

    private static readonly ListenerRule Default = Rule("default", null);
    private static readonly ListenerRule Cart = Rule("/cart", 20);
    private static readonly ListenerRule Shop = Rule("/shop", 30);

    [Fact]
    public void Compile_AfterAChange_TakesOverTheRulesThatAreTheSame()
    {
        var before = Compile(null, Cart, Shop, Default);

        var after = Compile(before, Cart with { Priority = 40 }, Shop, Default);

        Assert.Same(before.Find(new Request("/shop")).Action, after.Find(new Request("/shop")).Action);
        Assert.NotSame(before.Find(new Request("/cart")).Action, after.Find(new Request("/cart")).Action);
    }

    [Fact]
    public void Compile_ARuleComesInFront_ThoseBehindItTakeOneEvaluationMore()
    {
        var before = Compile(null, Cart, Shop, Default);

        var after = Compile(before, Rule("/new", 10), Cart, Shop, Default);

        Assert.Equal([1, 2, 3], Evaluations(before, "/cart", "/shop", "/other"));
        Assert.Equal([1, 2, 3, 4], Evaluations(after, "/new", "/cart", "/shop", "/other"));
    }

    [Fact]
    public void Compile_ARuleIsGone_NoRequestComesToIt()
    {
        var after = Compile(Compile(null, Cart, Shop, Default), Shop, Default);

        Assert.Same(Default, after.Find(new Request("/cart")).Rule);
        Assert.Same(Shop, after.Find(new Request("/shop")).Rule);
    }

    private static IEnumerable<int> Evaluations(ListenerProgram program, params string[] paths) =>
        paths.Select(path => program.Find(new Request(path)).Evaluations);

    private static ListenerProgram Compile(ListenerProgram? previous, params ListenerRule[] rules)
    {
        var balancer = new EksIngress.Emulator.Aws.ElbV2.LoadBalancer
        {
            Arn = BalancerArn,
            Name = "web",
            DnsName = "web.elb.localhost",
            Scheme = "internal",
            IpAddressType = "ipv4",
            VpcId = "vpc-1",
            Subnets = [],
            SecurityGroups = [],
            CreatedTime = DateTimeOffset.UnixEpoch,
            ActiveTime = DateTimeOffset.UnixEpoch,
            Attributes = AttributeSet.Defaults(AttributeTable.LoadBalancer),
        };
        var listener = new Listener
        {
            Arn = ListenerArn,
            LoadBalancerArn = BalancerArn,
            Port = 80,
            LocalPort = 8080,
            Protocol = "HTTP",
            Attributes = AttributeSet.Defaults(AttributeTable.Listener),
        };
        return ListenerProgram.Compile(
            new ListenerSource(listener, balancer, rules, [listener]),
            arn => throw new InvalidOperationException($"No rule forwards to {arn}."),
            previous);
    }

    private static ListenerRule Rule(string path, int? priority) => new()
    {
        Arn = $"{ListenerArn}{path}",
        ListenerArn = ListenerArn,
        Priority = priority,
        Conditions = priority is null ? [] : [new RuleCondition.PathPattern([path], [])],
        Actions = [new RuleAction.FixedResponse("200", "text/plain", path)],
    };

    private sealed class Request(string path) : IRuleRequest
    {
        public string Host => "web.example";

        public string Path => path;

        public string Query => "";

        public string Method => "GET";

        public IPAddress? Source => null;

        public bool AnyHeaderValue(string name, Func<string, bool> passes) => false;
    }
}
