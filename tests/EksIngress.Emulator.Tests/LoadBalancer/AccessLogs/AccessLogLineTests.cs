using EksIngress.Emulator.LoadBalancer.AccessLogs;

namespace EksIngress.Emulator.Tests.LoadBalancer.AccessLogs;

/// <summary>The examples of the AWS documentation, with the fields that came after them.</summary>
public sealed class AccessLogLineTests
{
    private const string Group = "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067";

    private static readonly AccessLogEntry Http = new()
    {
        Type = "http",
        Time = new DateTimeOffset(2018, 7, 2, 22, 23, 0, TimeSpan.Zero).AddMicroseconds(186641),
        LoadBalancer = "app/my-loadbalancer/50dc6c495c0c9188",
        Client = "192.168.131.39:2817",
        Target = "10.0.0.1:80",
        RequestProcessingTime = TimeSpan.Zero,
        TargetProcessingTime = TimeSpan.FromMilliseconds(1),
        ResponseProcessingTime = TimeSpan.Zero,
        ElbStatusCode = 200,
        TargetStatusCode = 200,
        ReceivedBytes = 34,
        SentBytes = 366,
        Request = "GET http://www.example.com:80/ HTTP/1.1",
        UserAgent = "curl/7.46.0",
        TargetGroupArn = Group,
        TraceId = "Root=1-58337262-36d228ad5d99923122bbe354",
        MatchedRulePriority = 0,
        RequestCreationTime = new DateTimeOffset(2018, 7, 2, 22, 22, 48, 364, TimeSpan.Zero),
        ActionsExecuted = "forward",
        ConnectionTraceId = "TID_1234abcd5678ef90",
    };

    [Fact]
    public void Format_Http_IsTheDocumentedLine() => Assert.Equal(
        "http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "
        + "\"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - - " + Group + " \"Root=1-58337262-36d228ad5d99923122bbe354\" \"-\" \"-\" "
        + "0 2018-07-02T22:22:48.364000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\" TID_1234abcd5678ef90 \"-\" \"-\" \"-\"",
        AccessLogLine.Format(Http));

    [Fact]
    public void Format_Https_TellsOfTls() => Assert.Equal(
        "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "
        + "\"GET https://www.example.com:443/ HTTP/1.1\" \"curl/7.46.0\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 " + Group
        + " \"Root=1-58337281-1d84f3d73c47ec4e58577259\" \"www.example.com\" \"arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012\" "
        + "1 2018-07-02T22:22:48.364000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\" TID_1234abcd5678ef90 \"-\" \"-\" \"-\"",
        AccessLogLine.Format(Http with
        {
            Type = "https",
            RequestProcessingTime = TimeSpan.FromMilliseconds(86),
            TargetProcessingTime = TimeSpan.FromMilliseconds(48),
            ResponseProcessingTime = TimeSpan.FromMilliseconds(37),
            ReceivedBytes = 0,
            SentBytes = 57,
            Request = "GET https://www.example.com:443/ HTTP/1.1",
            SslCipher = "ECDHE-RSA-AES128-GCM-SHA256",
            SslProtocol = "TLSv1.2",
            TraceId = "Root=1-58337281-1d84f3d73c47ec4e58577259",
            DomainName = "www.example.com",
            ChosenCertArn = "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012",
            MatchedRulePriority = 1,
        }));

    [Fact]
    public void Format_NotARequest_HasNothingButWhatIsKnown() => Assert.Equal(
        "http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 - -1 -1 -1 400 - 0 272 "
        + "\"- http://front.elb.localhost:80- -\" \"-\" - - - \"-\" \"-\" \"-\" "
        + "- 2018-07-02T22:22:48.364000Z \"-\" \"-\" \"-\" \"-\" \"-\" \"Severe\" \"BadMethod\" TID_1234abcd5678ef90 \"-\" \"-\" \"-\"",
        AccessLogLine.Format(new AccessLogEntry
        {
            Type = "http",
            Time = Http.Time,
            LoadBalancer = Http.LoadBalancer,
            Client = Http.Client,
            ElbStatusCode = 400,
            SentBytes = 272,
            Request = "- http://front.elb.localhost:80- -",
            RequestCreationTime = Http.RequestCreationTime,
            Classification = "Severe",
            ClassificationReason = "BadMethod",
            ConnectionTraceId = Http.ConnectionTraceId,
        }));

    [Fact]
    public void Format_Redirect_TellsItsUrl()
    {
        var line = AccessLogLine.Format(Http with { ActionsExecuted = "redirect", RedirectUrl = "https://www.example.com:443/", Target = null, TargetStatusCode = null, ElbStatusCode = 301 });

        Assert.Contains("\"redirect\" \"https://www.example.com:443/\" \"-\" \"-\" \"-\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a \"b\" c", "\"a \\x22b\\x22 c\"")]
    [InlineData("a\\b", "\"a\\x5Cb\"")]
    [InlineData("a\r\nhttp 2018", "\"a\\x0D\\x0Ahttp 2018\"")]
    [InlineData("é", "\"\\xC3\\xA9\"")]
    public void Format_CharactersThatWouldEndAField_AreEscaped(string agent, string expected)
    {
        var line = AccessLogLine.Format(Http with { UserAgent = agent });

        Assert.Contains($" {expected} - - ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Format_LongUserAgent_IsCutAt8K() =>
        Assert.Contains($" \"{new string('a', 8192)}\" - - ", AccessLogLine.Format(Http with { UserAgent = new string('a', 9000) }), StringComparison.Ordinal);
}
