using EksIngress.Alb.Rules;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Rules;

/// <summary>What a value of <c>transforms.NAME</c> becomes without a check before, and what the check says.</summary>
public sealed class TransformAnnotationTests
{
    [Theory]
    [InlineData("[]", "", "")]
    [InlineData("null", "", "")]
    [InlineData("""[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a","replace":"b"},{"regex":"c"},{}]}}]""", "url-rewrite a>b c> >", "")]
    [InlineData("""[{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":[{"regex":"^a$","replace":"$1"}]},"urlRewriteConfig":{}}]""", "host-header-rewrite ^a$>$1", "")]
    [InlineData("""[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a"}]}},{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"b"}]}}]""", "url-rewrite a>; url-rewrite b>", "")]
    [InlineData("""[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[]}}]""", "url-rewrite ", "urlRewriteConfig.rewrites cannot be empty")]
    [InlineData("""[{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":null}}]""", "host-header-rewrite ", "hostHeaderRewriteConfig.rewrites cannot be empty")]
    [InlineData("""[{"type":"url-rewrite","hostHeaderRewriteConfig":{"rewrites":[{}]}}]""", "missing urlRewriteConfig", "missing urlRewriteConfig")]
    [InlineData("""[{"type":"host-header-rewrite","hostHeaderRewriteConfig":null}]""", "missing hostHeaderRewriteConfig", "missing hostHeaderRewriteConfig")]
    [InlineData("""[{"type":"Url-Rewrite","urlRewriteConfig":{"rewrites":[{}]}}]""", "unknown transform type: Url-Rewrite", "unknown transform type: Url-Rewrite")]
    [InlineData("""[null]""", "unknown transform type: ", "unknown transform type: ")]
    [InlineData("""[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a"}]}},{"type":"x"}]""", "unknown transform type: x", "unknown transform type: x")]
    [InlineData("""[{"type":true}]""", "json: cannot unmarshal bool into Go struct field Transform.type of type ingress.TransformType", null)]
    [InlineData("""[{"urlRewriteConfig":[]}]""", "json: cannot unmarshal array into Go struct field Transform.urlRewriteConfig of type ingress.RewriteConfigObject", null)]
    [InlineData("""[{"urlRewriteConfig":{"rewrites":{}}}]""", "json: cannot unmarshal object into Go struct field RewriteConfigObject.urlRewriteConfig.rewrites of type []ingress.RewriteConfig", null)]
    [InlineData("""[{"urlRewriteConfig":{"rewrites":["a"]}}]""", "json: cannot unmarshal string into Go struct field RewriteConfigObject.urlRewriteConfig.rewrites of type ingress.RewriteConfig", null)]
    public void Parse_Value(string json, string expected, string? fault)
    {
        Assert.Equal(expected, Members.Try(() => string.Join("; ", TransformAnnotation.Parse(json).Select(annotation => Text(annotation.ToTransform())))));
        Assert.Equal(fault ?? expected, Members.Try(() =>
        {
            foreach (var annotation in TransformAnnotation.Parse(json))
            {
                annotation.Validate();
            }

            return "";
        }));
    }

    private static string Text(RuleTransform transform) =>
        $"{transform.Type} {string.Join(' ', transform.Rewrites.Select(rewrite => $"{rewrite.Regex}>{rewrite.Replace}"))}";
}
