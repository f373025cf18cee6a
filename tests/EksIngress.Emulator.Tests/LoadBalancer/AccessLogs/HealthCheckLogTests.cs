using System.IO.Compression;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.LoadBalancer.AccessLogs;

/// <summary>Health check logs from the attribute to the file.</summary>
public sealed class HealthCheckLogTests
{
    private const string Start = "^http \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z \\d+\\.\\d{9} 127\\.0\\.0\\.1:";
    private const string End = " app/front/[0-9a-f]{16} 127\\.0\\.0\\.1$";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checks_OfEveryTarget_AreInTheFile()
    {
        await using var bed = await ElbTestbed.StartAsync();
        await using var good = await TargetServer.StartAsync("good");
        await using var bad = await TargetServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var balancer = await bed.CreateLoadBalancerAsync();
        var group = await bed.CreateTargetGroupAsync();
        await bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Forward(group.TargetGroupArn));
        await bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest
            {
                LoadBalancerArn = balancer.LoadBalancerArn,
                Attributes =
                [
                    new LoadBalancerAttribute { Key = "health_check_logs.s3.enabled", Value = "true" },
                    new LoadBalancerAttribute { Key = "health_check_logs.s3.bucket", Value = "my-logs" },
                    new LoadBalancerAttribute { Key = "health_check_logs.s3.prefix", Value = "health" },
                ],
            },
            Token);

        await bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group.TargetGroupArn, Targets = [good.Description, bad.Description] }, Token);
        await bed.WaitForHealthAsync(group.TargetGroupArn, health =>
            health.Any(target => target.State == Amazon.ElasticLoadBalancingV2.TargetHealthStateEnum.Healthy) && health.Any(target => target.Reason?.Value == "Elb.InitialHealthChecking"));

        var lines = await DeliveredAsync(bed);
        Assert.All(Of(good), line => Assert.Matches($"{Start}{good.Address.Port} group PASS 200 -{End}", line));
        Assert.All(Of(bad), line => Assert.Matches($"{Start}{bad.Address.Port} group FAIL 503 TargetError{End}", line));

        IReadOnlyList<string> Of(TargetServer target)
        {
            var own = lines.Where(line => line.Contains($":{target.Address.Port} ", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(own);
            return own;
        }
    }

    /// <summary>Protocol and version of the check, and what the log calls it.</summary>
    [Theory]
    [InlineData("HTTP", "HTTP1", "http")]
    [InlineData("HTTPS", "HTTP1", "https")]
    [InlineData("HTTPS", "HTTP2", "h2")]
    [InlineData("HTTP", "GRPC", "grpc")]
    public void Format_WithoutAnswer_HasItsTypeAndReason(string protocol, string version, string type)
    {
        var entry = new HealthCheckLogEntry(
            new DateTimeOffset(2026, 5, 1, 23, 38, 4, TimeSpan.Zero).AddTicks(1_234_567),
            TimeSpan.FromMilliseconds(1_500),
            "10.0.0.7:8080",
            "shop",
            HealthCheckReader.Defaults(version) with { Protocol = protocol },
            ProbeOutcome.Failure.Timeout,
            "app/front/0123456789abcdef");

        Assert.Equal($"{type} 2026-05-01T23:38:04.123456Z 1.500000000 10.0.0.7:8080 shop FAIL - TimedOut app/front/0123456789abcdef 127.0.0.1", entry.Format());
    }

    private static async Task<IReadOnlyList<string>> DeliveredAsync(ElbTestbed bed)
    {
        await bed.Emulator.Services.GetRequiredService<HealthCheckLog>().StopAsync(Token);
        var folder = Path.Combine(bed.Emulator.Directory, "s3", "my-logs", "health", "AWSLogs");
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(folder, "*.log.gz", SearchOption.AllDirectories))
        {
            Assert.StartsWith("health_check_log_000000000000_elasticloadbalancing_eu-west-1_app.front.", Path.GetFileName(file), StringComparison.Ordinal);
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            lines.AddRange((await reader.ReadToEndAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }
}
