using System.IO.Compression;
using System.Text.RegularExpressions;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer.AccessLogs;

/// <summary>Access logs from the attribute to the file.</summary>
public sealed class AccessLogTests : IAsyncLifetime
{
    private ElbTestbed _bed = null!;
    private TargetServer _target = null!;
    private string _balancerArn = "";
    private string _groupArn = "";
    private Uri _address = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await ElbTestbed.StartAsync();
        _target = await TargetServer.StartAsync(context => context.Response.WriteAsync("hello"));
        _balancerArn = (await _bed.CreateLoadBalancerAsync()).LoadBalancerArn;
        _groupArn = (await _bed.CreateTargetGroupAsync()).TargetGroupArn;
        var listener = await _bed.CreateListenerAsync(_balancerArn, ElbTestbed.Forward(_groupArn));
        await _bed.RegisterAsync(_groupArn, _target);
        await _bed.CreateRuleAsync(listener.ListenerArn, 7, ElbTestbed.Fixed("418", "text/plain", "teapot"), ElbTestbed.Path("/fixed"));
        await _bed.CreateRuleAsync(
            listener.ListenerArn,
            8,
            new Action { Type = ActionTypeEnum.Redirect, RedirectConfig = new RedirectActionConfig { Path = "/new", StatusCode = RedirectActionStatusCodeEnum.HTTP_301 } },
            ElbTestbed.Path("/old"));
        _address = await _bed.AddressOfAsync(listener.ListenerArn);
    }

    public async ValueTask DisposeAsync()
    {
        await _bed.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Requests_LogIsOn_AreLinesInTheBucketsFolder()
    {
        await EnableAsync();
        await SendAsync("/a?b=1");
        await SendAsync("/fixed");
        await SendAsync("/old");

        var lines = await DeliveredAsync();

        var id = Regex.Escape(_balancerArn.Split(":loadbalancer/")[1]);
        var start = $"^http \\S+Z {id} 127\\.0\\.0\\.1:\\d+ ";
        var end = "TID_[0-9a-f]{32} \"-\" \"-\" \"-\"$";
        Assert.Collection(
            lines.Order(StringComparer.Ordinal),
            line => Assert.Matches(
                start + $"127\\.0\\.0\\.1:{_target.Address.Port} 0\\.\\d{{3}} 0\\.\\d{{3}} 0\\.000 200 200 \\d+ \\d+ "
                + $"\"GET http://127\\.0\\.0\\.1:80/a\\?b=1 HTTP/1\\.1\" \"test/1\" - - {Regex.Escape(_groupArn)} \"Root=1-[0-9a-f]{{8}}-[0-9a-f]{{24}}\" \"-\" \"-\" "
                + $"0 \\S+Z \"forward\" \"-\" \"-\" \"127\\.0\\.0\\.1:{_target.Address.Port}\" \"200\" \"-\" \"-\" " + end,
                line),
            line => Assert.Matches(start + "- -1 -1 -1 418 - \\d+ \\d+ \"GET http://127\\.0\\.0\\.1:80/fixed HTTP/1\\.1\" .* 7 \\S+Z \"fixed-response\" \"-\" \"-\" \"-\" \"-\" \"-\" \"-\" " + end, line),
            line => Assert.Matches(start + "- -1 -1 -1 301 - .* 8 \\S+Z \"redirect\" \"http://127\\.0\\.0\\.1:\\d+/new\" \"-\" \"-\" \"-\" \"-\" \"-\" " + end, line));
    }

    [Theory]
    [InlineData("^/v1(.*)$", "/v2$1", "200 200", "\"-\" \"/v2/x?q=1\" \"TransformSuccess\"")]
    [InlineData("^/v1", "v2", "500 -", "\"-\" \"-\" \"TransformInvalidPath\"")]
    public async Task Request_RuleWithATransform_TellsWhatBecameOfIt(string regex, string replace, string codes, string fields)
    {
        var listener = (await _bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = _balancerArn }, Token)).Listeners.Single();
        await _bed.Elb.CreateRuleAsync(
            new CreateRuleRequest
            {
                ListenerArn = listener.ListenerArn,
                Priority = 9,
                Conditions = [ElbTestbed.Path("/v1/*")],
                Actions = [ElbTestbed.Forward(_groupArn)],
                Transforms = [new RuleTransform { Type = TransformTypeEnum.UrlRewrite, UrlRewriteConfig = new UrlRewriteConfig { Rewrites = [new RewriteConfig { Regex = regex, Replace = replace }] } }],
            },
            Token);
        await EnableAsync();
        await SendAsync("/v1/x?q=1");

        var line = Assert.Single(await DeliveredAsync());

        Assert.Contains($" {codes} ", line, StringComparison.Ordinal);
        Assert.EndsWith(" " + fields, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_LogIsOffAgain_AreNotLogged()
    {
        await EnableAsync();
        await SendAsync("/one");
        await SetAsync(("access_logs.s3.enabled", "false"));
        await SendAsync("/two");

        Assert.Contains("/one", Assert.Single(await DeliveredAsync()), StringComparison.Ordinal);
    }

    private Task EnableAsync() => SetAsync(("access_logs.s3.enabled", "true"), ("access_logs.s3.bucket", "my-logs"), ("access_logs.s3.prefix", "team/a"));

    private Task SetAsync(params (string Key, string Value)[] attributes) => _bed.Elb.ModifyLoadBalancerAttributesAsync(
        new ModifyLoadBalancerAttributesRequest
        {
            LoadBalancerArn = _balancerArn,
            Attributes = [.. attributes.Select(attribute => new LoadBalancerAttribute { Key = attribute.Key, Value = attribute.Value })],
        },
        Token);

    private async Task SendAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, path));
        request.Headers.Add("User-Agent", "test/1");
        using var response = await _bed.Http.SendAsync(request, Token);
        await response.Content.ReadAsStringAsync(Token);
        // A request is logged once its response is sent: the next one on the connection comes after that.
        using var next = await _bed.Http.GetAsync(new Uri(_address, "/fixed?ignored"), Token);
    }

    // Ends the log, which delivers what it has.
    private async Task<List<string>> DeliveredAsync()
    {
        await _bed.Emulator.Services.GetRequiredService<AccessLog>().StopAsync(Token);
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(_bed.Emulator.Directory, "s3", "my-logs", "team", "a", "AWSLogs"), "*.log.gz", SearchOption.AllDirectories))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (await reader.ReadLineAsync(Token) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines.FindAll(line => !line.Contains("?ignored", StringComparison.Ordinal));
    }
}
