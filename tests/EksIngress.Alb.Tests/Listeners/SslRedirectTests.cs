using EksIngress.Alb.Listeners;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

public sealed class SslRedirectTests
{
    private static readonly Dictionary<int, ListenPortConfig> Ports = new()
    {
        [80] = new ListenPortConfig { Protocol = "HTTP" },
        [443] = new ListenPortConfig { Protocol = "HTTPS" },
        [8443] = new ListenPortConfig { Protocol = "HTTPS" },
    };

    [Theory]
    [InlineData("", null)]
    [InlineData("ssl-redirect: 443", "443")]
    [InlineData(" || ssl-redirect: 443 || ssl-redirect: 443", "443")]
    [InlineData("ssl-redirect: +443", "443")]
    [InlineData("ssl-redirect: 0443 || ssl-redirect: 443", "443")]
    [InlineData("ssl-redirect: 8443 || ssl-redirect: 443", "conflicting sslRedirect port: [443 8443]")]
    [InlineData("ssl-redirect: 444", "listener does not exist for SSLRedirect port: 444")]
    [InlineData("ssl-redirect: -1", "listener does not exist for SSLRedirect port: -1")]
    [InlineData("ssl-redirect: 80", "listener protocol non-SSL for SSLRedirect port: 80")]
    [InlineData("ssl-redirect: ", "ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/ssl-redirect: : strconv.ParseInt: parsing \"\": invalid syntax")]
    [InlineData("ssl-redirect: 443 || ssl-redirect: https", "ingress: ns-1/ing-2: failed to parse int32 annotation, alb.ingress.kubernetes.io/ssl-redirect: https: strconv.ParseInt: parsing \"https\": invalid syntax")]
    [InlineData("ssl-redirect:  443", "ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/ssl-redirect:  443: strconv.ParseInt: parsing \" 443\": invalid syntax")]
    [InlineData("ssl-redirect: 4294967739", "ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/ssl-redirect: 4294967739: strconv.ParseInt: parsing \"4294967739\": value out of range")]
    [InlineData("""{"sslRedirectPort":"443"} & ssl-redirect: 80""", "443")]
    [InlineData("""{"sslRedirectPort":"443"} & ssl-redirect: nonsense""", "443")]
    [InlineData("""{"sslRedirectPort":"443"} || ssl-redirect: 8443""", "conflicting sslRedirect port: [443 8443]")]
    [InlineData("""{"sslRedirectPort":""} & ssl-redirect: 443""", "443")]
    [InlineData("""{"sslRedirectPort":"444"}""", "listener does not exist for SSLRedirect port: 444")]
    [InlineData("""{"sslRedirectPort":"https"}""", null)]
    [InlineData("""ssl-redirect: 443 || {"sslRedirectPort":"https"}""", null)]
    [InlineData("""{"sslRedirectPort":"https"} || ssl-redirect: nonsense""", null)]
    [InlineData("""ssl-redirect: nonsense || {"sslRedirectPort":"https"}""", "ingress: ns-1/ing-1: failed to parse int32 annotation, alb.ingress.kubernetes.io/ssl-redirect: nonsense: strconv.ParseInt: parsing \"nonsense\": invalid syntax")]
    public void Find_Members(string members, string? expected) =>
        Assert.Equal(expected ?? "", Members.Try(() => $"{SslRedirect.Find(Members.Group(members), Ports)}"));
}
