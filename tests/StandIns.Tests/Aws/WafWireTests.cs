namespace StandIns.Tests.Aws;

public sealed class WafWireTests
{
    private const string Arn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/a/1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WafV2_GetWebAclForResource_NamesItsTargetAndReadsTheAcl()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, """{"WebACL":{"ARN":"acl","Id":"1","Name":"guard","Rules":[{"Name":"unknown here"}]}}"""));
        using var client = Clients.WafV2(server);

        var acl = (await client.GetWebACLForResourceAsync(new() { ResourceArn = Arn }, Token)).WebACL;

        var request = Assert.Single(server.Requests);
        Assert.Equal("AWSWAF_20190729.GetWebACLForResource", request.Headers["X-Amz-Target"].ToString());
        Assert.Equal($$"""{"ResourceArn":"{{Arn}}"}""", request.Body);
        Assert.Contains("/eu-west-1/wafv2/aws4_request", request.Headers["Authorization"].ToString(), StringComparison.Ordinal);
        Assert.Equal(("acl", "guard"), (acl.ARN, acl.Name));
    }

    [Fact]
    public async Task WafV2_ResourceWithoutAcl_HasNone()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, "{}"));
        using var client = Clients.WafV2(server);

        Assert.Null((await client.GetWebACLForResourceAsync(new() { ResourceArn = Arn }, Token)).WebACL);
    }

    [Fact]
    public async Task WafV2_AssociateWebAcl_Error_IsOfItsType()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(400, """{"__type":"WAFNonexistentItemException","message":"no"}""", "application/x-amz-json-1.1"));
        using var client = Clients.WafV2(server);

        await Assert.ThrowsAsync<Amazon.WAFV2.Model.WAFNonexistentItemException>(() => client.AssociateWebACLAsync(new() { ResourceArn = Arn, WebACLArn = "acl" }, Token));
    }

    [Fact]
    public async Task WafRegional_AssociateWebAcl_SaysWebAclId()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, "{}"));
        using var client = Clients.WafRegional(server);

        await client.AssociateWebACLAsync(new() { ResourceArn = Arn, WebACLId = "1" }, Token);

        var request = Assert.Single(server.Requests);
        Assert.Equal("AWSWAF_Regional_20161128.AssociateWebACL", request.Headers["X-Amz-Target"].ToString());
        Assert.Equal($$"""{"ResourceArn":"{{Arn}}","WebACLId":"1"}""", request.Body);
    }

    [Fact]
    public async Task Shield_DescribeProtection_NotFound_IsOfItsType()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(400, """{"__type":"ResourceNotFoundException","message":"no"}""", "application/x-amz-json-1.1"));
        using var client = Clients.Shield(server);

        await Assert.ThrowsAsync<Amazon.Shield.Model.ResourceNotFoundException>(() => client.DescribeProtectionAsync(new() { ResourceArn = Arn }, Token));

        Assert.Equal("AWSShield_20160616.DescribeProtection", Assert.Single(server.Requests).Headers["X-Amz-Target"].ToString());
    }
}
