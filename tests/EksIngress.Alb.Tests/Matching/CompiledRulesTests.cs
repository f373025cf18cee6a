using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Matching;

public sealed class CompiledRulesTests
{
    [Theory]
    [InlineData("www.example.com", "www.example.com", true)]
    [InlineData("WWW.Example.COM", "www.example.com", true)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("w?w.example.com", "wxw.example.com", true)]
    [InlineData("w?w.example.com", "ww.example.com", false)]
    [InlineData("example.*", "example.com", true)]
    public void Host_Value_MatchesWithoutMindingCase(string value, string host, bool expected) =>
        Assert.Equal(expected, Matches(new RuleCondition.HostHeader([value], []), new MatchRequest { Host = host }));

    [Theory]
    [InlineData("/img/*", "/img/a/b.png", true)]
    [InlineData("/img/*", "/img/", true)]
    [InlineData("/img/*", "/img", false)]
    [InlineData("/img/*/thumb", "/img/a/b/thumb", true)]
    [InlineData("/Img", "/img", false)]
    [InlineData("/a?c", "/abc", true)]
    [InlineData("/a?c", "/a/c", true)]
    [InlineData("/a?c", "/ac", false)]
    [InlineData("/*", "/", true)]
    [InlineData("*", "/x", true)]
    [InlineData("*.php", "/a/b.php", true)]
    [InlineData("*a*b*c*", "/xaxbxcx", true)]
    [InlineData("*a*b*c*", "/xaxcxbx", false)]
    [InlineData("/foo", "/foo/", false)]
    public void Path_Value_MatchesTheWholePathMindingCase(string value, string path, bool expected) =>
        Assert.Equal(expected, Matches(new RuleCondition.PathPattern([value], []), new MatchRequest { Path = path }));

    [Theory]
    [InlineData("x=1", "x", "1", true)]
    [InlineData("X=ONE", "x", "one", true)]
    [InlineData("a=b&x=12", "x", "1*", true)]
    [InlineData("x=2", "x", "1", false)]
    [InlineData("y=1", "x", "1", false)]
    [InlineData("y=1", null, "1", true)]
    [InlineData("x=*", "x", @"\*", true)]
    [InlineData("x=a", "x", @"\*", false)]
    [InlineData("x=a?", "x", @"a\?", true)]
    [InlineData("x=ab", "x", @"a\?", false)]
    [InlineData("", "x", "*", false)]
    [InlineData("x", "x", "*", true)]
    public void Query_Pair_MatchesSomePairOfTheQuery(string query, string? key, string value, bool expected) => Assert.Equal(
        expected,
        Matches(new RuleCondition.QueryString([new RuleCondition.QueryStringPair(key, value)]), new MatchRequest { Query = query }));

    [Theory]
    [InlineData("10.0.0.0/8", "10.200.3.4", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.128/25", "192.0.2.129", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("203.0.113.9/32", "::ffff:203.0.113.9", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    public void Source_Block_HoldsThePeer(string block, string peer, bool expected) =>
        Assert.Equal(expected, Matches(new RuleCondition.SourceIp([block]), new MatchRequest { Source = IPAddress.Parse(peer) }));

    [Theory]
    [InlineData("GET", "GET", true)]
    [InlineData("GET", "get", false)]
    [InlineData("PURGE", "PURGE", true)]
    public void Method_Value_IsExact(string value, string method, bool expected) =>
        Assert.Equal(expected, Matches(new RuleCondition.HttpRequestMethod([value]), new MatchRequest { Method = method }));

    [Theory]
    [InlineData("user-agent", "*Chrome*", true)]
    [InlineData("User-Agent", "mozilla*", true)]
    [InlineData("User-Agent", "curl", false)]
    [InlineData("X-Missing", "*", false)]
    public void Header_Value_MatchesWithoutMindingCase(string name, string value, bool expected)
    {
        var request = new MatchRequest();
        request.Headers["User-Agent"] = ["Mozilla/5.0 Chrome/1"];

        Assert.Equal(expected, Matches(new RuleCondition.HttpHeader(name, [value], []), request));
    }

    [Fact]
    public void Find_SeveralRulesMatch_TakesTheLowestPriority()
    {
        var rules = CompiledRules<string>.Compile(
            ["2:/a/*", "3:/*", "1:/a/b"], rule => rule[0] - '0', rule => [new RuleCondition.PathPattern([rule[2..]], [])]);

        Assert.Equal("1:/a/b", rules.Find(new MatchRequest { Path = "/a/b" }));
        Assert.Equal("2:/a/*", rules.Find(new MatchRequest { Path = "/a/c" }));
        Assert.Equal("3:/*", rules.Find(new MatchRequest { Path = "/x" }));
    }

    [Fact]
    public void Find_OneConditionFails_TheRuleDoesNotMatch()
    {
        var rules = CompiledRules<string>.Compile(
            ["rule"], _ => 1, _ => [new RuleCondition.HostHeader(["a.example.com"], []), new RuleCondition.PathPattern(["/*"], [])]);

        Assert.Null(rules.Find(new MatchRequest { Host = "b.example.com" }));
    }

    [Theory]
    [InlineData("/a/b?x=1", "/a/b", "x=1")]
    [InlineData("/a%2Fb//c", "/a%2Fb//c", "")]
    [InlineData("http://h:80/a?b", "/a", "b")]
    [InlineData("http://h?b", "/", "b")]
    [InlineData("*", "*", "")]
    [InlineData("/?", "/", "")]
    public void Split_Target_KeepsEveryCharacter(string target, string path, string query) => Assert.Equal((path, query), RequestTarget.Split(target));

    [Theory]
    [InlineData("a.example.com:8080", "a.example.com")]
    [InlineData("a.example.com", "a.example.com")]
    [InlineData("[::1]:80", "[::1]")]
    [InlineData("[::1]", "[::1]")]
    public void HostWithoutPort_Host_LosesItsPort(string host, string expected) => Assert.Equal(expected, RequestTarget.HostWithoutPort(host));

    private static bool Matches(RuleCondition condition, MatchRequest request) =>
        CompiledRules<string>.Compile(["rule"], _ => 1, _ => [condition]).Find(request) is not null;
}
