using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

public sealed class KubernetesObjectsTests
{
    [Fact]
    public void Read_OtherKindsAndGroups_ArePassedOverAndListed()
    {
        var objects = KubernetesObjects.Parse("""
            [{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"}},
             {"apiVersion":"networking.internal.knative.dev/v1alpha1","kind":"Ingress","metadata":{"name":"web"}},
             {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"}}]
            """);

        Assert.Equal(["Deployment web", "Ingress web"], objects.PassedOver.Select(item => item.ToString()));
        Assert.NotNull(objects.Find("Service", "default", "web"));
        Assert.Null(objects.Find("Service", "shop", "web"));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","metadata":{"name":"web"}}""", "the object has no kind")]
    [InlineData("""{"kind":"Service","metadata":{}}""", "the Service has no metadata.name")]
    [InlineData("""[7]""", "a Kubernetes object is expected here")]
    [InlineData("""{"kind":"Service","metadata":{"name":"web"}}""", "Service web: apiVersion is '', and v1 is what a cluster serves for it")]
    [InlineData("""{"apiVersion":"extensions/v1beta1","kind":"Ingress","metadata":{"name":"web"}}""", "and networking.k8s.io/v1 is what a cluster serves for it")]
    [InlineData("""[{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}},{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}}]""", "Node a: it was given before; keep one of them")]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"port":"80"}]}}""", "Service web: spec.ports[0].port is a string, and the API has another type there")]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","annotations":{"a/b":443}}}""", "Service web: metadata.annotations['a/b'] is a number, and the API has a string there: put it in quotes")]
    [InlineData("""{"apiVersion":"v1","kind":"Service",""", "this is no JSON")]
    public void Parse_ObjectIsMalformed_NamesItAndTheField(string json, string message)
    {
        var exception = Assert.Throws<ManifestException>(() => KubernetesObjects.Parse(json));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MembersAreNull_AreAsIfLeftOut()
    {
        var objects = KubernetesObjects.Parse("""
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","annotations":null,"labels":{"a":null}},"spec":{"ports":null}}
            """);

        Assert.Empty(objects.PassedOver);
    }

    // As API servers write them: kubectl get --raw.
    [Fact]
    public void Parse_ListOfAKind_GivesItsItemsThatKind()
    {
        var objects = KubernetesObjects.Parse("""
            {"apiVersion":"networking.k8s.io/v1","kind":"IngressList","metadata":{"resourceVersion":"7"},"items":[
              {"metadata":{"name":"a"}},
              {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"b"}}]}
            """);

        Assert.Equal(["Ingress a", "IngressClass b"], objects.Objects.Select(item => item.ToString()));
    }
}
