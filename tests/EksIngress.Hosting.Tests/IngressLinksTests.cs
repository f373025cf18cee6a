using EksIngress.Hosting.Local;

namespace EksIngress.Hosting.Tests;

public sealed class IngressLinksTests
{
    [Theory]
    [InlineData(new string[0], "http://127.0.0.1:8080", new[] { "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/b" })]
    [InlineData(new[] { "shop.example", "*.localhost" }, "http://127.0.0.1:8080", new string[0])]
    [InlineData(new[] { "shop.localhost" }, "https://127.0.0.1:8443", new[] { "https://shop.localhost:8443/a", "https://shop.localhost:8443/b" })]
    [InlineData(new string[0], null, new string[0])]
    public void Of_AlbUrl_GivesALinkPerPathThatLeadsThere(string[] hosts, string? albUrl, string[] expected)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var builder = TestApplication.Publish("unused.json");
        var project = builder.AddProject<ServiceAProject>("service-a");
        var ingress = builder.AddEksEnvironment("shop").AddIngress("public").WithPath("/a", project).WithPath("/b", project);
        foreach (var host in hosts)
        {
            ingress.WithHostname(host);
        }

        Assert.Equal(expected, IngressLinks.Of(ingress.Resource, albUrl).Select(link => link.Url));
    }
}
