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

    [Theory]
    [InlineData("dev", "k8s-traffic-dev-ef260e9aa3")]
    [InlineData("d.e_v-1", "k8s-traffic-dev1-67941eb364")]
    [InlineData("", "k8s-traffic--e3b0c44298")]
    [InlineData("-", "k8s-traffic--3973e022e9")]
    public void BackendSecurityGroup_Cluster_LettersAndDigitsAndAHash(string cluster, string expected) =>
        Assert.StartsWith(expected, ResourceNames.BackendSecurityGroup(cluster), StringComparison.Ordinal);

    [Fact]
    public void BackendSecurityGroup_LongCluster_IsCut()
    {
        var name = ResourceNames.BackendSecurityGroup(new string('c', 300));

        Assert.StartsWith($"k8s-traffic-{new string('c', 232)}-", name, StringComparison.Ordinal);
        Assert.Equal(255, name.Length);
    }

    [Theory]
    [InlineData("", "platform", "elbv2.k8s.aws/cluster=dev ingress.k8s.aws/stack=platform", "ingress.k8s.aws/cluster=dev ingress.k8s.aws/stack=platform", "ingress.k8s.aws/stack=platform")]
    [InlineData("shop", "web", "elbv2.k8s.aws/cluster=dev ingress.k8s.aws/stack=shop/web", "ingress.k8s.aws/cluster=dev ingress.k8s.aws/stack=shop/web", "ingress.k8s.aws/stack-name=web ingress.k8s.aws/stack-namespace=shop")]
    public void Tracking_Group_HasTagsAndLabels(string ns, string name, string tags, string legacy, string labels)
    {
        var group = new IngressGroupId(ns, name);

        Assert.Equal(
            (tags, legacy, labels),
            (Text(TrackingTags.Stack("dev", group)), Text(TrackingTags.StackLegacy("dev", group)), Text(TrackingTags.Labels(group))));
    }

    [Theory]
    [InlineData("", "elbv2.k8s.aws/cluster=dev ingress.k8s.aws/resource=80 ingress.k8s.aws/stack=platform")]
    [InlineData("a=b", "a=b elbv2.k8s.aws/cluster=dev ingress.k8s.aws/resource=80 ingress.k8s.aws/stack=platform")]
    [InlineData("ingress.k8s.aws/stack=mine elbv2.k8s.aws/cluster=mine ingress.k8s.aws/resource=mine", "elbv2.k8s.aws/cluster=dev ingress.k8s.aws/resource=80 ingress.k8s.aws/stack=platform")]
    public void OfResource_OwnTags_DoNotWin(string own, string expected) =>
        Assert.Equal(expected, Text(TrackingTags.OfResource("dev", IngressGroupId.Explicit("platform"), "80", Read(own))));

    [Theory]
    [InlineData("", "elbv2.k8s.aws/cluster=dev elbv2.k8s.aws/resource=backend-sg")]
    [InlineData("z=1 a=2", "a=2 elbv2.k8s.aws/cluster=dev elbv2.k8s.aws/resource=backend-sg z=1")]
    [InlineData("elbv2.k8s.aws/resource=mine", "elbv2.k8s.aws/cluster=dev elbv2.k8s.aws/resource=backend-sg")]
    public void OfBackendSecurityGroup_DefaultTags_AreAdded(string defaults, string expected) =>
        Assert.Equal(expected, Text(TrackingTags.OfBackendSecurityGroup("dev", Read(defaults))));

    [Fact]
    public void LegacyKeys_Cluster_IsInOneOfThem() => Assert.Equal(
        [
            "kubernetes.io/cluster/dev", "kubernetes.io/cluster-name", "kubernetes.io/namespace", "kubernetes.io/ingress-name",
            "kubernetes.io/service-name", "kubernetes.io/service-port", "ingress.k8s.aws/cluster",
        ],
        TrackingTags.LegacyKeys("dev"));

    private static string Text(IReadOnlyDictionary<string, string> tags) =>
        string.Join(' ', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));

    private static Dictionary<string, string> Read(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(tag => tag.Split('=')[0], tag => tag.Split('=')[1]);
}
