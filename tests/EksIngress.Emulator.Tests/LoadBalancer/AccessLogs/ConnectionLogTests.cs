using System.IO.Compression;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.LoadBalancer.AccessLogs;

/// <summary>Connection logs from the attribute to the file.</summary>
public sealed class ConnectionLogTests
{
    private const string Start = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z 127\\.0\\.0\\.1 \\d+ ";
    private const string End = " TID_[0-9a-f]{32}$";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_WithoutTls_HasNothingOfIt()
    {
        await using var target = ByteTarget.EchoHeads();
        await using var bed = await WireBed.StartAsync(target.Description, Attributes);

        await bed.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Matches(Start + "80 - - - \"-\" - - -" + End, Assert.Single(await DeliveredAsync(bed.Bed)));
    }

    [Fact]
    public async Task Connection_WithTls_HasItsOutcomeAndTheIdOfTheAccessLog()
    {
        await using var bed = await StartAsync();
        await SetAsync(bed, ("access_logs.s3.enabled", "true"), ("access_logs.s3.bucket", "my-logs"), ("access_logs.s3.prefix", "access"));

        await GetAsync(bed, null);

        var line = Assert.Single(await DeliveredAsync(bed.Bed));
        Assert.Matches(Start + "443 TLSv1\\.2 ECDHE-ECDSA-AES128-GCM-SHA256 0\\.\\d{3} \"-\" - - Success" + End, line);
        await bed.Exchanges.NextAsync(Token);
        var id = line.Split(' ')[^1];
        Assert.Contains($" {id} ", Assert.Single(await DeliveredAsync<AccessLogEntry, AccessLog>(bed.Bed, "access")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good", "Success")]
    [InlineData("expired", "Failed:ClientCertExpired")]
    [InlineData("not yet valid", "Failed:ClientCertNotYetValid")]
    [InlineData("of another authority", "Failed:ClientCertUntrusted")]
    public async Task Handshake_WithACertificate_DescribesIt(string kind, string status)
    {
        using var clients = new ClientCertificates();
        await using var bed = await StartAsync();
        await bed.AskForCertificatesAsync(clients.AuthorityPem, "verify");
        var certificate = kind switch
        {
            "good" => clients.Issue(),
            "expired" => clients.Issue(TimeSpan.FromHours(-2), TimeSpan.FromMinutes(-1)),
            "not yet valid" => clients.Issue(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
            _ => clients.IssueElsewhere(),
        };

        await GetAsync(bed, certificate);

        var settled = status == "Success" ? "TLSv1\\.2 ECDHE-ECDSA-AES128-GCM-SHA256 0\\.\\d{3}" : "- - -";
        Assert.Matches(
            Start + $"443 {settled} \"CN=client-1,O=Shop\" NotBefore=\\S+Z;NotAfter=\\S+Z {certificate.SerialNumber} {status}" + End,
            Assert.Single(await DeliveredAsync(bed.Bed)));
    }

    [Fact]
    public async Task Handshake_ThatIsNone_Failed()
    {
        await using var bed = await StartAsync();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, bed.Port, Token);
        var conversation = new ByteConversation(client.GetStream(), Token);

        await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await Record.ExceptionAsync(conversation.ReadToEndAsync);

        Assert.Matches(Start + "443 - - - \"-\" - - Failed:UnmappedConnectionError" + End, Assert.Single(await DeliveredAsync(bed.Bed)));
    }

    private static (string Key, string Value)[] Attributes =>
        [("connection_logs.s3.enabled", "true"), ("connection_logs.s3.bucket", "my-logs"), ("connection_logs.s3.prefix", "connections")];

    private static async Task<TlsBed> StartAsync()
    {
        var bed = await TlsBed.StartFixedAsync();
        await SetAsync(bed, Attributes);
        return bed;
    }

    private static Task SetAsync(TlsBed bed, params (string Key, string Value)[] attributes) => bed.Bed.Elb.ModifyLoadBalancerAttributesAsync(
        new ModifyLoadBalancerAttributesRequest
        {
            LoadBalancerArn = bed.BalancerArn,
            Attributes = [.. attributes.Select(attribute => new LoadBalancerAttribute { Key = attribute.Key, Value = attribute.Value })],
        },
        Token);

    private static async Task GetAsync(TlsBed bed, X509Certificate2? certificate)
    {
        try
        {
            await using var stream = await bed.ConnectAsync("shop.example.test", certificate);
            var conversation = new ByteConversation(stream, Token);
            await conversation.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            await conversation.ReadToEndAsync();
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // Refused, as the log tells.
        }
    }

    private static Task<IReadOnlyList<string>> DeliveredAsync(ElbTestbed bed) => DeliveredAsync<ConnectionLogEntry, ConnectionLog>(bed, "connections");

    // A connection is logged before it is served, or when its handshake has failed, which the client may learn earlier.
    private static async Task<IReadOnlyList<string>> DeliveredAsync<TEntry, TLog>(ElbTestbed bed, string prefix)
        where TLog : LogFileService<TEntry>
    {
        var folder = Path.Combine(bed.Emulator.Directory, "s3", "my-logs", prefix, "AWSLogs");
        await Eventually.UntilAsync(() => Task.FromResult(Directory.Exists(folder) && Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length > 0));
        await bed.Emulator.Services.GetRequiredService<TLog>().StopAsync(Token);
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(folder, "*.log.gz", SearchOption.AllDirectories))
        {
            Assert.StartsWith(typeof(TLog) == typeof(ConnectionLog) ? "conn_log.000000000000_elasticloadbalancing_" : "000000000000_elasticloadbalancing_", Path.GetFileName(file), StringComparison.Ordinal);
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            lines.AddRange((await reader.ReadToEndAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }
}
