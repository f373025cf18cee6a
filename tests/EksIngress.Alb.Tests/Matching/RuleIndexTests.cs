using System.Globalization;
using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Matching;

public sealed class RuleIndexTests
{
    public static TheoryData<string> Kinds => ["host", "wildcard-host", "path", "prefix", "host-and-prefix", "one-host-many-paths", "method"];

    // Every look at the request counts: were each rule asked, a thousand rules would take a thousand looks.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Find_AThousandRules_LooksAtTheRequestAsOftenAsWithTen(string kind)
    {
        Assert.Equal(Looks(kind, 10), Looks(kind, 1000));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Find_ARuleOfMany_IsFound(string kind)
    {
        var rules = Compile(kind, 1000);

        for (var i = 1; i < 1000; i += 37)
        {
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), rules.Find(Request(kind, i)));
        }

        Assert.Null(rules.Find(Request(kind, 5000)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Find_AThousandRules_AllocatesNothing(string kind)
    {
        var rules = Compile(kind, 1000);
        var request = Request(kind, 999);
        rules.Find(request);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            rules.Find(request);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Looks(string kind, int count)
    {
        var rules = Compile(kind, count);
        var request = Request(kind, count - 1);
        Assert.NotNull(rules.Find(request));
        return request.Looks;
    }

    private static CompiledRules<string> Compile(string kind, int count) => CompiledRules<string>.Compile(
        Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)),
        rule => int.Parse(rule, CultureInfo.InvariantCulture),
        rule => Conditions(kind, int.Parse(rule, CultureInfo.InvariantCulture)));

    private static RuleCondition[] Conditions(string kind, int i) => kind switch
    {
        "host" => [Host($"{Digits(i)}.example.com"), Path("/*")],
        "wildcard-host" => [Host($"*.{Digits(i)}.example.com"), Path("/*")],
        "path" => [Host("www.example.com"), Path($"/{Digits(i)}")],
        "prefix" => [Path($"/{Digits(i)}", $"/{Digits(i)}/*")],
        "host-and-prefix" => [Host($"{Digits(i)}.example.com"), Path($"/{Digits(i)}", $"/{Digits(i)}/*")],
        "one-host-many-paths" => [Host("www.example.com"), Path($"/{Digits(i)}/*")],
        _ => [new RuleCondition.HttpRequestMethod([$"M-{Digits(i)}"]), Path("/*")],
    };

    private static CountingRequest Request(string kind, int i) => new()
    {
        HostText = kind == "wildcard-host" ? $"a.{Digits(i)}.example.com" : kind is "host" or "host-and-prefix" ? $"{Digits(i)}.example.com" : "www.example.com",
        PathText = kind == "path" ? $"/{Digits(i)}" : $"/{Digits(i)}/x",
        MethodText = kind == "method" ? $"M-{Digits(i)}" : "GET",
    };

    private static string Digits(int i) => i.ToString("D4", CultureInfo.InvariantCulture);

    private static RuleCondition.HostHeader Host(string host) => new([host], []);

    private static RuleCondition.PathPattern Path(params string[] paths) => new(paths, []);

    private sealed class CountingRequest : IRuleRequest
    {
        public required string HostText { get; init; }

        public required string PathText { get; init; }

        public required string MethodText { get; init; }

        public int Looks { get; private set; }

        public string Host => Counted(HostText);

        public string Path => Counted(PathText);

        public string Query => Counted("");

        public string Method => Counted(MethodText);

        public IPAddress? Source => null;

        public bool AnyHeaderValue(string name, Func<string, bool> passes) => false;

        private string Counted(string text)
        {
            Looks++;
            return text;
        }
    }
}
