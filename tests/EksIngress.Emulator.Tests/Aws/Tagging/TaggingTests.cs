using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Tagging;
using EksIngress.Emulator.Tests.Aws.Paging;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Tagging;

/// <summary>The Resource Groups Tagging API on the wire: pages, refusals, permissions.</summary>
public sealed class TaggingTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private RawCalls _calls = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Refused => new()
    {
        { "GetResources", """{"ResourceARNList":["arn:aws:ec2:eu-west-1:000000000000:vpc/vpc-1"],"TagFilters":[{"Key":"k"}]}""", "ResourceARNList and TagFilters cannot be specified together." },
        { "GetResources", """{"ResourceARNList":["arn:aws:ec2:eu-west-1:000000000000:vpc/vpc-1"],"ResourcesPerPage":1}""", "ResourceARNList and ResourcesPerPage cannot be specified together." },
        { "GetResources", """{"ResourceARNList":["vpc-1"]}""", "vpc-1 not a valid AmazonResourceName (ARN)" },
        { "GetResources", $$"""{"TagFilters":[{{Repeat("""{"Key":"k"}""", 51)}}]}""", "TagFilters: 50 at most." },
        { "GetResources", $$"""{"TagFilters":[{"Key":"k","Values":[{{Repeat("\"v\"", 21)}}]}]}""", "Values of a tag filter: 20 at most." },
        { "GetResources", """{"TagFilters":[{"Values":["v"]}]}""", "The key of a tag filter must have 1 to 128 characters." },
        { "GetResources", """{"ResourcesPerPage":0}""", "ResourcesPerPage must be from 1 to 100." },
        { "GetResources", """{"TagsPerPage":99}""", "TagsPerPage must be from 100 to 500." },
        { "GetResources", """{"ResourceTypeFilters":["*:*"]}""", "Unsupported service=* in ResourceTypeFilter - *:*" },
        { "GetResources", """{"ExcludeCompliantResources":true}""", "ExcludeCompliantResources can be true only if IncludeComplianceDetails is true." },
        { "GetResources", """{"PaginationToken":"no token of ours"}""", "The PaginationToken is none of an earlier answer." },
        { "GetTagValues", "{}", "Key must have 1 to 128 characters." },
        { "TagResources", """{"Tags":{"k":"v"}}""", "ResourceARNList must have 1 to 20 items." },
        { "TagResources", $$"""{"Tags":{"k":"v"},"ResourceARNList":[{{Repeat("\"arn:aws:eks:eu-west-1:000000000000:cluster/a\"", 21)}}]}""", "ResourceARNList must have 1 to 20 items." },
        { "TagResources", """{"ResourceARNList":["arn:aws:eks:eu-west-1:000000000000:cluster/a"]}""", "Tags must have 1 to 50 items with keys of 1 to 128 characters and values of 256 at most." },
        { "UntagResources", """{"ResourceARNList":["arn:aws:eks:eu-west-1:000000000000:cluster/a"]}""", "TagKeys must have 1 to 50 items of 1 to 128 characters." },
        { "UntagResources", """{"ResourceARNList":["arn:aws:eks"],"TagKeys":["k"]}""", "arn:aws:eks not a valid AmazonResourceName (ARN)" },
    };

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        _calls = new RawCalls(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Dispose();
        await _bed.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Request_WhatTheReferenceForbids_IsRefused(string operation, string body, string message)
    {
        var refused = await Assert.ThrowsAsync<RawCallException>(() => _calls.JsonAsync("tagging", operation, JsonNode.Parse(body)!.AsObject()));

        Assert.Equal("400 InvalidParameterException", refused.Answer);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourcesPerPage", 1, "1 1 1")]
    [InlineData("ResourcesPerPage", 2, "2 1")]
    [InlineData("ResourcesPerPage", 3, "3")]
    [InlineData("TagsPerPage", 100, "2 1")]
    [InlineData("TagsPerPage", 135, "3")]
    public async Task Pages_PutTogether_AreTheWholeList(string size, int count, string pages)
    {
        for (var number = 0; number < 3; number++)
        {
            await CreateVpcAsync($"10.{number}.0.0/16", Enumerable.Range(0, 45).Select(tag => new Tag($"k{tag}", "v")));
        }

        var (lengths, arns, token) = (new List<int>(), new List<string>(), "");
        do
        {
            var page = await _calls.JsonAsync("tagging", "GetResources", new JsonObject { [size] = count, ["PaginationToken"] = token, ["ResourceTypeFilters"] = new JsonArray("ec2:vpc") });
            lengths.Add(page["ResourceTagMappingList"]!.AsArray().Count);
            arns.AddRange(page["ResourceTagMappingList"]!.AsArray().Select(mapping => (string)mapping!["ResourceARN"]!));
            token = (string)page["PaginationToken"]!;
        }
        while (token.Length > 0);

        Assert.Equal(pages, string.Join(' ', lengths));
        Assert.Equal(arns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), arns);
    }

    [Fact]
    public void Token_OlderThanFifteenMinutes_HasExpired()
    {
        var time = new FakeTimeProvider();
        var pages = new TaggingPage(time);
        string[] all = ["a", "b", "c"];
        (List<string> Items, string Token) Cut(string token) => pages.Cut(new JsonMembers(new JsonObject { ["PaginationToken"] = token }), all, item => item, _ => 2);
        var (first, token) = Cut("");

        time.Advance(TimeSpan.FromMinutes(15));
        var (rest, end) = Cut(token);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a b|c|", $"{string.Join(' ', first)}|{string.Join(' ', rest)}|{end}");
        Assert.Equal("PaginationTokenExpiredException", Assert.Throws<AwsException>(() => Cut(token)).Code);
    }

    [Fact]
    public async Task TagResources_SomeThatCannotBe_AreToldWithTheirServicesErrors()
    {
        var vpc = await CreateVpcAsync("10.0.0.0/16", []);
        const string Missing = "arn:aws:ecr:eu-west-1:000000000000:repository/missing";
        const string Elsewhere = "arn:aws:ec2:us-west-2:000000000000:vpc/vpc-12345678";
        const string Unknown = "arn:aws:s3:::bucket";
        var wrongKind = vpc.Replace(":vpc/", ":subnet/", StringComparison.Ordinal);

        var answer = await _calls.JsonAsync("tagging", "TagResources", new JsonObject { ["Tags"] = new JsonObject { ["k"] = "v" }, ["ResourceARNList"] = new JsonArray(vpc, Missing, Elsewhere, Unknown, wrongKind) });
        var reserved = await _calls.JsonAsync("tagging", "TagResources", new JsonObject { ["Tags"] = new JsonObject { ["aws:k"] = "v" }, ["ResourceARNList"] = new JsonArray(vpc) });
        var found = await _calls.JsonAsync("tagging", "GetResources", new JsonObject { ["ResourceARNList"] = new JsonArray(vpc, Missing), ["IncludeComplianceDetails"] = true });
        var none = await _calls.JsonAsync("tagging", "GetResources", new JsonObject { ["IncludeComplianceDetails"] = true, ["ExcludeCompliantResources"] = true });

        var failed = answer["FailedResourcesMap"]!.AsObject();
        Assert.Equal(new[] { Missing, Elsewhere, Unknown, wrongKind }.Order(StringComparer.Ordinal), failed.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("RepositoryNotFoundException", 400), ((string?)failed[Missing]!["ErrorCode"], (int)failed[Missing]!["StatusCode"]!));
        Assert.All([Elsewhere, Unknown, wrongKind], arn => Assert.Equal("InvalidParameterException", (string?)failed[arn]!["ErrorCode"]));
        Assert.Equal("InvalidParameterValue", (string?)reserved["FailedResourcesMap"]![vpc]!["ErrorCode"]);
        var mapping = Assert.Single(found["ResourceTagMappingList"]!.AsArray())!;
        Assert.Equal((vpc, "k", true), ((string?)mapping["ResourceARN"], (string?)mapping["Tags"]![0]!["Key"], (bool)mapping["ComplianceDetails"]!["ComplianceStatus"]!));
        Assert.Empty(none["ResourceTagMappingList"]!.AsArray());
    }

    [Theory]
    [InlineData("tag:GetResources", "GetResources", null)]
    [InlineData("tag:GetTagKeys", "GetResources", "tag:GetResources")]
    [InlineData("ec2:CreateTags", "TagResources", "tag:TagResources")]
    [InlineData("tag:TagResources", "TagResources", "ec2:CreateTags")]
    [InlineData("tag:TagResources\",\"ec2:CreateTags", "TagResources", null)]
    [InlineData("tag:UntagResources", "UntagResources", "ec2:DeleteTags")]
    public async Task Permission_OfTheApiAndOfTheService_AreAsked(string allowed, string operation, string? missing)
    {
        var vpc = await CreateVpcAsync("10.0.0.0/16", [new Tag("k", "v")]);
        var user = await (await _bed.CreateUserAsync("someone", $$"""{"Effect":"Allow","Action":["{{allowed}}"],"Resource":"*"}""")).GetCredentialsAsync();
        using var calls = new RawCalls(_bed.Emulator, (user.AccessKey, user.SecretKey));
        var body = operation switch
        {
            "GetResources" => new JsonObject(),
            "TagResources" => new JsonObject { ["ResourceARNList"] = new JsonArray(vpc), ["Tags"] = new JsonObject { ["k"] = "w" } },
            _ => new JsonObject { ["ResourceARNList"] = new JsonArray(vpc), ["TagKeys"] = new JsonArray("k") },
        };

        var answer = await AnswerAsync(() => calls.JsonAsync("tagging", operation, body));

        Assert.Equal(missing is not null, answer.Contains("not authorized to perform", StringComparison.Ordinal));
        Assert.Contains(missing is null ? "" : $"is not authorized to perform: {missing} on resource: {(missing.StartsWith("tag:", StringComparison.Ordinal) ? "*" : vpc)}", answer, StringComparison.Ordinal);
        Assert.Equal(missing?.StartsWith("tag:", StringComparison.Ordinal) == true, answer.StartsWith("400 AccessDeniedException", StringComparison.Ordinal));
    }

    private static async Task<string> AnswerAsync(Func<Task<JsonNode>> call)
    {
        try
        {
            return (await call()).ToJsonString();
        }
        catch (RawCallException refused)
        {
            return refused.Message;
        }
    }

    private async Task<string> CreateVpcAsync(string cidr, IEnumerable<Tag> tags)
    {
        var request = new CreateVpcRequest { CidrBlock = cidr };
        if (tags.ToList() is { Count: > 0 } some)
        {
            request.TagSpecifications = [new TagSpecification { ResourceType = "vpc", Tags = some }];
        }

        return $"arn:aws:ec2:eu-west-1:000000000000:vpc/{(await _bed.Ec2.CreateVpcAsync(request, Token)).Vpc.VpcId}";
    }

    private static string Repeat(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));
}
