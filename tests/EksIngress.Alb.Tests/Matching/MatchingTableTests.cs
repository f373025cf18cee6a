using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Matching;

/// <summary>testassets/matching/cases.tsv: a condition, a request, whether it holds, and where that is written.</summary>
public sealed class MatchingTableTests
{
    public static TheoryData<string, string, string, bool> Cases => [.. ReadCases()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Condition_Request_HoldsOrNot(string field, string values, string request, bool expected)
    {
        var rules = CompiledRules<string>.Compile(["rule"], _ => 1, _ => [Condition(field, values)]);

        Assert.Equal(expected, rules.Find(Request(field, request)) is not null);
    }

    [Fact]
    public void Cases_AreManyAndNameTheirSource()
    {
        var lines = Lines();

        Assert.True(lines.Count >= 300, $"{lines.Count} cases");
        Assert.All(lines, line => Assert.True(line[4].StartsWith("https://", StringComparison.Ordinal) || line[4].StartsWith("docs/", StringComparison.Ordinal)));
    }

    private static IEnumerable<TheoryDataRow<string, string, string, bool>> ReadCases() =>
        Lines().Select(line => new TheoryDataRow<string, string, string, bool>(line[0], line[1], line[2], line[3] == "yes"));

    private static List<string[]> Lines() =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "testassets", "matching", "cases.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))];

    private static RuleCondition Condition(string field, string values)
    {
        var (name, isRegex) = (field.TrimEnd('~'), field.EndsWith('~'));
        string[] alternatives = isRegex ? [values] : name is "host-header" or "path-pattern" ? values.Split(',') : values.Split('|');
        switch (name)
        {
            case "host-header":
                return isRegex ? new RuleCondition.HostHeader([], alternatives) : new RuleCondition.HostHeader(alternatives, []);
            case "path-pattern":
                return isRegex ? new RuleCondition.PathPattern([], alternatives) : new RuleCondition.PathPattern(alternatives, []);
            case "http-header":
                var (header, value) = Header(values);
                return isRegex ? new RuleCondition.HttpHeader(header, [], [value]) : new RuleCondition.HttpHeader(header, value.Split('|'), []);
            case "http-request-method":
                return new RuleCondition.HttpRequestMethod(alternatives);
            case "source-ip":
                return new RuleCondition.SourceIp(alternatives);
            case "query-string":
                return new RuleCondition.QueryString([.. alternatives.Select(pair =>
                {
                    var equals = pair.IndexOf('=', StringComparison.Ordinal);
                    return new RuleCondition.QueryStringPair(equals == 0 ? null : pair[..equals], pair[(equals + 1)..]);
                })]);
            default:
                throw new InvalidOperationException(field);
        }
    }

    private static MatchRequest Request(string field, string request)
    {
        switch (field.TrimEnd('~'))
        {
            case "host-header":
                return new MatchRequest { Host = request };
            case "path-pattern":
                var (path, query) = RequestTarget.Split(request);
                return new MatchRequest { Path = path, Query = query };
            case "http-header":
                var headers = request.Split(";;").Select(Header).GroupBy(header => header.Name, header => header.Value);
                return new MatchRequest
                {
                    Headers = headers.ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase),
                };
            case "http-request-method":
                return new MatchRequest { Method = request };
            case "source-ip":
                return new MatchRequest { Source = IPAddress.Parse(request) };
            default:
                return new MatchRequest { Query = request };
        }
    }

    private static (string Name, string Value) Header(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return (line[..colon], line[(colon + 2)..]);
    }
}
