using EksIngress.Alb.Networking;
using EksIngress.Alb.Tests.Scenarios;
using EksIngress.Alb.WebAcls;

namespace EksIngress.Alb.Tests.WebAcls;

public sealed class ProtectionTableTests
{
    private static readonly NetworkSnapshot Account = new()
    {
        WebAclArns = new Dictionary<string, string> { ["shop"] = "arn:shop", ["none"] = "arn:never" },
    };

    [Theory]
    [InlineData("", "- - -")]
    [InlineData("wafv2-acl-arn: arn:a", "'arn:a' - -")]
    [InlineData("wafv2-acl-arn: arn:a || wafv2-acl-arn: arn:a || ", "'arn:a' - -")]
    [InlineData("wafv2-acl-arn: none", "'' - -")]
    [InlineData("wafv2-acl-arn: None", "'None' - -")]
    [InlineData("wafv2-acl-arn: ", "'' - -")]
    [InlineData("wafv2-acl-arn: arn:b || wafv2-acl-arn: arn:a", "conflicting WAFv2 WebACL ARNs: [arn:a arn:b]")]
    [InlineData("wafv2-acl-arn: arn:b || wafv2-acl-arn: none", "conflicting WAFv2 WebACL ARNs: [arn:b none]")]
    [InlineData("wafv2-acl-arn: arn:b || wafv2-acl-arn: ", "conflicting WAFv2 WebACL ARNs: [ arn:b]")]
    [InlineData("wafv2-acl-name: shop", "'arn:shop' - -")]
    [InlineData("wafv2-acl-name: none", "'' - -")]
    [InlineData("wafv2-acl-name: none & wafv2-acl-arn: arn:a", "'' - -")]
    [InlineData("wafv2-acl-name:  & wafv2-acl-arn: arn:a", "'arn:a' - -")]
    [InlineData("wafv2-acl-name: shop || wafv2-acl-arn: arn:a || wafv2-acl-arn: arn:b", "'arn:shop' - -")]
    [InlineData("wafv2-acl-name: shop || wafv2-acl-name: other", "conflicting WAFv2 WebACL names: [other shop]")]
    [InlineData("wafv2-acl-name: gone", "couldn't find WAFv2 WebACL with name: gone")]
    [InlineData("""{"wafv2AclName":"shop"} & wafv2-acl-name: gone""", "'arn:shop' - -")]
    [InlineData("""{"wafv2AclName":"shop"} || wafv2-acl-name: other""", "conflicting WAFv2 WebACL names: [other shop]")]
    [InlineData("""{"wafv2AclName":"none","wafv2AclArn":"arn:c"}""", "'' - -")]
    [InlineData("""{"wafv2AclArn":"arn:c"} & wafv2-acl-arn: arn:a""", "'arn:c' - -")]
    [InlineData("""{"wafv2AclArn":"arn:c"} & wafv2-acl-name: shop""", "'arn:shop' - -")]
    [InlineData("""{"wafv2AclArn":"arn:c"} || wafv2-acl-arn: arn:a""", "conflicting WAFv2 WebACL ARNs: [arn:a arn:c]")]
    [InlineData("""{"wafv2AclArn":"none"} || wafv2-acl-arn: none""", "'' - -")]
    [InlineData("waf-acl-id: a", "- 'a' -")]
    [InlineData("web-acl-id: a", "- 'a' -")]
    [InlineData("waf-acl-id: a & web-acl-id: b", "- 'a' -")]
    [InlineData("waf-acl-id:  & web-acl-id: b", "- - -")]
    [InlineData("waf-acl-id: none", "- '' -")]
    [InlineData("waf-acl-id: a || web-acl-id: a", "- 'a' -")]
    [InlineData("waf-acl-id: b || web-acl-id: a || waf-acl-id: none", "conflicting WAFClassic WebACL IDs: [a b none]")]
    [InlineData("shield-advanced-protection: true", "- - True")]
    [InlineData("shield-advanced-protection: 0", "- - False")]
    [InlineData("shield-advanced-protection: true ||  || shield-advanced-protection: T", "- - True")]
    [InlineData("shield-advanced-protection: true || shield-advanced-protection: F", "conflicting enable shield advanced protection")]
    [InlineData("shield-advanced-protection: true || shield-advanced-protection: F || shield-advanced-protection: ", "failed to parse bool annotation, alb.ingress.kubernetes.io/shield-advanced-protection: : strconv.ParseBool: parsing \"\": invalid syntax")]
    [InlineData("wafv2-acl-arn: arn:a & waf-acl-id: b & shield-advanced-protection: false", "'arn:a' 'b' False")]
    [InlineData("wafv2-acl-name: gone & shield-advanced-protection: x", "couldn't find WAFv2 WebACL with name: gone")]
    public async Task BuildAsync_Members(string members, string expected) => Assert.Equal(expected, await Members.TryAsync(async () =>
    {
        var found = await new ProtectionBuilder(Account).BuildAsync(Members.Group(members), TestContext.Current.CancellationToken);
        return $"{Text(found.WebAclArn)} {Text(found.RegionalWebAclId)} {found.ShieldEnabled?.ToString() ?? "-"}";
    }));

    private static string Text(string? value) => value is null ? "-" : $"'{value}'";
}
