using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

/// <summary>What the members of a group say of their load balancer, one setting at a time.</summary>
public sealed class LoadBalancerSettingsTests
{
    [Theory]
    [InlineData("", "internal")]
    [InlineData(" || ", "internal")]
    [InlineData("scheme: internet-facing", "internet-facing")]
    [InlineData(" || scheme: internet-facing", "internet-facing")]
    [InlineData("scheme: internal || scheme: internal", "internal")]
    [InlineData("scheme: internal || scheme: internet-facing || scheme: internal", "conflicting scheme: map[internal:{} internet-facing:{}]")]
    [InlineData("scheme: internal || scheme: ", "conflicting scheme: map[:{} internal:{}]")]
    [InlineData("scheme: ", "unknown scheme: ")]
    [InlineData("scheme: Internal", "unknown scheme: Internal")]
    [InlineData("scheme:  internal", "unknown scheme:  internal")]
    [InlineData("""{} & scheme: internet-facing""", "internet-facing")]
    [InlineData("""{"scheme":"internet-facing"}""", "internet-facing")]
    [InlineData("""{"scheme":"internet-facing"} & scheme: internal""", "internet-facing")]
    [InlineData("""{"scheme":"internet-facing"} & scheme: nonsense""", "internet-facing")]
    [InlineData("""{"scheme":"internet-facing"} || scheme: internet-facing""", "internet-facing")]
    [InlineData("""{"scheme":"internet-facing"} || scheme: internal""", "conflicting scheme: map[internal:{} internet-facing:{}]")]
    [InlineData("""{"scheme":""} & scheme: internal""", "unknown scheme: ")]
    [InlineData("""{"scheme":"public"}""", "unknown scheme: public")]
    public void Scheme_Members(string members, string expected) =>
        Assert.Equal(expected, Members.Try(() => LoadBalancerSettings.Scheme(Members.Group(members), "internal")));

    [Fact]
    public void Scheme_NobodySaysIt_IsTheDefaultWhateverThatIs() => Assert.Equal("", LoadBalancerSettings.Scheme(Members.Group(""), ""));

    [Theory]
    [InlineData("", "ipv4")]
    [InlineData("ip-address-type: ipv4", "ipv4")]
    [InlineData("ip-address-type: dualstack", "dualstack")]
    [InlineData(" || ip-address-type: dualstack-without-public-ipv4", "dualstack-without-public-ipv4")]
    [InlineData("ip-address-type: dualstack || ip-address-type: dualstack", "dualstack")]
    [InlineData("ip-address-type: ipv4 || ip-address-type: dualstack", "conflicting IPAddressType: [dualstack ipv4]")]
    [InlineData("ip-address-type: b || ip-address-type: c || ip-address-type: a", "conflicting IPAddressType: [a b c]")]
    [InlineData("ip-address-type: ipv4 || ip-address-type: ", "conflicting IPAddressType: [ ipv4]")]
    [InlineData("ip-address-type: ", "unknown IPAddressType: ")]
    [InlineData("ip-address-type: dualStack", "unknown IPAddressType: dualStack")]
    [InlineData("""{"ipAddressType":"dualstack"} & ip-address-type: ipv4""", "dualstack")]
    [InlineData("""{"ipAddressType":"dualstack"} || ip-address-type: ipv4""", "conflicting IPAddressType: [dualstack ipv4]")]
    [InlineData("""{"ipAddressType":"ipv6"}""", "unknown IPAddressType: ipv6")]
    [InlineData("""{"ipAddressType":""}""", "unknown IPAddressType: ")]
    public void IpAddressType_Members(string members, string expected) =>
        Assert.Equal(expected, Members.Try(() => LoadBalancerSettings.IpAddressType(Members.Group(members))));

    [Theory]
    [InlineData("", "k8s-shared-fc8b46166f")]
    [InlineData("load-balancer-name: shop", "shop")]
    [InlineData(" || load-balancer-name: shop || load-balancer-name: shop", "shop")]
    [InlineData("load-balancer-name: ", "")]
    [InlineData("load-balancer-name: abcdefghijklmnopqrstuvwxyz012345", "abcdefghijklmnopqrstuvwxyz012345")]
    [InlineData("load-balancer-name: abcdefghijklmnopqrstuvwxyz0123456", "load balancer name cannot be longer than 32 characters")]
    [InlineData("load-balancer-name: öööööööööööööööö", "öööööööööööööööö")]
    [InlineData("load-balancer-name: ööööööööööööööööö", "load balancer name cannot be longer than 32 characters")]
    [InlineData("load-balancer-name: b || load-balancer-name: a", "conflicting load balancer name: map[a:{} b:{}]")]
    [InlineData("load-balancer-name: abcdefghijklmnopqrstuvwxyz0123456 || load-balancer-name: a", "conflicting load balancer name: map[a:{} abcdefghijklmnopqrstuvwxyz0123456:{}]")]
    [InlineData("""{"loadBalancerName":"of-class"} & load-balancer-name: own""", "of-class")]
    [InlineData("""{"loadBalancerName":"of-class"} & load-balancer-name: own || load-balancer-name: of-class""", "of-class")]
    [InlineData("""{"loadBalancerName":"of-class"} || load-balancer-name: own""", "conflicting load balancer name: map[of-class:{} own:{}]")]
    [InlineData("""{"loadBalancerName":""} & load-balancer-name: own""", "own")]
    public void Name_Members(string members, string expected) =>
        Assert.Equal(expected, Members.Try(() => LoadBalancerSettings.Name(Members.Group(members), "cluster", "internal")));

    [Theory]
    [InlineData("", "shared", "internet-facing", "k8s-shared-0fcf9ad38e")]
    [InlineData("", "a-group.with-a-very-long.name", "internal", "k8s-agroupwithaverylo-0c733bf4a3")]
    [InlineData("team-a", "My.Ingress_1", "internal", "k8s-teama-MyIngres-885b5229eb")]
    public void Name_OfNoMember_IsMadeOfGroupClusterAndScheme(string ns, string name, string scheme, string expected) =>
        Assert.Equal(expected, LoadBalancerSettings.Name(Members.Group(new IngressGroupId(ns, name), ""), "cluster", scheme));

    [Theory]
    [InlineData("", null)]
    [InlineData("customer-owned-ipv4-pool: coip-1", "coip-1")]
    [InlineData(" || customer-owned-ipv4-pool: coip-1 || customer-owned-ipv4-pool: coip-1", "coip-1")]
    [InlineData("customer-owned-ipv4-pool:  ", " ")]
    [InlineData("customer-owned-ipv4-pool: b || customer-owned-ipv4-pool: a", "conflicting CustomerOwnedIPv4Pool: [a b]")]
    [InlineData(" || customer-owned-ipv4-pool: ", "cannot use empty value for customer-owned-ipv4-pool annotation, ingress: ns-1/ing-2")]
    [InlineData("customer-owned-ipv4-pool: b || customer-owned-ipv4-pool: a || customer-owned-ipv4-pool: ", "cannot use empty value for customer-owned-ipv4-pool annotation, ingress: ns-1/ing-3")]
    public void CustomerOwnedIpv4Pool_Members(string members, string? expected) =>
        Assert.Equal(expected ?? "none", Members.Try(() => LoadBalancerSettings.CustomerOwnedIpv4Pool(Members.Group(members)) ?? "none"));

    [Theory]
    [InlineData("", null)]
    [InlineData("ipam-ipv4-pool-id: ", null)]
    [InlineData("ipam-ipv4-pool-id: pool-1", "pool-1")]
    [InlineData("ipam-ipv4-pool-id:  || ipam-ipv4-pool-id: pool-1", "pool-1")]
    [InlineData("ipam-ipv4-pool-id: pool-1 || ipam-ipv4-pool-id: pool-1", "pool-1")]
    [InlineData("ipam-ipv4-pool-id: pool-2 || ipam-ipv4-pool-id: pool-1", "conflicting ipv4 ipam pools pool-2: pool-1")]
    [InlineData("""{"ipamConfiguration":{"ipv4IPAMPoolId":"of-class"}} & ipam-ipv4-pool-id: pool-1 || ipam-ipv4-pool-id: pool-2""", "of-class")]
    [InlineData("""{"ipamConfiguration":{"ipv4IPAMPoolId":""}} & ipam-ipv4-pool-id: pool-1""", "")]
    [InlineData("""{"ipamConfiguration":{}} & ipam-ipv4-pool-id: pool-1""", "pool-1")]
    [InlineData("""ipam-ipv4-pool-id: pool-1 || {"ipamConfiguration":{"ipv4IPAMPoolId":"of-class"}}""", "pool-1")]
    [InlineData(""" || {"ipamConfiguration":{"ipv4IPAMPoolId":"of-class"}}""", null)]
    public void Ipv4IpamPool_Members(string members, string? expected) =>
        Assert.Equal(expected ?? "none", Members.Try(() => LoadBalancerSettings.Ipv4IpamPool(Members.Group(members)) ?? "none"));

    [Theory]
    [InlineData("", "")]
    [InlineData("load-balancer-attributes: ", "")]
    [InlineData("load-balancer-attributes: b=2,a=1", "a=1 b=2")]
    [InlineData("load-balancer-attributes:  a = 1 , b= ", "a=1 b=")]
    [InlineData("load-balancer-attributes: a=1,a=2", "a=2")]
    [InlineData("load-balancer-attributes: a=b=c", "a=b=c")]
    [InlineData(@"load-balancer-attributes: a=1\,2,b=3", "a=1,2 b=3")]
    [InlineData("load-balancer-attributes: a=1,", "a=1,")]
    [InlineData("load-balancer-attributes: a=1,b=2 || load-balancer-attributes: b=2,c=3", "a=1 b=2 c=3")]
    [InlineData("load-balancer-attributes: a=1 || load-balancer-attributes: a=2", "conflicting load balancer attributes a: 1 | 2")]
    [InlineData("load-balancer-attributes: a=1 || load-balancer-attributes: a=", "conflicting load balancer attributes a: 1 | ")]
    [InlineData("load-balancer-attributes: a=1 || load-balancer-attributes: a=2 || load-balancer-attributes: b", "conflicting load balancer attributes a: 1 | 2")]
    [InlineData("load-balancer-attributes: a", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/load-balancer-attributes: a")]
    [InlineData("load-balancer-attributes: =1", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/load-balancer-attributes: =1")]
    [InlineData("load-balancer-attributes: a=1,b", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/load-balancer-attributes: a=1,b")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"a","value":"class"},{"key":"a","value":"again"}]}""", "a=again")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"a","value":"class"}]} & load-balancer-attributes: a=1,b=2""", "a=class b=2")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"a","value":"class"}]} & load-balancer-attributes: a=1 || load-balancer-attributes: a=2""", "a=class")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"a","value":"class"}]} & load-balancer-attributes: b=1 || load-balancer-attributes: b=2""", "conflicting load balancer attributes b: 1 | 2")]
    [InlineData("""load-balancer-attributes: a=1 || {"loadBalancerAttributes":[{"key":"a","value":"class"}]}""", "a=1")]
    [InlineData("""{"loadBalancerAttributes":[{"key":"a","value":"class"}]} || {"loadBalancerAttributes":[{"key":"a","value":"other"}]}""", "a=class")]
    public void Attributes_Members(string members, string expected) =>
        Assert.Equal(expected, Members.Try(() => Members.Text(LoadBalancerSettings.Attributes(Members.Group(members)))));

    [Theory]
    [InlineData("", null)]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=3000", "3000")]
    [InlineData("minimum-load-balancer-capacity:  CapacityUnits = 3000 ", "3000")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=0", "0")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=-1", "-1")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=+7", "7")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=", "invalid value to set the capacity: : strconv.ParseInt: parsing \"\": invalid syntax")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=1.5", "invalid value to set the capacity: 1.5: strconv.ParseInt: parsing \"1.5\": invalid syntax")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=2147483648", "invalid value to set the capacity: 2147483648: strconv.ParseInt: parsing \"2147483648\": value out of range")]
    [InlineData("minimum-load-balancer-capacity: capacityunits=1", "invalid key to set the capacity: capacityunits, Expected key: CapacityUnits")]
    [InlineData("minimum-load-balancer-capacity: 3000", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/minimum-load-balancer-capacity: 3000")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=1 || minimum-load-balancer-capacity: CapacityUnits=1", "1")]
    [InlineData("minimum-load-balancer-capacity: CapacityUnits=1 || minimum-load-balancer-capacity: CapacityUnits=01", "conflicting capacity reservation CapacityUnits: 1 | 01")]
    [InlineData("""{"minimumLoadBalancerCapacity":{"capacityUnits":0}} & minimum-load-balancer-capacity: nonsense""", "0")]
    [InlineData("""minimum-load-balancer-capacity: CapacityUnits=1 || {"minimumLoadBalancerCapacity":{"capacityUnits":2}}""", "1")]
    public void MinimumCapacity_Members(string members, string? expected)
    {
        var configuration = new ControllerConfiguration { ClusterName = "cluster", VpcId = "vpc-1" };

        Assert.Equal(expected ?? "", Members.Try(() => $"{MinimumCapacity.Read(Members.Group(members), configuration)}"));
        Assert.Null(MinimumCapacity.Read(Members.Group(members), configuration with { LoadBalancerCapacityReservation = false }));
    }

    [Fact]
    public void Settings_OfAGroupWithoutMembers_AreTheDefaults()
    {
        var group = new IngressGroup(IngressGroupId.Implicit(new NamespacedName("ns", "gone")), [], []);

        Assert.Equal("ipv4", LoadBalancerSettings.IpAddressType(group));
        Assert.Empty(LoadBalancerSettings.Attributes(group));
        Assert.Null(LoadBalancerSettings.Ipv4IpamPool(group));
        Assert.Null(MinimumCapacity.Read(group, new ControllerConfiguration { ClusterName = "cluster", VpcId = "vpc-1" }));
    }
}
