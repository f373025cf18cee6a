using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using EksIngress.Alb.Rules;
using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EksIngress.Bench.Roles;

/// <summary>
/// The emulator with one load balancer, whose rules are put into its store past the API: the API keeps AWS's quota of 100 rules. Told
/// <c>allocated</c> it says the bytes that were ever allocated, told <c>prepare N</c> it makes N rules of other names ready, told <c>swap</c> it puts
/// them in force and says what that took.
/// </summary>
internal static class AlbRole
{
    private const string Prefix = "arn:aws:elasticloadbalancing:eu-west-1:000000000000";
    private const string BalancerArn = Prefix + ":loadbalancer/app/bench/0123456789abcdef";
    private const string ListenerArn = Prefix + ":listener/app/bench/0123456789abcdef/0123456789abcdef";
    private const string GroupArn = Prefix + ":targetgroup/bench/0123456789abcdef";

    public static async Task<int> RunAsync(int backend, int rules, bool isRecording)
    {
        var directory = Directory.CreateTempSubdirectory("eksingress-bench-").FullName;
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = directory });
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Emulator:Directory"] = directory, ["Emulator:Persist"] = "false" });
            builder.Logging.ClearProviders();
            EmulatorApplication.AddEmulator(builder);
            if (isRecording)
            {
                // All that an exporter costs but the exporting.
                builder.Services.AddOpenTelemetry()
                    .WithTracing(tracing => tracing.AddProcessor(new BatchActivityExportProcessor(new DiscardingExporter<Activity>())))
                    .WithMetrics(metrics => metrics.AddReader(new PeriodicExportingMetricReader(new DiscardingExporter<Metric>())));
            }

            await using var app = builder.Build();
            EmulatorApplication.UseEmulator(app);
            await EmulatorApplication.StartAsync(app, CancellationToken.None);
            await ServeAsync(app.Services.GetRequiredService<LoadBalancerDataPlane>(), backend, rules);
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ServeAsync(LoadBalancerDataPlane plane, int backend, int rules)
    {
        var port = await plane.OpenListenerAsync(ListenerArn, 20080, CancellationToken.None);
        var state = State(backend, port).WithRules(rules, generation: 0);
        await plane.PublishAsync(ElbState.Empty, state);
        await WaitUntilHealthyAsync(plane);
        Role.Say(string.Create(CultureInfo.InvariantCulture, $"ready {port}"));

        var generation = 0;
        var next = state;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["allocated"]:
                    Role.Say(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
                    break;
                case ["prepare", var count]:
                    next = State(backend, port).WithRules(int.Parse(count, CultureInfo.InvariantCulture), ++generation);
                    Role.Say("prepared");
                    break;
                case ["swap"]:
                    Role.Say((await SwapAsync(plane, state, next)).ToString());
                    state = next;
                    break;
                default:
                    throw new BenchException($"Unknown command '{line}'.");
            }
        }
    }

    // No port is closed, so that all of it runs on this thread.
    private static async Task<Swap> SwapAsync(LoadBalancerDataPlane plane, ElbState state, ElbState next)
    {
        var collections = Collections();
        var usage = ThreadUsage.Read();
        var start = TimeProvider.System.GetTimestamp();
        await plane.PublishAsync(state, next);
        var wall = TimeProvider.System.GetElapsedTime(start);
        var used = ThreadUsage.Read() - usage;
        var since = Collections();
        var generation = Enumerable.Range(0, since.Length).LastOrDefault(generation => since[generation] > collections[generation], -1);
        return new Swap(
            wall.TotalMilliseconds,
            used.Processor.TotalMilliseconds,
            used.Waiting.TotalMilliseconds,
            used.Pause.TotalMilliseconds,
            generation,
            generation < 0 ? 0 : GC.GetGCMemoryInfo(GCKind.Any).PromotedBytes,
            used.Allocated);
    }

    private static int[] Collections() => [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];

    private static async Task WaitUntilHealthyAsync(LoadBalancerDataPlane plane)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (plane.DescribeTargetHealth(GroupArn) is not [{ State: "healthy" }])
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
        }
    }

    private static ElbState State(int backend, int port)
    {
        var balancer = new LoadBalancer
        {
            Arn = BalancerArn,
            Name = "bench",
            DnsName = "bench.elb.localhost",
            Scheme = "internal",
            IpAddressType = "ipv4",
            VpcId = "vpc-1",
            Subnets = [new Ec2SubnetFact("subnet-1", "vpc-1", "eu-west-1a"), new Ec2SubnetFact("subnet-2", "vpc-1", "eu-west-1b")],
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
            LocalPort = port,
            Protocol = "HTTP",
            Attributes = AttributeSet.Defaults(AttributeTable.Listener),
        };
        var key = new TargetKey("127.0.0.1", backend);
        var group = new TargetGroup
        {
            Arn = GroupArn,
            Name = "bench",
            Protocol = "HTTP",
            ProtocolVersion = "HTTP1",
            Port = 80,
            VpcId = "vpc-1",
            TargetType = "ip",
            IpAddressType = "ipv4",
            HealthCheck = HealthCheckReader.Defaults("HTTP1"),
            Attributes = AttributeSet.Defaults(AttributeTable.TargetGroup),
            Targets = ImmutableSortedDictionary<TargetKey, Target>.Empty.Add(key, new Target(key, IPAddress.Loopback, null)),
        };
        var state = ElbState.Empty;
        return state with
        {
            LoadBalancers = state.LoadBalancers.Add(balancer.Arn, balancer),
            Listeners = state.Listeners.Add(listener.Arn, listener),
            TargetGroups = state.TargetGroups.Add(group.Arn, group),
        };
    }

    // The paths stay those of the load; names and priorities are new, so that nothing is taken over from before.
    private static ElbState WithRules(this ElbState state, int rules, int generation)
    {
        var all = state.Rules;
        for (var rule = 0; rule <= rules; rule++)
        {
            var isDefault = rule == rules;
            var arn = string.Create(CultureInfo.InvariantCulture, $"{Prefix}:listener-rule/app/bench/0123456789abcdef/0123456789abcdef/{generation:x8}{rule:x8}");
            all = all.Add(arn, new ListenerRule
            {
                Arn = arn,
                ListenerArn = ListenerArn,
                Priority = isDefault ? null : rule + 1 + (generation % 2),
                Conditions = isDefault ? [] : [new RuleCondition.PathPattern([BenchRules.Prefix(rule) + "*"], [])],
                Actions = [isDefault ? new RuleAction.FixedResponse("404", "text/plain", null) : new RuleAction.Forward([new(GroupArn, 1)])],
            });
        }

        return state with { Rules = all };
    }
}
