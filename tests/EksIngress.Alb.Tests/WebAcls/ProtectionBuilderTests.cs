using System.Text.Json;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.WebAcls;

public sealed class ProtectionBuilderTests
{
    private const string Waf = "AWS::WAFv2::WebACLAssociation";
    private const string Classic = "AWS::WAFRegional::WebACLAssociation";
    private const string Shield = "AWS::Shield::Protection";

    [Theory]
    [InlineData("wafv2-acl-arn: arn:acl", Waf, "webACLARN", "\"arn:acl\"")]
    [InlineData("wafv2-acl-arn: none", Waf, "webACLARN", "\"\"")]
    [InlineData("wafv2-acl-arn: ", Waf, "webACLARN", "\"\"")]
    [InlineData("wafv2-acl-name: shop", Waf, "webACLARN", "\"arn:webacl:shop\"")]
    [InlineData("wafv2-acl-name: none", Waf, "webACLARN", "\"\"")]
    [InlineData("wafv2-acl-name: ", Waf, "webACLARN", null)]
    [InlineData("waf-acl-id: id-1", Classic, "webACLID", "\"id-1\"")]
    [InlineData("web-acl-id: id-2", Classic, "webACLID", "\"id-2\"")]
    [InlineData("waf-acl-id: none", Classic, "webACLID", "\"\"")]
    [InlineData("shield-advanced-protection: true", Shield, "enabled", "true")]
    [InlineData("shield-advanced-protection: false", Shield, "enabled", "false")]
    [InlineData("scheme: internal", Shield, "enabled", null)]
    public async Task Build_Annotation_MakesTheResource(string annotation, string type, string member, string? expected)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", annotation);

        using var stack = JsonDocument.Parse(await scenario.BuildJsonAsync());

        var found = stack.RootElement.GetProperty("resources").TryGetProperty(type, out var byId);
        Assert.Equal(expected is not null, found);
        if (found)
        {
            var spec = byId.GetProperty("LoadBalancer").GetProperty("spec");
            Assert.Equal(expected, spec.GetProperty(member).GetRawText());
            Assert.Equal(
                """{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/LoadBalancer/status/loadBalancerARN"}""",
                spec.GetProperty("resourceARN").GetRawText());
        }
    }

    [Theory]
    [InlineData("wafv2-acl-arn: b", "wafv2-acl-arn: a", "conflicting WAFv2 WebACL ARNs: [a b]")]
    [InlineData("wafv2-acl-name: shop", "wafv2-acl-name: a", "conflicting WAFv2 WebACL names: [a shop]")]
    [InlineData("wafv2-acl-name: gone", null, "couldn't find WAFv2 WebACL with name: gone")]
    [InlineData("waf-acl-id: b", "web-acl-id: a", "conflicting WAFClassic WebACL IDs: [a b]")]
    [InlineData("shield-advanced-protection: true", "shield-advanced-protection: 0", "conflicting enable shield advanced protection")]
    [InlineData("shield-advanced-protection: on", null, "failed to parse bool annotation, alb.ingress.kubernetes.io/shield-advanced-protection: on: strconv.ParseBool: parsing \"on\": invalid syntax")]
    public async Task Build_BadAnnotations_FailTheGroup(string first, string? second, string message)
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", first);
        if (second is not null)
        {
            scenario.Add("ns-1/ing-2", "alb", "group.name: shared", second);
        }

        Assert.Equal(message, await scenario.FailAsync());
    }

    [Theory]
    [InlineData("""{"wafv2AclArn":"arn:class"}""", "arn:class")]
    [InlineData("""{"wafv2AclName":"shop"}""", "arn:webacl:shop")]
    [InlineData("""{"wafv2AclArn":"arn:class","wafv2AclName":"shop"}""", "arn:webacl:shop")]
    [InlineData("""{"wafv2AclArn":"none"}""", "")]
    public async Task Build_ClassParameters_WinOverTheAnnotation(string spec, string arn)
    {
        var scenario = new Scenario();
        scenario.AddParams(spec);
        scenario.Add("ns-1/ing-1", "strict", "wafv2-acl-arn: arn:own");

        Assert.Equal(arn, (await scenario.BuildAsync()).Protections.WebAclArn);
    }

    [Fact]
    public async Task Build_NameOfOneMemberAndArnOfAnother_TheNameCounts()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb", "group.name: shared", "wafv2-acl-arn: arn:own");
        scenario.Add("ns-1/ing-2", "alb", "group.name: shared", "wafv2-acl-name: shop");

        Assert.Equal("arn:webacl:shop", (await scenario.BuildAsync()).Protections.WebAclArn);
    }
}
