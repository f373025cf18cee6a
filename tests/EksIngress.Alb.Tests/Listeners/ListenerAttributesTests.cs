using EksIngress.Alb.Listeners;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

public sealed class ListenerAttributesTests
{
    private const string Class = """{"listeners":[{"protocol":"HTTP","port":80},{"protocol":"HTTPS","port":443,"listenerAttributes":[{"key":"a","value":"class"},{"key":"z","value":"class"}]},{"protocol":"HTTPS","port":443,"listenerAttributes":[{"key":"b","value":"second"}]}]}""";

    [Theory]
    [InlineData("", "")]
    [InlineData("listener-attributes.HTTPS-443: ", "")]
    [InlineData("listener-attributes.HTTPS-443: b=2,a=1", "a=1 b=2")]
    [InlineData("listener-attributes.HTTP-443: a=1 & listener-attributes.HTTPS-80: a=2 & listener-attributes: a=3", "")]
    [InlineData("listener-attributes.HTTPS-443: a=1 || listener-attributes.HTTPS-443: a=1,b=2", "a=1 b=2")]
    [InlineData("listener-attributes.HTTPS-443: a=1 || listener-attributes.HTTPS-443: a=2", "conflicting listener attributes a: 1 | 2 for ingress ns-1/ing-2")]
    [InlineData("listener-attributes.HTTPS-443: a=1 ||  || listener-attributes.HTTPS-443: a=", "conflicting listener attributes a: 1 |  for ingress ns-1/ing-3")]
    [InlineData("listener-attributes.HTTPS-443: a", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/listener-attributes.HTTPS-443: a")]
    [InlineData("listener-attributes.HTTP-80: a", "")]
    [InlineData(Class, "a=class z=class")]
    [InlineData(Class + " & listener-attributes.HTTPS-443: a=1,c=3", "a=class c=3 z=class")]
    [InlineData(Class + " & listener-attributes.HTTPS-443: a=1 || listener-attributes.HTTPS-443: a=2", "a=class z=class")]
    [InlineData(Class + " & listener-attributes.HTTPS-443: c=1 || listener-attributes.HTTPS-443: c=2", "conflicting listener attributes c: 1 | 2 for ingress ns-1/ing-2")]
    [InlineData("listener-attributes.HTTPS-443: a=1 || " + Class, "a=1")]
    [InlineData("""{"listeners":[{"protocol":"https","port":443,"listenerAttributes":[{"key":"a","value":"class"}]}]}""", "")]
    public void Read_Members(string members, string expected) =>
        Assert.Equal(expected, Members.Try(() => Members.Text(ListenerAttributes.Read(Members.Read(members), "HTTPS", 443))));

    [Fact]
    public void Read_ListenerOfTheClassWithoutAttributes_HasNone() =>
        Assert.Equal("b=2", Members.Text(ListenerAttributes.Read(Members.Read(Class + " & listener-attributes.HTTP-80: b=2"), "HTTP", 80)));
}
