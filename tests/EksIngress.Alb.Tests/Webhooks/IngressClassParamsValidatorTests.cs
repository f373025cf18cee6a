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
    [InlineData("""{"subnets":{"ids":[]}}""")]
    [InlineData("""{"subnets":{"tags":{"Name":null,"team":["a","b"]}}}""")]
    [InlineData("""{"subnets":{"tags":{"Name":["a","A"," a",""],"team":["a"]}}}""")]
    [InlineData("""{"subnets":null,"inboundCIDRs":null}""")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/08","::1/128","2001:DB8::/32","::ffff:0:0/96","255.255.255.255/32","10.0.0.0/8","10.0.0.0/8"]}""")]
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
    [InlineData("""{"inboundCIDRs":["10.0.0.0/"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.0/\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/-1"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.0/-1\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8/8"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.0/8/8\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":[" 10.0.0.0/8"]}""", "spec.inboundCIDRs[0]: Invalid value: \" 10.0.0.0/8\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/255.0.0.0"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.0/255.0.0.0\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["256.0.0.1"]}""", "spec.inboundCIDRs[0]: Invalid value: \"256.0.0.1\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["0.0.0.0"]}""", "spec.inboundCIDRs[0]: Invalid value: \"0.0.0.0\": Could not be parsed as a CIDR (did you mean \"0.0.0.0/32\")")]
    [InlineData("""{"inboundCIDRs":["::"]}""", "spec.inboundCIDRs[0]: Invalid value: \"::\": Could not be parsed as a CIDR (did you mean \"::/64\")")]
    [InlineData("""{"inboundCIDRs":["::ffff:10.0.0.1"]}""", "spec.inboundCIDRs[0]: Invalid value: \"::ffff:10.0.0.1\": Could not be parsed as a CIDR (did you mean \"::ffff:10.0.0.1/64\")")]
    [InlineData("""{"inboundCIDRs":["fe80::1%eth0"]}""", "spec.inboundCIDRs[0]: Invalid value: \"fe80::1%eth0\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["fe80::1%eth0/64"]}""", "spec.inboundCIDRs[0]: Invalid value: \"fe80::1%eth0/64\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["2001:db8::/129"]}""", "spec.inboundCIDRs[0]: Invalid value: \"2001:db8::/129\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["1::2::3/64"]}""", "spec.inboundCIDRs[0]: Invalid value: \"1::2::3/64\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["10.1.2.3/0"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.1.2.3/0\": Network contains bits outside prefix (did you mean \"0.0.0.0/0\")")]
    [InlineData("""{"inboundCIDRs":["10.0.0.5/31"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.5/31\": Network contains bits outside prefix (did you mean \"10.0.0.4/31\")")]
    [InlineData("""{"inboundCIDRs":["10.0.0.1/08"]}""", "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.1/08\": Network contains bits outside prefix (did you mean \"10.0.0.0/8\")")]
    [InlineData("""{"inboundCIDRs":["2001:DB8:0:0:1::/64"]}""", "spec.inboundCIDRs[0]: Invalid value: \"2001:DB8:0:0:1::/64\": Network contains bits outside prefix (did you mean \"2001:db8::/64\")")]
    [InlineData("""{"inboundCIDRs":["::ffff:192.0.2.9/125"]}""", "spec.inboundCIDRs[0]: Invalid value: \"::ffff:192.0.2.9/125\": Network contains bits outside prefix (did you mean \"192.0.2.8/125\")")]
    [InlineData("""{"inboundCIDRs":["::ffff:198.51.100.1/90"]}""", "spec.inboundCIDRs[0]: Invalid value: \"::ffff:198.51.100.1/90\": Network contains bits outside prefix (did you mean \"::ffc0:0:0/90\")")]
    [InlineData("""{"inboundCIDRs":["0:0:0:0:0:ffff::7/110"]}""", "spec.inboundCIDRs[0]: Invalid value: \"0:0:0:0:0:ffff::7/110\": Network contains bits outside prefix (did you mean \"0.0.0.0/110\")")]
    [InlineData("""{"inboundCIDRs":["::192.0.2.9/124"]}""", "spec.inboundCIDRs[0]: Invalid value: \"::192.0.2.9/124\": Network contains bits outside prefix (did you mean \"::c000:200/124\")")]
    [InlineData("""{"inboundCIDRs":["2001:db8::5efe:192.0.2.9/112"]}""", "spec.inboundCIDRs[0]: Invalid value: \"2001:db8::5efe:192.0.2.9/112\": Network contains bits outside prefix (did you mean \"2001:db8::5efe:c000:0/112\")")]
    [InlineData("""{"inboundCIDRs":["1:0:0:2:0:0:3:4/120"]}""", "spec.inboundCIDRs[0]: Invalid value: \"1:0:0:2:0:0:3:4/120\": Network contains bits outside prefix (did you mean \"1::2:0:0:3:0/120\")")]
    [InlineData("""{"inboundCIDRs":["1:0:2:3:4:5:6:7/127"]}""", "spec.inboundCIDRs[0]: Invalid value: \"1:0:2:3:4:5:6:7/127\": Network contains bits outside prefix (did you mean \"1:0:2:3:4:5:6:6/127\")")]
    [InlineData("""{"inboundCIDRs":["a\"b\\c\té"]}""", "spec.inboundCIDRs[0]: Invalid value: \"a\\\"b\\\\c\\té\": Could not be parsed as a CIDR")]
    [InlineData("""{"inboundCIDRs":["x","10.0.0.0/8","x"]}""", "[spec.inboundCIDRs[0]: Invalid value: \"x\": Could not be parsed as a CIDR, spec.inboundCIDRs[2]: Invalid value: \"x\": Could not be parsed as a CIDR]")]
    [InlineData("""{"subnets":{"ids":[],"tags":{}}}""", "spec.subnets.tags: Forbidden: may not have both `ids` and `tags` set")]
    [InlineData("""{"subnets":{"ids":["a","a","a","b"]}}""", "[spec.subnets.ids[1]: Duplicate value: \"a\", spec.subnets.ids[2]: Duplicate value: \"a\"]")]
    [InlineData("""{"subnets":{"tags":{"kubernetes.io/role/elb":["1","","1"]}}}""", "spec.subnets.tags[kubernetes.io/role/elb][2]: Duplicate value: \"1\"")]
    [InlineData("""{"subnets":{"tags":{"a":["",""]}}}""", "spec.subnets.tags[a][1]: Duplicate value: \"\"")]
    [InlineData("""{"inboundCIDRs":["1.2.3.4"],"subnets":{"ids":["s","s"]}}""", "[spec.inboundCIDRs[0]: Invalid value: \"1.2.3.4\": Could not be parsed as a CIDR (did you mean \"1.2.3.4/32\"), spec.subnets.ids[1]: Duplicate value: \"s\"]")]
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
