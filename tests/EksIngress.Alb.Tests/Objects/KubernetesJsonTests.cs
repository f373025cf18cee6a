using System.Text.Json;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Objects;

public sealed class KubernetesJsonTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"metadata":null,"spec":null}""", "")]
    [InlineData("""{"metadata":{"annotations":null}}""", "")]
    [InlineData("""{"metadata":{"annotations":{}}}""", "")]
    [InlineData("""{"metadata":{"annotations":{"a":null,"b":"","A":"c"}}}""", "A=c a= b=")]
    [InlineData("""{"metadata":{"annotations":{"a":"1","a":"2"}}}""", "a=2")]
    [InlineData("""{"metadata":{"Annotations":{"a":"1"},"annotation":{"b":"2"}}}""", "")]
    public void Read_Annotations_AreTextsWhateverIsNull(string json, string expected) => Assert.Equal(
        expected,
        string.Join(' ', KubernetesJson.Read<Ingress>(json).Metadata.Annotations.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("""{"spec":{"ingressClassName":null}}""", null)]
    [InlineData("{}", null)]
    [InlineData("""{"spec":{"ingressClassName":""}}""", "")]
    [InlineData("""{"spec":{"ingressClassName":"alb","unknown":[1]}}""", "alb")]
    public void Read_ClassName_NoneAndEmptyDiffer(string json, string? expected) => Assert.Equal(expected, KubernetesJson.Read<Ingress>(json).Spec.IngressClassName);

    [Theory]
    [InlineData("""{"spec":{"ports":[{"port":80,"targetPort":"80"}]}}""", false, "80")]
    [InlineData("""{"spec":{"ports":[{"port":80,"targetPort":80}]}}""", true, "80")]
    [InlineData("""{"spec":{"ports":[{"port":80,"targetPort":"http"}]}}""", false, "http")]
    [InlineData("""{"spec":{"ports":[{"port":80}]}}""", true, "0")]
    [InlineData("""{"spec":{"ports":[{"port":80,"targetPort":null}]}}""", true, "0")]
    public void Read_TargetPort_IsNumberOrText(string json, bool isNumber, string expected)
    {
        var port = KubernetesJson.Read<Service>(json).Spec.Ports[0].TargetPort;

        Assert.Equal((isNumber, expected), (port.IsNumber, port.ToString()));
    }

    [Theory]
    [InlineData("""{"spec":{"ports":[{"port":80,"nodePort":null}]}}""", 0)]
    [InlineData("""{"spec":{"ports":[{"port":80}]}}""", 0)]
    [InlineData("""{"spec":{"ports":[{"port":80,"nodePort":30080}]}}""", 30080)]
    public void Read_NumberThatIsNull_IsNotSet(string json, int expected) => Assert.Equal(expected, KubernetesJson.Read<Service>(json).Spec.Ports[0].NodePort);

    [Fact]
    public void Read_ListWithNull_HasAnEmptyText() =>
        Assert.Equal(["a", ""], KubernetesJson.Read<Ingress>("""{"spec":{"tls":[{"hosts":["a",null]}]}}""").Spec.Tls[0].Hosts);

    [Theory]
    [InlineData("""{"spec":{"ports":[{"nodePort":"30080"}]}}""")]
    [InlineData("""{"spec":{"ports":[{"targetPort":true}]}}""")]
    public void Read_NumberOfAnotherType_Fails(string json) => Assert.Throws<JsonException>(() => KubernetesJson.Read<Service>(json));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"metadata":[]}""")]
    [InlineData("""{"metadata":{"annotations":{"a":1}}}""")]
    [InlineData("""{"metadata":{"annotations":["a"]}}""")]
    public void Read_AnotherShape_Fails(string json) => Assert.Throws<JsonException>(() => KubernetesJson.Read<Ingress>(json));
}
