using System.Text.Json.Nodes;
using EksIngress.Emulator.Tests.Aws.Paging;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>Web ACLs of WAF that are changed and tagged, by the names on the wire.</summary>
public sealed class WebAclTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private RawCalls _calls = null!;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(TestContext.Current.CancellationToken);
        _calls = new RawCalls(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Update_WithTheLockToken_ReplacesAllButTagsAndGivesTheNext()
    {
        var made = (await _calls.JsonAsync("wafv2", "CreateWebACL", Acl("Block", tags: "a")))["Summary"]!;

        var updated = await _calls.JsonAsync("wafv2", "UpdateWebACL", Acl("Allow", made));

        var read = await _calls.JsonAsync("wafv2", "GetWebACL", new() { ["Scope"] = "REGIONAL", ["Name"] = "guard", ["Id"] = (string?)made["Id"] });
        Assert.Equal((string?)updated["NextLockToken"], (string?)read["LockToken"]);
        Assert.NotNull(read["WebACL"]!["DefaultAction"]!["Allow"]);
        Assert.Null(read["WebACL"]!["Rules"]);
        var tags = await _calls.JsonAsync("wafv2", "ListTagsForResource", new() { ["ResourceARN"] = (string?)made["ARN"] });
        Assert.Equal("a", (string?)tags["TagInfoForResource"]!["TagList"]![0]!["Key"]);
        var late = await Assert.ThrowsAsync<RawCallException>(() => _calls.JsonAsync("wafv2", "UpdateWebACL", Acl("Block", made)));
        Assert.Equal("400 WAFOptimisticLockException", late.Answer);
    }

    [Fact]
    public async Task Untag_AndTag_ChangeTheTags()
    {
        var arn = (string)(await _calls.JsonAsync("wafv2", "CreateWebACL", Acl("Block", tags: "a")))["Summary"]!["ARN"]!;

        await _calls.JsonAsync("wafv2", "TagResource", new() { ["ResourceARN"] = arn, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "b", ["Value"] = "2" }) });
        await _calls.JsonAsync("wafv2", "UntagResource", new() { ["ResourceARN"] = arn, ["TagKeys"] = new JsonArray("a") });

        var tags = (await _calls.JsonAsync("wafv2", "ListTagsForResource", new() { ["ResourceARN"] = arn }))["TagInfoForResource"]!["TagList"]!;
        Assert.Equal("""[{"Key":"b","Value":"2"}]""", tags.ToJsonString());
        var gone = await Assert.ThrowsAsync<RawCallException>(() => _calls.JsonAsync("wafv2", "ListTagsForResource", new() { ["ResourceARN"] = arn + "x" }));
        Assert.Equal("400 WAFNonexistentItemException", gone.Answer);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData(" guards the shop")]
    [InlineData("größer")]
    public async Task Create_WithADescriptionThatIsNone_IsRefused(string description)
    {
        var acl = Acl("Block");
        acl["Description"] = description;

        var refused = await Assert.ThrowsAsync<RawCallException>(() => _calls.JsonAsync("wafv2", "CreateWebACL", acl));

        Assert.Equal("400 WAFInvalidParameterException", refused.Answer);
    }

    [Fact]
    public async Task Create_EverySetting_IsKeptAndAnsweredAsSent()
    {
        var acl = Acl("Block");
        foreach (var name in new[] { "CustomResponseBodies", "CaptchaConfig", "ChallengeConfig", "AssociationConfig", "DataProtectionConfig", "OnSourceDDoSProtectionConfig", "ApplicationConfig" })
        {
            acl[name] = new JsonObject { ["Of"] = new JsonObject { ["Its"] = name } };
        }

        acl["TokenDomains"] = new JsonArray("shop.example.com");
        var made = (await _calls.JsonAsync("wafv2", "CreateWebACL", acl))["Summary"]!;

        var read = (await _calls.JsonAsync("wafv2", "GetWebACL", new() { ["Scope"] = "REGIONAL", ["Name"] = "guard", ["Id"] = (string?)made["Id"] }))["WebACL"]!;

        Assert.All(acl.Where(setting => setting.Key != "Scope"), setting => Assert.True(JsonNode.DeepEquals(setting.Value, read[setting.Key]), setting.Key));
    }

    [Fact]
    public async Task GetAndDelete_ScopeOfCloudFront_IsRefused()
    {
        var made = (await _calls.JsonAsync("wafv2", "CreateWebACL", Acl("Block")))["Summary"]!;
        JsonObject Named() => new() { ["Scope"] = "CLOUDFRONT", ["Name"] = "guard", ["Id"] = (string?)made["Id"], ["LockToken"] = (string?)made["LockToken"] };
        var delete = Named();
        var get = Named();
        get.Remove("LockToken");

        Assert.Equal("501 NotEmulated", (await Assert.ThrowsAsync<RawCallException>(() => _calls.JsonAsync("wafv2", "GetWebACL", get))).Answer);
        Assert.Equal("501 NotEmulated", (await Assert.ThrowsAsync<RawCallException>(() => _calls.JsonAsync("wafv2", "DeleteWebACL", delete))).Answer);
    }

    private static JsonObject Acl(string action, JsonNode? made = null, string? tags = null)
    {
        var acl = new JsonObject
        {
            ["Name"] = "guard",
            ["Scope"] = "REGIONAL",
            ["DefaultAction"] = new JsonObject { [action] = new JsonObject() },
            ["VisibilityConfig"] = new JsonObject { ["SampledRequestsEnabled"] = false, ["CloudWatchMetricsEnabled"] = false, ["MetricName"] = "m" },
        };
        if (made is null)
        {
            acl["Rules"] = new JsonArray();
        }
        else
        {
            acl["Id"] = (string?)made["Id"];
            acl["LockToken"] = (string?)made["LockToken"];
        }

        if (tags is not null)
        {
            acl["Tags"] = new JsonArray(new JsonObject { ["Key"] = tags, ["Value"] = "1" });
        }

        return acl;
    }
}
