using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.Tests.Aws.Sts;

/// <summary>What EC2 says in its encoded messages, to whom may decode them.</summary>
public sealed class AuthorizationMessageTests : IAsyncLifetime
{
    private const string Mark = " Encoded authorization failure message: ";

    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Message_OfALackOfAPolicy_TellsWhoWhatAndUnderWhichConditions()
    {
        var text = await RefusedAsync("""{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}""");

        Assert.StartsWith(
            "UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:iam::000000000000:user/dev is not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:eu-west-1:000000000000:vpc/* because no identity-based policy allows the ec2:CreateVpc action." + Mark,
            text,
            StringComparison.Ordinal);
        var message = await DecodeAsync(text);
        Assert.Equal((false, false), ((bool)message["allowed"]!, (bool)message["explicitDeny"]!));
        Assert.Empty(message["matchedStatements"]!["items"]!.AsArray());
        var context = message["context"]!;
        Assert.Equal(("dev", "arn:aws:iam::000000000000:user/dev"), ((string?)context["principal"]!["name"], (string?)context["principal"]!["arn"]));
        Assert.StartsWith("AIDA", (string?)context["principal"]!["id"], StringComparison.Ordinal);
        Assert.Equal(("ec2:CreateVpc", "arn:aws:ec2:eu-west-1:000000000000:vpc/*"), ((string?)context["action"], (string?)context["resource"]));
        Assert.Contains(context["conditions"]!["items"]!.AsArray(), item => (string?)item!["key"] == "aws:RequestTag/team" && (string?)item["values"]!["items"]![0]!["value"] == "a");
        Assert.Contains(context["conditions"]!["items"]!.AsArray(), item => (string?)item!["key"] == "ec2:Region" && (string?)item["values"]!["items"]![0]!["value"] == "eu-west-1");
    }

    [Fact]
    public async Task Message_OfADeny_ShowsTheStatement()
    {
        var text = await RefusedAsync("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"Locked","Effect":"Deny","Action":["ec2:Create*","ec2:Delete*"],"Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"a"}}}""");

        Assert.Contains(" with an explicit deny in an identity-based policy." + Mark, text, StringComparison.Ordinal);
        var message = await DecodeAsync(text);
        Assert.True((bool)message["explicitDeny"]!);
        var statement = Assert.Single(message["matchedStatements"]!["items"]!.AsArray())!;
        Assert.Equal(("Locked", "DENY"), ((string?)statement["statementId"], (string?)statement["effect"]));
        Assert.Equal(["ec2:Create*", "ec2:Delete*"], statement["actions"]!["items"]!.AsArray().Select(item => (string?)item!["value"]));
        Assert.Equal("aws:RequestTag/team", (string?)statement["conditions"]!["items"]![0]!["key"]);
    }

    /// <summary>Who looks at no resource in particular is told all there is to tell.</summary>
    [Fact]
    public async Task Refusal_OfADescribe_HasNoMessageAndNoResource()
    {
        var ec2 = _bed.Ec2As(await _bed.CreateUserAsync("dev", """{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));

        Assert.Equal(
            "UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:iam::000000000000:user/dev is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action",
            await Failures.TextAsync(() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)));
    }

    [Fact]
    public async Task Message_AlteredMadeUpOrTooLong_IsNotDecoded()
    {
        var encoded = EncodedIn(await RefusedAsync("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
        var middle = encoded.Length / 2;
        var altered = encoded[..middle] + (encoded[middle] == 'A' ? 'B' : 'A') + encoded[(middle + 1)..];

        foreach (var wrong in new[] { altered, "nonsense", "no base64!", encoded[..10] })
        {
            Assert.Equal("InvalidAuthorizationMessageException", await Failures.CodeAsync(() => DecodeRawAsync(wrong)));
        }

        Assert.Equal("ValidationError", await Failures.CodeAsync(() => DecodeRawAsync(new string('A', 10_241))));
    }

    [Fact]
    public async Task Message_ToWhomMayNotDecode_IsDenied()
    {
        var encoded = EncodedIn(await RefusedAsync("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
        var sts = _bed.StsAs(await _bed.CreateUserAsync("other", """{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));

        Assert.Equal("AccessDenied", await Failures.CodeAsync(() => sts.DecodeAuthorizationMessageAsync(new DecodeAuthorizationMessageRequest { EncodedMessage = encoded }, Token)));
    }

    private async Task<string> RefusedAsync(string statements)
    {
        var ec2 = _bed.Ec2As(await _bed.CreateUserAsync("dev", statements));
        return await Failures.TextAsync(() => ec2.CreateVpcAsync(
            new CreateVpcRequest { CidrBlock = "10.0.0.0/16", TagSpecifications = [new TagSpecification { ResourceType = Amazon.EC2.ResourceType.Vpc, Tags = [new Amazon.EC2.Model.Tag("team", "a")] }] }, Token));
    }

    private async Task<JsonNode> DecodeAsync(string text) => JsonNode.Parse((await DecodeRawAsync(EncodedIn(text))).DecodedMessage)!;

    private Task<DecodeAuthorizationMessageResponse> DecodeRawAsync(string encoded) =>
        _bed.Sts.DecodeAuthorizationMessageAsync(new DecodeAuthorizationMessageRequest { EncodedMessage = encoded }, Token);

    private static string EncodedIn(string text) => text[(text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..];
}
