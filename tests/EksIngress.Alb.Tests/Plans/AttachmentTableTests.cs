using System.Text;
using EksIngress.Alb.Plans;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Plans;

public sealed class AttachmentTableTests
{
    [Fact]
    public async Task Write_StackWithEverything_NamesIt()
    {
        var scenario = new Scenario();
        scenario.Add(
            "ns-1/ing-1", "alb", "customer-owned-ipv4-pool: coip-1", "ipam-ipv4-pool-id: ipam-1", "minimum-load-balancer-capacity: CapacityUnits=5",
            "wafv2-acl-name: shop", "waf-acl-id: none", "shield-advanced-protection: false", "enable-frontend-nlb: true");

        Assert.Equal(
            """
              Customer-owned IPv4 pool: coip-1
              IPAM pool: ipam-1
              Reserved capacity: 5 units
              Web ACL: arn:webacl:shop
              Web ACL of WAF Classic: none; an association that exists is removed
              Shield Advanced: off
            Frontend NLB k8s-ns1-ing1-b7e914000d-nlb (internal)
              Listener TCP:80 forwards to port 80 of the load balancer, by k8s-ns1-ing1-eeb22e4827

            """,
            await WriteAsync(scenario));
    }

    [Fact]
    public async Task Write_StackWithNothing_IsEmpty()
    {
        var scenario = new Scenario();
        scenario.Add("ns-1/ing-1", "alb");

        Assert.Equal("", await WriteAsync(scenario));
    }

    private static async Task<string> WriteAsync(Scenario scenario)
    {
        var text = new StringBuilder();
        AttachmentTable.Write(text, await scenario.BuildAsync());
        return text.ToString();
    }
}
