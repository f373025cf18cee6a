using System.Text.Json;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Api.Tests;

/// <summary>The optimizer: rules in and rules out as JSON. Rules are told apart by the tag <c>n</c>.</summary>
public sealed class RuleOptimizerTests
{
    private const string ToHttps = """{"type":"redirect","redirectConfig":{"port":"443","protocol":"HTTPS","statusCode":"HTTP_301"}}""";
    private const string Fixed = """{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/plain","statusCode":"404"}}""";
    private const string Forward = """{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/ns/ing-svc:80/status/targetGroupARN"}}]}}""";
    private const string Everything = """{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}""";
    private const string Shop = """{"field":"host-header","hostHeaderConfig":{"values":["shop.example.com"]}}""";
    private const string ShopAndBlog = """{"field":"host-header","hostHeaderConfig":{"values":["shop.example.com","blog.example.com"]}}""";
    private const string Api = """{"field":"path-pattern","pathPatternConfig":{"values":["/api","/api/*"]}}""";
    private const string Source = """{"field":"source-ip","sourceIPConfig":{"values":["10.0.0.0/8"]}}""";

    [Theory]

    // The old way to redirect to HTTPS: everything behind it goes on the plain listener, itself on the other.
    [InlineData(80, "HTTP", Everything, ToHttps, Api, Forward, "1")]
    [InlineData(443, "HTTPS", Everything, ToHttps, Api, Forward, "2")]
    [InlineData(8443, "HTTPS", Everything, ToHttps, Api, Forward, "1")]
    [InlineData(443, "HTTP", Everything, ToHttps, Api, Forward, "1")]

    // What it covers goes, and nothing else.
    [InlineData(80, "HTTP", Shop, ToHttps, ShopAndBlog, Forward, "1 2")]
    [InlineData(80, "HTTP", ShopAndBlog, ToHttps, Shop, Forward, "1")]
    [InlineData(80, "HTTP", Api, ToHttps, Everything, Forward, "1 2")]
    [InlineData(80, "HTTP", Everything, ToHttps, Shop + "," + Api, Forward, "1")]
    [InlineData(80, "HTTP", Shop + "," + Everything, ToHttps, Api, Forward, "1 2")]
    [InlineData(80, "HTTP", Source + "," + Everything, ToHttps, Api, Forward, "1 2")]
    [InlineData(80, "HTTP", Everything, ToHttps, Source + "," + Api, Forward, "1")]

    // Other actions hide nothing.
    [InlineData(80, "HTTP", Everything, Fixed, Api, Forward, "1 2")]
    [InlineData(80, "HTTP", Everything, Forward, Everything, ToHttps, "1 2")]
    [InlineData(80, "HTTP", Everything, ToHttps, Everything, ToHttps, "1")]
    public void Optimize_TwoRules(int port, string protocol, string conditions, string action, string laterConditions, string laterAction, string kept)
    {
        var rules = RuleJson.Read($$$"""
            [{"conditions":[{{{conditions}}}],"actions":[{{{action}}}],"tags":{"n":"1"}},
             {"conditions":[{{{laterConditions}}}],"actions":[{{{laterAction}}}],"tags":{"n":"2"}}]
            """);

        Assert.Equal(kept, string.Join(' ', RuleOptimizer.Optimize(port, protocol, rules).Select(rule => rule.Tags["n"])));
    }

    [Theory]
    [InlineData("""{"host":"#{host}","path":"/#{path}","port":"#{port}","protocol":"#{protocol}","query":"#{query}","statusCode":"HTTP_302"}""", true)]
    [InlineData("""{"statusCode":"HTTP_302"}""", true)]
    [InlineData("""{"host":"shop.example.com","path":"/api","statusCode":"HTTP_302"}""", true)]
    [InlineData("""{"host":"www.example.com","statusCode":"HTTP_302"}""", false)]
    [InlineData("""{"path":"/api/v2","statusCode":"HTTP_302"}""", false)]
    [InlineData("""{"query":"x=1","statusCode":"HTTP_302"}""", false)]
    [InlineData("""{"port":"8080","statusCode":"HTTP_302"}""", true)]
    [InlineData("""{"protocol":"HTTP","port":"8080","statusCode":"HTTP_302"}""", true)]
    [InlineData("""{"protocol":"HTTPS","port":"8080","statusCode":"HTTP_302"}""", false)]
    public void Optimize_Redirect_ThatLeadsToItselfGoes(string redirect, bool isGone)
    {
        var rules = RuleJson.Read($$$"""[{"conditions":[{{{Shop}}},{{{Api}}}],"actions":[{"type":"redirect","redirectConfig":{{{redirect}}}}]}]""");

        Assert.Equal(isGone, RuleOptimizer.Optimize(8080, "HTTP", rules).Count == 0);
    }

    [Fact]
    public void Write_RulesThatWereRead_AreTheSameText()
    {
        const string json = """
            [{"actions":[{"type":"authenticate-oidc","authenticateOIDCConfig":{"authenticationRequestExtraParams":{"a":"b"},"onUnauthenticatedRequest":"deny","scope":"openid","sessionCookieName":"c","sessionTimeout":60,"issuer":"https://i","authorizationEndpoint":"https://a","tokenEndpoint":"https://t","userInfoEndpoint":"https://u","clientID":"[REDACTED]","clientSecret":"[REDACTED]"}},{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/ns/ing-svc:80/status/targetGroupARN"},"weight":0},{"targetGroupARN":"arn:x","weight":999}],"targetGroupStickinessConfig":{"enabled":true,"durationSeconds":60}}}],"conditions":[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-A","values":["1"]}},{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET"]}},{"field":"query-string","queryStringConfig":{"values":[{"key":"k","value":"v"},{"value":"w"}]}},{"field":"source-ip","sourceIPConfig":{"values":["10.0.0.0/8"]}},{"field":"host-header","hostHeaderConfig":{"regexValues":["^a$"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/"]}}],"transforms":[{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":[{"regex":"a","replace":"b"}]}},{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"c","replace":"d"}]}}],"tags":{"a":"1","b":"2"}},{"actions":[{"type":"authenticate-cognito","authenticateCognitoConfig":{"scope":"openid","sessionCookieName":"c","sessionTimeout":60,"userPoolARN":"p","userPoolClientID":"q","userPoolDomain":"r"}},{"type":"jwt-validation","jwtValidationConfig":{"jwksEndpoint":"https://j","issuer":"i","additionalClaims":[{"format":"single-string","name":"n","values":["v"]}]}},{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/plain","messageBody":"b","statusCode":"503"}},{"type":"redirect","redirectConfig":{"host":"h","path":"/p","port":"1","protocol":"HTTPS","query":"q","statusCode":"HTTP_302"}}],"conditions":[]}]
            """;

        Assert.Equal(json, RuleJson.Write(RuleJson.Read(json)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""[{"conditions":[{"field":"path-pattern"}]}]""")]
    [InlineData("""[{"conditions":[{"field":"cookie","pathPatternConfig":{"values":["/"]}}]}]""")]
    [InlineData("""[{"conditions":[{"field":"path-pattern","pathPatternConfig":{"value":["/"]}}]}]""")]
    [InlineData("""[{"actions":[{"type":"redirect","redirectConfig":{"port":"443"}}]}]""")]
    [InlineData("""[{"actions":[{"type":"forward"}]}]""")]
    [InlineData("""[{"actions":[{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupARN":{"$ref":"#/other"}}]}}]}]""")]
    [InlineData("""[{"action":[]}]""")]
    [InlineData("""[{"transforms":[{"type":"url-rewrite"}]}]""")]
    public void Read_NoRule_IsRefused(string json) => Assert.Throws<JsonException>(() => RuleJson.Read(json));
}
