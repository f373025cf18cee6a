using System.Diagnostics;
using System.Globalization;
using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Bench;

/// <summary>What one look-up costs with 10 and with 1,000 rules, alone in a process without any connection; and what compiling them costs.</summary>
internal static class RuleMatching
{
    private const int LookUps = 2_000_000;
    private const int Rounds = 7;

    private static readonly string[] Kinds = ["host", "wildcard-host", "path-prefix", "host-and-prefix"];

    public static int Run()
    {
        Console.WriteLine($"{"rules filed by",-18}{"10 rules",12}{"1,000 rules",14}{"ratio",8}{"allocated",12}{"compile 1,000",16}");
        foreach (var kind in Kinds)
        {
            var few = new List<double>();
            var many = new List<double>();
            var allocated = 0L;
            for (var round = 0; round < Rounds; round++)
            {
                few.Add(Measure(kind, 10, out _));
                many.Add(Measure(kind, 1000, out allocated));
            }

            var (ten, thousand) = (Median(few), Median(many));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind,-18}{ten,9:F1} ns{thousand,11:F1} ns{thousand / ten,8:F2}{allocated / (double)LookUps,10:F1} B{Compile(kind),13:F2} ms"));
        }

        return 0;
    }

    private static double Measure(string kind, int count, out long allocated)
    {
        var rules = Rules(kind, count);
        var request = new Request(kind, count - 1);
        for (var i = 0; i < LookUps / 10; i++)
        {
            rules.Find(request);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < LookUps; i++)
        {
            if (rules.Find(request) is null)
            {
                throw new BenchException("the request should match the last rule");
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return elapsed.TotalNanoseconds / LookUps;
    }

    private static double Compile(string kind)
    {
        var times = new List<double>();
        for (var i = 0; i < 30; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Rules(kind, 1000);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static CompiledRules<RuleCondition[]> Rules(string kind, int count)
    {
        var rules = Enumerable.Range(0, count).Select(i => Conditions(kind, i)).ToList();
        var priority = 0;
        return CompiledRules<RuleCondition[]>.Compile(rules, _ => ++priority, rule => rule);
    }

    private static RuleCondition[] Conditions(string kind, int i) => kind switch
    {
        "host" => [new RuleCondition.HostHeader([$"{Name(i)}.example.com"], []), new RuleCondition.PathPattern(["/*"], [])],
        "wildcard-host" => [new RuleCondition.HostHeader([$"*.{Name(i)}.example.com"], []), new RuleCondition.PathPattern(["/*"], [])],
        "path-prefix" => [new RuleCondition.PathPattern([$"/{Name(i)}", $"/{Name(i)}/*"], [])],
        _ => [new RuleCondition.HostHeader([$"{Name(i)}.example.com"], []), new RuleCondition.PathPattern([$"/{Name(i)}", $"/{Name(i)}/*"], [])],
    };

    private static string Name(int i) => i.ToString("D4", CultureInfo.InvariantCulture);

    private sealed class Request(string kind, int i) : IRuleRequest
    {
        public string Host { get; } = kind == "wildcard-host" ? $"www.{Name(i)}.example.com" : $"{Name(i)}.example.com";

        public string Path { get; } = $"/{Name(i)}/x";

        public string Query => "";

        public string Method => "GET";

        public IPAddress? Source => null;

        public bool AnyHeaderValue(string name, Func<string, bool> passes) => false;
    }
}
