using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Rules;

/// <summary>
/// Rules are written <c>h=a,b p=/x m -> redirect port=443</c>: hosts, host expressions (<c>hr=</c>), paths, path expressions (<c>pr=</c>), a
/// method (<c>m</c>), and what is done. What comes out are their numbers.
/// </summary>
public sealed class RuleOptimizerTableTests
{
    [Theory]
    [InlineData("HTTP", 80, "", "")]
    [InlineData("HTTP", 80, "p=/a -> fixed | p=/a -> fixed", "1 2")]
    [InlineData("HTTP", 80, "p=/a -> forward | p=/* -> redirect port=443 protocol=HTTPS | p=/b -> forward", "1 2")]
    [InlineData("HTTP", 80, "p=/* -> redirect port=443 protocol=HTTPS | h=a p=/b -> forward | m -> fixed | hr=x -> fixed", "1")]
    [InlineData("HTTPS", 443, "p=/* -> redirect port=443 protocol=HTTPS | h=a p=/b -> forward", "2")]
    [InlineData("HTTPS", 8443, "p=/* -> redirect port=443 protocol=HTTPS | h=a p=/b -> forward", "1")]
    [InlineData("HTTP", 443, "p=/* -> redirect port=443 protocol=HTTPS | h=a p=/b -> forward", "1")]
    [InlineData("HTTP", 80, "p=/* -> redirect | p=/b -> forward", "2")]
    [InlineData("HTTP", 80, "h=a p=/x -> redirect host=a path=/x port=80 protocol=HTTP query=#{query}", "")]
    [InlineData("HTTP", 80, "h=a,b p=/x,/y -> redirect host=b path=/y", "")]
    [InlineData("HTTP", 80, "h=a p=/x -> redirect host=A", "1")]
    [InlineData("HTTP", 80, "h=*.a -> redirect host=*.a", "")]
    [InlineData("HTTP", 80, "p=/x -> redirect host=a", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect path=/*", "1")]
    [InlineData("HTTP", 80, "h=a p=/* -> redirect path=/*", "")]
    [InlineData("HTTP", 80, "h=a -> redirect path=/#{path}", "")]
    [InlineData("HTTP", 80, "h=a -> redirect path=#{path}", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect path=/p/#{path}", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect query=", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect host=", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect port=080", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect protocol=http", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect protocol=#{protocol} port=#{port} host=#{host}", "")]
    [InlineData("HTTP", 80, "m h=a -> redirect host=a", "")]
    [InlineData("HTTP", 80, "hr=a -> redirect host=a", "1")]
    [InlineData("HTTP", 80, "hr=a -> redirect", "")]
    [InlineData("HTTP", 80, "pr=/x -> redirect", "1")]
    [InlineData("HTTP", 80, "h=a pr=/x -> redirect host=b", "1")]
    [InlineData("HTTP", 80, "p=/a -> redirect host=z | p=/a -> forward | p=/a,/b -> forward | p=/b -> forward", "1 3 4")]
    [InlineData("HTTP", 80, "p=/a,/b -> redirect host=z | p=/b -> forward | p=/b,/a -> forward | p=/c -> forward", "1 4")]
    [InlineData("HTTP", 80, "p=/a/* -> redirect host=z | p=/a/b -> forward", "1 2")]
    [InlineData("HTTP", 80, "p=/*,/a -> redirect host=z | p=/c -> forward | h=a -> forward", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect host=z | h=a p=/x -> forward | h=a,b -> forward | p=/x -> forward | h=b -> forward", "1 3 4 5")]
    [InlineData("HTTP", 80, "h=*.a -> redirect host=z | h=x.a -> forward | h=*.a p=/q m -> forward", "1 2")]
    [InlineData("HTTP", 80, "h=a p=/x -> redirect host=z | h=a -> forward | h=a p=/x m -> forward", "1 2")]
    [InlineData("HTTP", 80, "m p=/* -> redirect host=z | p=/x -> forward", "1 2")]
    [InlineData("HTTP", 80, "pr=/* -> redirect host=z | p=/x -> forward | pr=/y -> forward", "1")]
    [InlineData("HTTP", 80, "pr=/x -> redirect host=z | p=/x -> forward | pr=/x,/y -> forward | pr=/x -> forward", "1 3")]
    [InlineData("HTTP", 80, "hr=a -> redirect host=z | h=q -> forward | p=/x -> forward", "1")]
    [InlineData("HTTP", 80, "h=a -> redirect host=z | hr=a -> forward | p=/x hr=a -> forward", "1 2 3")]
    [InlineData("HTTP", 80, "p=/a -> redirect host=z | p=/a -> redirect host=y | p=/b -> redirect host=x | p=/b -> forward", "1 3")]
    [InlineData("HTTP", 80, "p=/* -> redirect | p=/a -> redirect host=z | p=/a -> forward", "2")]
    [InlineData("HTTP", 80, "p=/a h=b h=c -> redirect host=z | h=b,c p=/a -> forward | h=c p=/a -> forward", "1")]
    public void Optimize_Rules(string protocol, int port, string rules, string expected)
    {
        var drafts = rules.Split(" | ", StringSplitOptions.RemoveEmptyEntries).Select((rule, index) => Parse(rule, index + 1)).ToList();

        Assert.Equal(expected, string.Join(' ', RuleOptimizer.Optimize(port, protocol, drafts).Select(rule => rule.Tags["number"])));
    }

    private static RuleDraft Parse(string rule, int number)
    {
        var (conditions, action) = (rule.Split("-> ")[0], rule.Split("-> ")[1]);
        return new RuleDraft(
            [.. conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Condition)],
            [Action(action)],
            new Dictionary<string, string> { ["number"] = $"{number}" });
    }

    private static RuleCondition Condition(string text)
    {
        string[] values = [.. text.Split('=').Skip(1).SelectMany(list => list.Split(','))];
        return text.Split('=')[0] switch
        {
            "h" => new RuleCondition.HostHeader(values, []),
            "hr" => new RuleCondition.HostHeader([], values),
            "p" => new RuleCondition.PathPattern(values, []),
            "pr" => new RuleCondition.PathPattern([], values),
            _ => new RuleCondition.HttpRequestMethod(["GET"]),
        };
    }

    private static ListenerAction Action(string text)
    {
        var parts = text.Split(' ').Skip(1).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return text.Split(' ')[0] switch
        {
            "redirect" => new ListenerAction.Redirect(Part("host"), Part("path"), Part("port"), Part("protocol"), Part("query"), "HTTP_301"),
            "fixed" => new ListenerAction.FixedResponse(null, null, "200"),
            _ => new ListenerAction.Forward([], null),
        };

        string? Part(string name) => parts.GetValueOrDefault(name);
    }
}
