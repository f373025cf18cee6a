using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>What sign-in leaves in logs, spans and files: actions and reasons, and nothing that one could sign in with.</summary>
public sealed class SecrecyTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _written = new();
    private readonly ActivityListener _listener;
    private SignInBed? _bed;

    public SecrecyTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _written.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_AndItsFailures_AreLoggedWithoutSecrets()
    {
        var bed = await StartAsync();
        var browser = bed.NewBrowser();
        var callback = (await browser.GoToCallbackAsync("/app")).ToString();
        using (await browser.GetAsync(callback))
        using (await browser.GetAsync("/app"))
        using (await browser.GetAsync(callback))
        using (await bed.NewBrowser().GetAsync("/oauth2/idpresponse?code=secret-code&state=secret-state&session_state=secret-session"))
        {
            bed.Provider.Overrides["/token"] = TestIdentityProvider.Says(500, bed.Provider.Secrets.Last());
        }

        var other = bed.NewBrowser();
        var second = await other.GoToCallbackAsync("/app/x?y=1");
        using (await other.GetAsync(second.ToString()))
        {
        }

        var lines = await AccessLogAsync(bed, 561);

        Assert.Contains(lines, line => line.Contains(" 302 - ", StringComparison.Ordinal) && line.Contains(" 1 20", StringComparison.Ordinal) && line.Contains("Z \"authenticate\" \"https://127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("/oauth2/idpresponse?code=***&state=*** HTTP/1.1\"", StringComparison.Ordinal) && line.Contains(" -1 20", StringComparison.Ordinal) && line.Contains("Z \"authenticate\" \"https://shop.example.test/app\" \"-\" ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" 200 200 ", StringComparison.Ordinal) && line.Contains("\"authenticate,forward\" \"-\" \"-\" ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" 401 - ", StringComparison.Ordinal) && line.Contains("\"authenticate\" \"-\" \"AuthInvalidStateParam\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" 561 - ", StringComparison.Ordinal) && line.Contains("\"authenticate\" \"-\" \"AuthTokenEpRequestFailed\"", StringComparison.Ordinal));
        AssertNoSecrets(bed, lines);
        Assert.DoesNotContain(_written.Concat(lines), text => text.Contains("secret-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TokenValidation_IsLoggedWithItsReasonAndWithoutTheToken()
    {
        var bed = await StartAsync();
        var token = bed.Provider.SignToken(bed.Provider.NewClaims());
        using (await bed.NewBrowser().GetAsync("/api", ("Authorization", $"Bearer {token}")))
        using (await bed.NewBrowser().GetAsync("/api", ("Authorization", $"Bearer {token[..^2]}AA")))
        {
        }

        var lines = await AccessLogAsync(bed, 401);

        Assert.Contains(lines, line => line.Contains("\"jwt-validation,forward\" \"-\" \"-\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"jwt-validation\" \"-\" \"JWTSignatureValidationError\"", StringComparison.Ordinal));
        Assert.DoesNotContain(_written.Concat(lines), text => text.Contains(token.Split('.')[1], StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (_bed is not null)
        {
            await _bed.DisposeAsync();
        }
    }

    private async Task<SignInBed> StartAsync()
    {
        _bed = await SignInBed.StartAsync(services => services.AddSingleton<ILoggerProvider>(new LogRecorder(_written)));
        await _bed.AddRuleAsync("/app*", _bed.Oidc());
        await _bed.AddRuleAsync("/api*", _bed.Jwt());
        await _bed.Tls.Bed.Elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest
            {
                LoadBalancerArn = _bed.Tls.BalancerArn,
                Attributes = [new() { Key = "access_logs.s3.enabled", Value = "true" }, new() { Key = "access_logs.s3.bucket", Value = "logs" }],
            },
            Token);
        return _bed;
    }

    private void AssertNoSecrets(SignInBed bed, IReadOnlyList<string> lines)
    {
        Assert.NotEmpty(_written);
        foreach (var secret in bed.Provider.Secrets)
        {
            Assert.DoesNotContain(_written.Concat(lines), text => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    // Ends the log, which delivers what it has.
    private static async Task<IReadOnlyList<string>> AccessLogAsync(SignInBed bed, int lastStatusCode)
    {
        while ((await bed.Tls.Exchanges.NextAsync(Token)).StatusCode != lastStatusCode)
        {
        }

        await bed.Tls.Bed.Emulator.Services.GetRequiredService<AccessLog>().StopAsync(Token);
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(bed.Tls.Bed.Emulator.Directory, "s3", "logs"), "*.log.gz", SearchOption.AllDirectories))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
            lines.AddRange((await reader.ReadToEndAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }
}
