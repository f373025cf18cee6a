using EksIngress.Alb.Explain;

namespace EksIngress.Alb.Tests.Explain;

public sealed class RequestToExplainTests
{
    [Theory]
    [InlineData("http://a.example.com", "a.example.com", 80, "/", "")]
    [InlineData("HTTPS://a.example.com?x=1", "a.example.com", 443, "/", "x=1")]
    [InlineData("https://a.example.com:8443/b//c/../d?x=%20#part", "a.example.com", 8443, "/b//c/../d", "x=%20")]
    [InlineData("http://[::1]:81/a?b?c", "[::1]", 81, "/a", "b?c")]
    [InlineData("http://127.0.0.1/", "127.0.0.1", 80, "/", "")]
    public void Parse_Url_TakesItApartUnchanged(string url, string host, int port, string path, string query)
    {
        var request = RequestToExplain.Parse("GET", url, [], null);

        Assert.Equal((host, port, path, query), (request.UrlHost, request.Port, request.Path, request.Query));
        Assert.Equal(host, request.Host);
    }

    [Fact]
    public void Parse_HostHeader_TakesThePlaceOfTheUrls()
    {
        var request = RequestToExplain.Parse("GET", "https://203.0.113.9/", ["Accept: */*", "host:  b.example.com:8443 "], "2001:db8::1");

        Assert.Equal("b.example.com", request.Host);
        Assert.Equal("203.0.113.9", request.UrlHost);
        Assert.Equal(["Accept", "host"], request.Headers.Select(header => header.Key));
    }

    [Theory]
    [InlineData("G T", "http://a/", null, null, "'G T' is no HTTP method")]
    [InlineData("GET", "a/", null, null, "is no URL that starts with http:// or https://")]
    [InlineData("GET", "ftp://a/", null, null, "is no URL that starts with http:// or https://")]
    [InlineData("GET", "http:///a", null, null, "names no host")]
    [InlineData("GET", "http://user@a/", null, null, "or a user")]
    [InlineData("GET", "http://a:0/", null, null, "names no port from 1 to 65535")]
    [InlineData("GET", "http://a:x/", null, null, "names no port from 1 to 65535")]
    [InlineData("GET", "http://a/b c", null, null, "write it percent-encoded")]
    [InlineData("GET", "http://a/ü", null, null, "write it percent-encoded")]
    [InlineData("GET", "http://a/", "X-Beta", null, "'X-Beta' is no header")]
    [InlineData("GET", "http://a/", "X Beta: 1", null, "is no header")]
    [InlineData("GET", "http://a/", "X: 1\r\nY: 2", null, "is no header")]
    [InlineData("GET", "http://a/", null, "nowhere", "'nowhere' is no IP address")]
    public void Parse_CannotBeSent_SaysWhat(string method, string url, string? header, string? sourceIp, string message)
    {
        var exception = Assert.Throws<FormatException>(() => RequestToExplain.Parse(method, url, header is null ? [] : [header], sourceIp));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
