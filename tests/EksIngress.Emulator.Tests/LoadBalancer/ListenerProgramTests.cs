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

        var after = Compile(before, Shop, Cart with { Priority = 40 }, Default);

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

    // Rules come, go and change place, as an API does it; what was taken over must not show.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compile_AfterManyChanges_IsAsIfItWereCompiledAnew(int seed)
    {
        var random = new Random(seed);
        List<ListenerRule> rules = [];
        ListenerProgram? program = null;
        for (var change = 0; change < 200; change++)
        {
            var path = $"/{random.Next(30)}";
            var priority = random.Next(1, 60);
            rules.RemoveAll(rule => rule.Priority == priority || (random.Next(3) == 0 && rule.Arn.EndsWith(path, StringComparison.Ordinal)));
            rules.Add(Rule(path, priority));
            ListenerRule[] ordered = [.. rules.OrderBy(rule => rule.Priority), Default];

            program = Compile(program, ordered);

            var anew = Compile(null, ordered);
            string[] paths = [.. Enumerable.Range(0, 31).Select(i => $"/{i}")];
            Assert.Equal(paths.Select(each => anew.Find(new Request(each)).Rule), paths.Select(each => program.Find(new Request(each)).Rule));
            Assert.Equal(Evaluations(anew, paths), Evaluations(program, paths));
        }
    }

    // A change of all rules waits for it, and garbage that it makes may be collected within it.
    [Fact]
    public void Compile_AThousandNewRules_AllocatesAHundredBytesForEach()
    {
        const int Count = 1000;
        var first = Many("/first");
        var second = Many("/second");
        var before = Compile(null, first);
        var start = GC.GetAllocatedBytesForCurrentThread();

        var after = Compile(before, second);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, Count * 200);
        Assert.Equal([Count - 1, Count + 1], Evaluations(after, $"/second-{Count - 2}", "/first-1"));

        static ListenerRule[] Many(string prefix) => [.. Enumerable.Range(0, Count).Select(i => Rule($"{prefix}-{i}", i + 1, "same")), Default];
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

    private static ListenerRule Rule(string path, int? priority, string? body = null) => new()
    {
        Arn = $"{ListenerArn}{path}",
        ListenerArn = ListenerArn,
        Priority = priority,
        Conditions = priority is null ? [] : [new RuleCondition.PathPattern([path], [])],
        Actions = [new RuleAction.FixedResponse("200", "text/plain", body ?? path)],
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
