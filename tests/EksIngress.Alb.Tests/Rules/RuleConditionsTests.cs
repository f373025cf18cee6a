using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Rules;

/// <summary>Conditions as the stack's JSON has them. They were not checked before, which a backend's always are.</summary>
public sealed class RuleConditionsTests
{
    [Theory]
    [InlineData("", "", null, "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("a.example.com", "", null, "[]", """[{"field":"host-header","hostHeaderConfig":{"values":["a.example.com"]}}]""")]
    [InlineData("*.example.com", "/", "Prefix", "[]", """[{"field":"host-header","hostHeaderConfig":{"values":["*.example.com"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("", "/a/", "Prefix", "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/a","/a/*"]}}]""")]
    [InlineData("", "/a//", "Prefix", "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/a/","/a//*"]}}]""")]
    [InlineData("", "a", "Prefix", "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["a","a/*"]}}]""")]
    [InlineData("", "/", "Exact", "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/"]}}]""")]
    [InlineData("", "/", "ImplementationSpecific", "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/"]}}]""")]
    [InlineData("", "/*", null, "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("", "/a*b", "Exact", "[]", "exact path shouldn't contain wildcards: /a*b")]
    [InlineData("", "/?", "Prefix", "[]", "prefix path shouldn't contain wildcards: /?")]
    [InlineData("", "", "Exact", """[{"field":"path-pattern","pathPatternConfig":{"values":["/x*"]}}]""", """[{"field":"path-pattern","pathPatternConfig":{"values":["/x*"]}}]""")]
    [InlineData("", "/a", "Regex", "[]", "unsupported pathType: Regex")]
    [InlineData("", "/a", "", "[]", "unsupported pathType: ")]
    [InlineData("", "", "Regex", "[]", """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("h", "/p", "Exact", """[{"field":"host-header","hostHeaderConfig":{"values":["i","h"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/q"]}},{"field":"host-header","hostHeaderConfig":{"values":["j"]}}]""", """[{"field":"host-header","hostHeaderConfig":{"values":["h","i","h","j"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/p","/q"]}}]""")]
    [InlineData("", "", null, """[{"field":"host-header","hostHeaderConfig":{"regexValues":["^a","^b"]}},{"field":"path-pattern","pathPatternConfig":{"regexValues":["^/c"]}}]""", """[{"field":"host-header","hostHeaderConfig":{"regexValues":["^a","^b"]}},{"field":"path-pattern","pathPatternConfig":{"regexValues":["^/c"]}}]""")]
    [InlineData("h", "/p", "Exact", """[{"field":"host-header","hostHeaderConfig":{"regexValues":["^a","^b"]}},{"field":"path-pattern","pathPatternConfig":{"regexValues":["^/c"]}}]""", "host condition must specify exactly one of Values and RegexValues, got both Values [h] and RegexValues [^a ^b]")]
    [InlineData("", "/p", "Prefix", """[{"field":"path-pattern","pathPatternConfig":{"regexValues":["^/c"]}}]""", "path condition must specify exactly one of Values and RegexValues, got both Values [/p /p/*] and RegexValues [^/c]")]
    [InlineData("", "", null, """[{"field":"host-header","hostHeaderConfig":{"values":["a"]}},{"field":"host-header","hostHeaderConfig":{"regexValues":["b"]}}]""", "host condition must specify exactly one of Values and RegexValues, got both Values [a] and RegexValues [b]")]
    [InlineData("", "", null, """[{"field":"host-header","hostHeaderConfig":{}},{"field":"path-pattern","pathPatternConfig":{}}]""", """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("", "", null, """[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"n","values":["v"]}},{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"n","regexValues":["r"]}}]""", """[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"n","values":["v"]}},{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"n","regexValues":["r"]}}]""")]
    [InlineData("", "", null, """[{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET","get"]}}]""", """[{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET","get"]}}]""")]
    [InlineData("", "", null, """[{"field":"source-ip","sourceIPConfig":{"values":["10.0.0.0/8"]}}]""", """[{"field":"source-ip","sourceIPConfig":{"values":["10.0.0.0/8"]}}]""")]
    [InlineData("", "", null, """[{"field":"query-string","queryStringConfig":{"values":[{"key":"","value":"v"},{"value":"w"}]}}]""", """[{"field":"query-string","queryStringConfig":{"values":[{"key":"","value":"v"},{"value":"w"}]}}]""")]
    [InlineData("h", "/p", "Exact", """[{"field":"path-pattern","pathPatternConfig":{"values":["/q"]}},{"field":"source-ip","sourceIPConfig":{"values":["::/0"]}},{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET"]}}]""", """[{"field":"source-ip","sourceIPConfig":{"values":["::/0"]}},{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET"]}},{"field":"host-header","hostHeaderConfig":{"values":["h"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/p","/q"]}}]""")]
    [InlineData("", "", null, """[{"field":"cookie","hostHeaderConfig":{"values":["a"]}}]""", """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("", "", null, """[{"field":"host-header"}]""", "missing HostHeaderConfig")]
    [InlineData("", "", null, """[{"field":"path-pattern"}]""", "missing PathPatternConfig")]
    [InlineData("", "", null, """[{"field":"http-header"}]""", "missing HTTPHeaderConfig")]
    [InlineData("", "", null, """[{"field":"http-request-method"}]""", "missing HTTPRequestMethodConfig")]
    [InlineData("", "", null, """[{"field":"query-string"}]""", "missing QueryStringConfig")]
    [InlineData("", "", null, """[{"field":"source-ip"}]""", "missing SourceIPConfig")]
    [InlineData("h", "/a?", "Exact", """[{"field":"host-header"}]""", "exact path shouldn't contain wildcards: /a?")]
    [InlineData("h", "", null, """[{"field":"host-header","hostHeaderConfig":{"regexValues":["r"]}},{"field":"source-ip"}]""", "missing SourceIPConfig")]
    public void Build_HostPathAndAnnotation(string host, string path, string? type, string annotation, string expected) =>
        Assert.Equal(expected, Build("", host, path, type, annotation));

    [Theory]
    [InlineData("use-regex-path-match: true", "/^/a$", "ImplementationSpecific", """[{"field":"path-pattern","pathPatternConfig":{"regexValues":["^/a$"]}}]""")]
    [InlineData("use-regex-path-match: 1", "/a*", null, """[{"field":"path-pattern","pathPatternConfig":{"regexValues":["a*"]}}]""")]
    [InlineData("use-regex-path-match: true", "/", null, """[{"field":"path-pattern","pathPatternConfig":{"regexValues":[""]}}]""")]
    [InlineData("use-regex-path-match: true", "x", null, """[{"field":"path-pattern","pathPatternConfig":{"regexValues":[""]}}]""")]
    [InlineData("use-regex-path-match: true", "", null, """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("use-regex-path-match: true", "/a", "Prefix", """[{"field":"path-pattern","pathPatternConfig":{"values":["/a","/a/*"]}}]""")]
    [InlineData("use-regex-path-match: true", "/a", "Exact", """[{"field":"path-pattern","pathPatternConfig":{"values":["/a"]}}]""")]
    [InlineData("use-regex-path-match: false", "/a", null, """[{"field":"path-pattern","pathPatternConfig":{"values":["/a"]}}]""")]
    [InlineData("use-regex-path-match: yes", "/a", null, "failed to parse bool annotation, alb.ingress.kubernetes.io/use-regex-path-match: yes: strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("use-regex-path-match: yes", "", null, """[{"field":"path-pattern","pathPatternConfig":{"values":["/*"]}}]""")]
    [InlineData("use-regex-path-match: yes", "/a", "Exact", """[{"field":"path-pattern","pathPatternConfig":{"values":["/a"]}}]""")]
    public void Build_SwitchForExpressions(string ingress, string path, string? type, string expected) =>
        Assert.Equal(expected, Build(ingress, "", path, type, "[]"));

    private static string Build(string ingress, string host, string path, string? type, string annotation) => Members.Try(() =>
    {
        var conditions = RuleConditions.Build(
            Members.One(ingress), new Ingress.Rule { Host = host }, new Ingress.HttpPath { Path = path, PathType = type }, ConditionAnnotation.Parse(annotation));
        var json = new GoJsonWriter();
        json.WriteStartArray();
        foreach (var condition in conditions)
        {
            json.WriteCondition(condition);
        }

        json.WriteEndArray();
        return json.ToString();
    });
}
