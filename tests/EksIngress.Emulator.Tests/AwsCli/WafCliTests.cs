using System.Text.Json;
using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.AwsCli;

/// <summary>WAF and WAF Classic as a person uses them from a shell.</summary>
public sealed class WafCliTests : IAsyncLifetime
{
    private const string Visibility = "--visibility-config SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=guard";

    private ElbTestbed _bed = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _bed = await ElbTestbed.StartAsync();
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task WebAcl_ReadUpdatedTaggedAndAskedForItsResources()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("guarded");
        var made = (await _aws.JsonAsync($"wafv2 create-web-acl --name guard --scope REGIONAL --default-action Allow={{}} {Visibility}")).GetProperty("Summary");
        var (id, arn) = (Text(made, "Id"), Text(made, "ARN"));

        var read = await _aws.JsonAsync($"wafv2 get-web-acl --name guard --scope REGIONAL --id {id}");
        await _aws.TextAsync($"wafv2 update-web-acl --name guard --scope REGIONAL --id {id} --default-action Block={{}} --lock-token {Text(read, "LockToken")} {Visibility}");
        var late = await _aws.ErrorAsync($"wafv2 update-web-acl --name guard --scope REGIONAL --id {id} --default-action Allow={{}} --lock-token {Text(read, "LockToken")} {Visibility}");
        await _aws.TextAsync($"wafv2 associate-web-acl --web-acl-arn {arn} --resource-arn {balancer.LoadBalancerArn}");
        var resources = await _aws.JsonAsync($"wafv2 list-resources-for-web-acl --web-acl-arn {arn}");
        await _aws.TextAsync($"wafv2 tag-resource --resource-arn {arn} --tags Key=team,Value=a Key=env,Value=dev");
        await _aws.TextAsync($"wafv2 untag-resource --resource-arn {arn} --tag-keys env");
        var tags = await _aws.JsonAsync($"wafv2 list-tags-for-resource --resource-arn {arn}");
        var missing = await _aws.ErrorAsync("wafv2 get-web-acl --name other --scope REGIONAL --id 00000000-0000-0000-0000-000000000000");

        Assert.True(read.GetProperty("WebACL").GetProperty("DefaultAction").TryGetProperty("Allow", out _));
        Assert.Contains("(WAFOptimisticLockException)", late, StringComparison.Ordinal);
        Assert.Equal(balancer.LoadBalancerArn, resources.GetProperty("ResourceArns")[0].GetString());
        Assert.Equal("team", Text(Assert.Single(tags.GetProperty("TagInfoForResource").GetProperty("TagList").EnumerateArray()), "Key"));
        Assert.Contains("(WAFNonexistentItemException)", missing, StringComparison.Ordinal);
    }

    /// <summary>The CLI has no paginator for it: pages are asked for by marker.</summary>
    [Fact]
    public async Task WebAcls_ListedInPages_AreEachSeenOnce()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await _aws.TextAsync($"wafv2 create-web-acl --name {name} --scope REGIONAL --default-action Allow={{}} {Visibility}");
        }

        var first = await _aws.JsonAsync("wafv2 list-web-acls --scope REGIONAL --limit 2");
        var rest = await _aws.JsonAsync("wafv2 list-web-acls --scope REGIONAL --limit 2 --next-marker", Text(first, "NextMarker"));

        Assert.Equal(["a", "b", "c"], first.GetProperty("WebACLs").EnumerateArray().Concat(rest.GetProperty("WebACLs").EnumerateArray()).Select(acl => Text(acl, "Name")).Order(StringComparer.Ordinal));
        Assert.False(rest.TryGetProperty("NextMarker", out _));
    }

    /// <summary>Nobody can make a web ACL of WAF Classic any more, so there is none to find.</summary>
    [Fact]
    public async Task Classic_HasNothing()
    {
        var balancer = (await _bed.CreateLoadBalancerAsync("classic")).LoadBalancerArn;

        var list = await _aws.JsonAsync("waf-regional list-web-acls");
        var get = await _aws.ErrorAsync("waf-regional get-web-acl --web-acl-id 00000000-0000-0000-0000-000000000000");
        var associate = await _aws.ErrorAsync($"waf-regional associate-web-acl --web-acl-id 00000000-0000-0000-0000-000000000000 --resource-arn {balancer}");
        await _aws.TextAsync($"waf-regional disassociate-web-acl --resource-arn {balancer}");

        Assert.Empty(list.GetProperty("WebACLs").EnumerateArray());
        Assert.Contains("(WAFNonexistentItemException) when calling the GetWebACL operation", get, StringComparison.Ordinal);
        Assert.Contains("(WAFNonexistentItemException) when calling the AssociateWebACL operation", associate, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
