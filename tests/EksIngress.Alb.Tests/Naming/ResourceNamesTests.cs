using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;

namespace EksIngress.Alb.Tests.Naming;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("", "awesome-ns", "ing-1", "internet-facing", "k8s-awesomen-ing1-43b698093c")]
    [InlineData("", "", "explicit-group", "internal", "k8s-explicitgroup-5bf9e53c23")]
    [InlineData("cluster-dummy", "ns-1", "ing-1", "internal", "k8s-ns1-ing1-b7e914000d")]
    [InlineData("cluster-dummy", "ns-1", "ing-1", "internet-facing", "k8s-ns1-ing1-159dd7a143")]
    public void LoadBalancer_KnownVector_HasItsName(string cluster, string ns, string name, string scheme, string expected) =>
        Assert.Equal(expected, ResourceNames.LoadBalancer(cluster, new IngressGroupId(ns, name), scheme));

    [Fact]
    public void ManagedSecurityGroup_KnownVector_HasItsName() =>
        Assert.Equal("k8s-ns1-ing1-bd83176788", ResourceNames.ManagedSecurityGroup("cluster-dummy", new IngressGroupId("ns-1", "ing-1")));

    [Theory]
    [InlineData("http", "k8s-ns1-name1-2c37289a00")]
    [InlineData("80", "k8s-ns1-name1-ab859e54b5")]
    public void TargetGroup_KnownVector_HasItsName(string servicePort, string expected)
    {
        var service = new Service { Metadata = new ObjectMeta { Namespace = "ns-1", Name = "name-1", Uid = "my-uuid" } };

        var name = ResourceNames.TargetGroup(
            "", new IngressGroupId("", ""), new NamespacedName("ns-1", "name-1"), service, new TargetGroupIdentity(IntOrString.Parse(servicePort), 8080, "ip", "HTTP", "HTTP1"));

        Assert.Equal(expected, name);
    }
}
