using System.Globalization;
using System.Text.Json;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>What a target gets to see of a request.</summary>
public sealed class HeaderTests
{
    [Fact]
    public async Task Forward_PlainRequest_CarriesTheHeadersOfAnAlb()
    {
        await using var echo = await EchoBed.StartAsync();

        var seen = await echo.GetAsync("/a?x=1", []);

        Assert.Equal("127.0.0.1", seen.Headers["X-Forwarded-For"]);
        Assert.Equal("http", seen.Headers["X-Forwarded-Proto"]);
        Assert.Equal("80", seen.Headers["X-Forwarded-Port"]);
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$", seen.Headers["X-Amzn-Trace-Id"]);
        // The port that the client sent is not part of Host behind a listener on port 80.
        Assert.Equal("127.0.0.1", seen.Headers["Host"]);
        Assert.Equal("/a?x=1", seen.Target);
    }

    [Theory]
    [InlineData("append", "false", "10.0.0.1, 10.0.0.2", "10.0.0.1, 10.0.0.2, 127.0.0.1")]
    [InlineData("preserve", "false", "10.0.0.1", "10.0.0.1")]
    [InlineData("remove", "false", "10.0.0.1", null)]
    [InlineData("append", "true", "10.0.0.1", "^10\\.0\\.0\\.1, 127\\.0\\.0\\.1:[0-9]+$")]
    public async Task Forward_ForwardedForSent_FollowsTheMode(string mode, string clientPort, string sent, string? expected)
    {
        await using var echo = await EchoBed.StartAsync(
            ("routing.http.xff_header_processing.mode", mode), ("routing.http.xff_client_port.enabled", clientPort));

        var seen = await echo.GetAsync("/", [("X-Forwarded-For", sent)]);

        var value = seen.Headers.GetValueOrDefault("X-Forwarded-For");
        if (expected?.StartsWith('^') == true)
        {
            Assert.Matches(expected, value);
        }
        else
        {
            Assert.Equal(expected, value);
        }
    }

    [Theory]
    [InlineData("shop.example.com", "false", 80, "shop.example.com")]
    [InlineData("shop.example.com:8080", "false", 80, "shop.example.com")]
    [InlineData("shop.example.com:8080", "true", 80, "shop.example.com:8080")]
    [InlineData("shop.example.com", "false", 9000, "shop.example.com:9000")]
    [InlineData("shop.example.com:1234", "false", 9000, "shop.example.com:1234")]
    public async Task Forward_HostSent_FollowsPortAndAttribute(string sent, string preserve, int port, string expected)
    {
        await using var echo = await EchoBed.StartAsync(port, ("routing.http.preserve_host_header.enabled", preserve));

        var seen = await echo.GetAsync("/", [("Host", sent)]);

        Assert.Equal(expected, seen.Headers["Host"]);
    }

    [Theory]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793", "^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793$")]
    [InlineData("Self=1-00000000-000000000000000000000000;Root=1-5759e988-bd862e3fe1be46a994272793;App=x", "^Self=1-[0-9a-f]{8}-(?!0{24})[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793;App=x$")]
    [InlineData("App=x", "^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$")]
    public async Task Forward_TraceIdSent_GetsSelfInFront(string sent, string expected)
    {
        await using var echo = await EchoBed.StartAsync();

        var seen = await echo.GetAsync("/", [("X-Amzn-Trace-Id", sent)]);

        Assert.Matches(expected, seen.Headers["X-Amzn-Trace-Id"]);
    }

    [Theory]
    [InlineData(7 * 1024, "^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793;App=a+$")]
    [InlineData((7 * 1024) + 1, "^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$")]
    public async Task Forward_TraceIdOverItsLimit_IsReplaced(int length, string expected)
    {
        await using var echo = await EchoBed.StartAsync();

        var seen = await echo.GetAsync("/", [("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;App=".PadRight(length, 'a'))]);

        Assert.Matches(expected, seen.Headers["X-Amzn-Trace-Id"]);
    }

    [Theory]
    [InlineData("/a%2Fb/%7Ec/../d//e?q=%20+%zz")]
    [InlineData("/%C3%BC?x")]
    [InlineData("/a;b=c,d'e(f)*")]
    public async Task Forward_OddPath_GoesThroughByteForByte(string target)
    {
        await using var echo = await EchoBed.StartAsync();

        var answer = await echo.SendRawAsync($"GET {target} HTTP/1.1\r\nHost: a.example.com\r\n\r\n");

        Assert.Contains($"\"Target\":{JsonSerializer.Serialize(target)}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_AbsoluteForm_RoutesByTheAuthorityAndSendsItAsHost()
    {
        await using var echo = await EchoBed.StartAsync();

        var answer = await echo.SendRawAsync("GET http://b.example.com/x HTTP/1.1\r\nHost: b.example.com\r\n\r\n");

        Assert.Contains("\"Target\":\"/x\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"Host\":\"b.example.com\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public async Task Forward_HeaderNameOutsideTheSafeSet_IsDroppedIfAskedFor(string attribute, bool arrives)
    {
        await using var echo = await EchoBed.StartAsync(("routing.http.drop_invalid_header_fields.enabled", attribute));

        var seen = await echo.GetAsync("/", [("X_Under", "1"), ("X-Fine", "2")]);

        Assert.Equal(arrives, seen.Headers.ContainsKey("X_Under"));
        Assert.Equal("2", seen.Headers["X-Fine"]);
    }

    public static TheoryData<string, int> Faults => new()
    {
        { "GET /" + new string('a', 16 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX-Big: " + new string('a', 16 * 1024) + "\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(0, 5).Select(i => $"X-{i}: {new string('a', 15 * 1024)}\r\n")) + "\r\n", 400 },
        { "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405 },
        { "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + string.Join(", ", Enumerable.Repeat("10.0.0.1", 31)) + "\r\n\r\n", 463 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Request_OverALimit_IsAnsweredByTheLoadBalancer(string request, int statusCode)
    {
        await using var echo = await EchoBed.StartAsync();

        var answer = await echo.SendRawAsync(request);

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {statusCode} "), answer, StringComparison.Ordinal);
        Assert.Contains("Server: awselb/2.0\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("<center><h1>", answer, StringComparison.Ordinal);
    }
}
