using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Webhooks;

public sealed class IngressClassParamsValidatorTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8","0.0.0.0/0","192.168.1.1/32","::/0","2001:db8::/32"]}""")]
    [InlineData("""{"subnets":{"ids":["subnet-1","subnet-2"]}}""")]
    [InlineData("""{"subnets":{"tags":{"Name":["a","b"],"team":["a"]}}}""")]
    [InlineData("""{"subnets":{"tags":{"Name":[]}}}""")]
    public void Validate_GoodParameters_Pass(string spec) => IngressClassParamsValidator.Validate(Read(spec));

    [Theory]
    [InlineData("""{"inboundCIDRs":["invalid"]}""", "spec.inboundCIDRs[0]: Invalid value: \"invalid\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8","1.2.3.4"]}""", "spec.inboundCIDRs[1]: Invalid value: \"1.2.3.4\": Could not be parsed as a CIDR (did you mean \"1.2.3.4/32\")")]
    [InlineData("""{"inboundCIDRs":["2001:db8::1"]}""", "spec.inboundCIDRs[0]: Invalid value: \"2001:db8::1\": Could not be parsed as a CIDR (did you mean \"2001:db8::1/64\")")]
    [InlineData("""{"inboundCIDRs":["10.0.0.1/8"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.1/8\": Network contains bits outside prefix (did you mean \"10.0.0.0/8\")")]
    [InlineData("""{"inboundCIDRs":["2001:db8::1/64"]}""", "spec.inboundCIDRs[0]: Invalid value: \"2001:db8::1/64\": Network contains bits outside prefix (did you mean \"2001:db8::/64\")")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/33"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.0/33\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["010.0.0.0/8"]}""", "spec.inboundCIDRs[0]: Invalid value: \"010.0.0.0/8\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["10.0.0/8"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0/8\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":[""]}""", "spec.inboundCIDRs[0]: Invalid value: \"\": Could not be parsed as a CIDR")]
    [InlineData(
        """{"inboundCIDRs":["a","b"],"subnets":{}}""",
        "[spec.inboundCIDRs[0]: Invalid value: \"a\": Could not be parsed as a CIDR, spec.inboundCIDRs[1]: Invalid value: \"b\": Could not be parsed as a CIDR, spec.subnets: Required value: must have either `ids` or `tags`]")]
    [InlineData("""{"subnets":{}}""", "spec.subnets: Required value: must have either `ids` or `tags`")]
    [InlineData("""{"subnets":{"ids":["subnet-1"],"tags":{}}}""", "spec.subnets.tags: Forbidden: may not have both `ids` and `tags` set")]
    [InlineData("""{"subnets":{"ids":["subnet-1","subnet-2","subnet-1"]}}""", "spec.subnets.ids[2]: Duplicate value: \"subnet-1\"")]
    [InlineData("""{"subnets":{"tags":{}}}""", "spec.subnets.tags: Required value: must have at least one tag key")]
    [InlineData("""{"subnets":{"tags":{"Name":["a","a","b","b"]}}}""", "[spec.subnets.tags[Name][1]: Duplicate value: \"a\", spec.subnets.tags[Name][3]: Duplicate value: \"b\"]")]
    public void Validate_BadParameters_EveryFaultIsTold(string spec, string message) =>
        Assert.Equal(message, Assert.Throws<AlbModelException>(() => IngressClassParamsValidator.Validate(Read(spec))).Message);

    private static IngressClassParams Read(string spec) =>
        KubernetesJson.Read<IngressClassParams>($$"""{"metadata":{"name":"strict"},"spec":{{spec}}}""");
}
