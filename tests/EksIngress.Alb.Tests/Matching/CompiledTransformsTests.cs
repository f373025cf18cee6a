using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Matching;

public sealed class CompiledTransformsTests
{
    [Theory]
    [InlineData(@"^\/api\/(.+)$", "/$1", "/api/orders?x=1", "/orders?x=1")]
    [InlineData(@"^\/api\/(.+)$", "/$1", "/other", "/other")]
    [InlineData("^/a/(.*)/b/(.*)$", "/$2/$1", "/a/1/b/2", "/2/1")]
    [InlineData("a", "b", "/aa", "/ba")]
    [InlineData("/a", "/$9x", "/a", "/x")]
    [InlineData("/a", "/$x$", "/a", "/$x$")]
    [InlineData("/a", "/$0", "/a", "/$0")]
    [InlineData(@"\?.*$", "", "/a?secret=1", "/a")]
    [InlineData("x=1", "x=2", "/a?x=1", "/a?x=2")]
    [InlineData("^/API", "/v1", "/api", "/api")]
    [InlineData("^/a$", "b", "/a", null)]
    [InlineData("^/a$", "", "/a", null)]
    [InlineData("^/a$", "/b c", "/a", null)]
    public void RewriteUrl_Expression_ReplacesTheFirstMatch(string regex, string replace, string url, string? expected) =>
        Assert.Equal(expected, Url(regex, replace).RewriteUrl(url));

    [Theory]
    [InlineData("^mywebsite-(.+).com$", "internal.dev.$1.myweb.com", "mywebsite-example.com", "internal.dev.example.myweb.com")]
    [InlineData(@"^(.+)\.example\.com$", "$1.example.org", "A.EXAMPLE.COM", "A.example.org")]
    [InlineData(@"^(.+)\.example\.com$", "$1.example.org", "other.com", "other.com")]
    [InlineData("^.*$", "", "a.com", null)]
    [InlineData("^.*$", "a/b", "a.com", null)]
    public void RewriteHost_Expression_ReplacesWithoutRegardToCase(string regex, string replace, string host, string? expected) =>
        Assert.Equal(expected, CompiledTransforms.Compile([new RuleTransform.HostHeaderRewrite([new RuleTransform.Rewrite(regex, replace)])]).RewriteHost(host));

    [Fact]
    public void Rewrite_NoTransforms_ChangesNothing()
    {
        var none = CompiledTransforms.Compile([]);

        Assert.Equal(("", "*"), (none.RewriteHost(""), none.RewriteUrl("*")));
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?>a)")]
    [InlineData("a++")]
    [InlineData(@"\p{L}")]
    [InlineData(@"[\P{L}]")]
    [InlineData("(?R)")]
    [InlineData("(")]
    [InlineData("[")]
    public void Compile_WhatLoadBalancersDoNotOffer_IsRefusedByName(string regex)
    {
        var exception = Assert.Throws<AlbModelException>(() => Url(regex, "/"));

        Assert.Equal($"'{regex}' is not a regular expression that a load balancer takes", exception.Message);
    }

    [Fact]
    public void RewriteUrl_ExpressionThatBacktracksForEver_TakesLinearTime()
    {
        var url = "/" + new string('a', 8000) + "!";

        Assert.Equal(url, Url("^/(a|aa)+$", "/x").RewriteUrl(url));
    }

    private static CompiledTransforms Url(string regex, string replace) =>
        CompiledTransforms.Compile([new RuleTransform.UrlRewrite([new RuleTransform.Rewrite(regex, replace)])]);
}
