using EksIngress.Emulator.Tests.Aws.Paging;

namespace EksIngress.Emulator.Tests.Aws.Rules;

/// <summary>
/// What each service takes as tags, and with which error it refuses others. Lengths, patterns and counts are those of the services' API
/// models; codes are from their lists of errors.
/// </summary>
/// <remarks>
/// Source: the API references of the services (the shapes Tag, TagKey, TagValue, and the errors of the operations);
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html.
/// Seen in public reports: EC2's InvalidParameterValue (cloud-custodian #3792, aws-cli #3283, ec2cryptomatic #8), Elastic Load Balancing's
/// ValidationError and DuplicateTagKeys (aws/elastic-load-balancing-tools #6, ernest #237), IAM's case of keys (aws-cdk #26253).
/// Not confirmed: which of its errors EKS answers, that of WAF for a reserved key or one that is there twice, and that of STS for a reserved key.
/// </remarks>
public sealed class TagRulesTests(RulesFixture bed) : IClassFixture<RulesFixture>
{
    private const string Taken = "";
    private const string Validation = "400 ValidationError";

    /// <summary>Operation, then the answer to: an empty key, one that is too long, a value that is too long, a reserved key, a key twice, other characters, 51 tags.</summary>
    private static readonly string[][] s_operations =
    [
        Row("iam:CreateRole", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("iam:CreateUser", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("iam:TagRole", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("iam:TagUser", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("iam:TagPolicy", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("iam:TagInstanceProfile", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("iam:TagOpenIDConnectProvider", Validation, Validation, Validation, "400 InvalidInput", "400 InvalidInput", Validation, Validation),
        Row("sts:AssumeRole", Validation, Validation, Validation, "400 InvalidParameterValue", "400 InvalidParameterValue", Validation, Validation),
        Row("ec2:CreateTags", "400 InvalidParameterValue", "400 InvalidParameterValue", "400 InvalidParameterValue", "400 InvalidParameterValue", "400 InvalidParameterValue", Taken, "400 TagLimitExceeded"),
        Row("ec2:CreateSecurityGroup", "400 InvalidParameterValue", "400 InvalidParameterValue", "400 InvalidParameterValue", "400 InvalidParameterValue", "400 InvalidParameterValue", Taken, "400 TagLimitExceeded"),
        Row("elasticloadbalancing:AddTags", Validation, Validation, Validation, Validation, "400 DuplicateTagKeys", Validation, "400 TooManyTags"),
        Row("elasticloadbalancing:CreateTargetGroup", Validation, Validation, Validation, Validation, "400 DuplicateTagKeys", Validation, "400 TooManyTags"),
        Row("eks:TagResource", "400 BadRequestException", "400 BadRequestException", "400 BadRequestException", "400 BadRequestException", null, Taken, "400 BadRequestException"),
        Row("eks:CreatePodIdentityAssociation", "400 InvalidParameterException", "400 InvalidParameterException", "400 InvalidParameterException", "400 InvalidParameterException", null, Taken, "400 InvalidParameterException"),
        Row("acm:AddTagsToCertificate", "400 ValidationException", "400 ValidationException", "400 ValidationException", "400 InvalidTagException", "400 InvalidTagException", "400 ValidationException", "400 TooManyTagsException"),
        Row("acm:RequestCertificate", "400 ValidationException", "400 ValidationException", "400 ValidationException", "400 InvalidTagException", "400 InvalidTagException", "400 ValidationException", "400 TooManyTagsException"),
        Row("ecr:TagResource", "400 InvalidTagParameterException", "400 InvalidTagParameterException", "400 InvalidTagParameterException", "400 InvalidTagParameterException", "400 InvalidTagParameterException", Taken, "400 TooManyTagsException"),
        Row("ecr:CreateRepository", "400 InvalidTagParameterException", "400 InvalidTagParameterException", "400 InvalidTagParameterException", "400 InvalidTagParameterException", "400 InvalidTagParameterException", Taken, "400 TooManyTagsException"),
        Row("wafv2:TagResource", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFLimitsExceededException"),
        Row("wafv2:CreateWebACL", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFInvalidParameterException", "400 WAFLimitsExceededException"),
    ];

    private static readonly Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> s_tags = new(StringComparer.Ordinal)
    {
        ["none that is wrong"] = [new("a", ""), new(new string('k', 128), new string('v', 256)), new("Größe 1_.:/=+-@", "é _.:/=+-@"), new("my:aws:tag", "aws:")],
        ["fifty"] = Many(50),
        ["an empty key"] = [new("", "v")],
        ["a long key"] = [new(new string('k', 129), "v")],
        ["a long value"] = [new("k", new string('v', 257))],
        ["a reserved key"] = [new("aws:k", "v")],
        ["a reserved key in capitals"] = [new("AWS:k", "v")],
        ["a key twice"] = [new("k", "1"), new("k", "2")],
        ["other characters in a key"] = [new("k!", "v")],
        ["other characters in a value"] = [new("k", "v#1")],
        ["51"] = Many(51),
    };

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in s_operations)
        {
            var operation = row[0];
            rows.Add(operation, "none that is wrong", Taken);
            rows.Add(operation, "fifty", Taken);
            foreach (var (tags, column) in new[]
            {
                ("an empty key", 1), ("a long key", 2), ("a long value", 3), ("a reserved key", 4), ("a reserved key in capitals", 4), ("a key twice", 5),
                ("other characters in a key", 6), ("other characters in a value", 6), ("51", 7),
            })
            {
                // EKS sends a JSON object: a key cannot be there twice.
                if (row[column] is { } answer)
                {
                    rows.Add(operation, tags, answer);
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Tags_OfEachKind_AreTakenOrRefusedAsTheServiceDoes(string operation, string tags, string answer)
    {
        var of = await bed.MakeAsync(operation);

        Assert.Equal(answer, await AnswerAsync(operation, of, s_tags[tags]));
    }

    [Theory]
    [InlineData("iam:TagRole", "409 LimitExceeded")]
    [InlineData("iam:TagUser", "409 LimitExceeded")]
    [InlineData("iam:TagPolicy", "409 LimitExceeded")]
    [InlineData("iam:TagInstanceProfile", "409 LimitExceeded")]
    [InlineData("iam:TagOpenIDConnectProvider", "409 LimitExceeded")]
    [InlineData("ec2:CreateTags", "400 TagLimitExceeded")]
    [InlineData("elasticloadbalancing:AddTags", "400 TooManyTags")]
    [InlineData("eks:TagResource", "400 BadRequestException")]
    [InlineData("acm:AddTagsToCertificate", "400 TooManyTagsException")]
    [InlineData("ecr:TagResource", "400 TooManyTagsException")]
    [InlineData("wafv2:TagResource", "400 WAFLimitsExceededException")]
    public async Task Tags_OneMoreThanFiftyInAll_AreRefusedAndOldOnesMayChange(string operation, string answer)
    {
        var of = await bed.MakeAsync(operation);
        Assert.Equal(Taken, await AnswerAsync(operation, of, Many(50)));

        Assert.Equal(answer, await AnswerAsync(operation, of, [new("one more", "v")]));
        Assert.Equal(Taken, await AnswerAsync(operation, of, [new("k1", "another value")]));
    }

    /// <summary>Keys that differ in case alone, sent at once.</summary>
    [Theory]
    [InlineData("iam:CreateRole", "400 InvalidInput")]
    [InlineData("iam:TagRole", "400 InvalidInput")]
    [InlineData("iam:CreateUser", "400 InvalidInput")]
    [InlineData("iam:TagUser", "400 InvalidInput")]
    [InlineData("sts:AssumeRole", "400 InvalidParameterValue")]
    [InlineData("iam:TagPolicy", Taken)]
    [InlineData("iam:TagInstanceProfile", Taken)]
    [InlineData("iam:TagOpenIDConnectProvider", Taken)]
    [InlineData("ec2:CreateTags", Taken)]
    [InlineData("elasticloadbalancing:AddTags", Taken)]
    [InlineData("eks:TagResource", Taken)]
    [InlineData("acm:AddTagsToCertificate", Taken)]
    [InlineData("ecr:TagResource", Taken)]
    [InlineData("wafv2:TagResource", Taken)]
    public async Task Tags_KeysThatDifferInCase_AreOneForPrincipalsAndTwoElsewhere(string operation, string answer)
    {
        var of = await bed.MakeAsync(operation);

        Assert.Equal(answer, await AnswerAsync(operation, of, [new("Team", "1"), new("team", "2")]));
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("User")]
    public async Task TagsOfPrincipals_SetAgainInAnotherCase_ReplaceTheKeyAndGoInAnyCase(string kind)
    {
        var name = await bed.MakeAsync($"iam:Tag{kind}");
        await bed.TagAsync($"iam:Tag{kind}", name, [new("Team", "1"), new("other", "x")]);
        await bed.TagAsync($"iam:Tag{kind}", name, [new("team", "2")]);
        var replaced = await ListAsync();
        await bed.Calls.QueryAsync("iam", $"Untag{kind}", [new($"{kind}Name", name), new("TagKeys.member.1", "TEAM")]);

        Assert.Equal(["other=x", "team=2"], replaced);
        Assert.Equal(["other=x"], await ListAsync());

        async Task<IEnumerable<string>> ListAsync() =>
            (await bed.Calls.QueryAsync("iam", $"List{kind}Tags", [new($"{kind}Name", name)]))[$"List{kind}TagsResult"]!["Tags"]!.AsArray().Select(tag => $"{tag!["Key"]}={tag["Value"]}");
    }

    private async Task<string> AnswerAsync(string operation, string of, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        try
        {
            await bed.TagAsync(operation, of, tags);
            return Taken;
        }
        catch (RawCallException exception)
        {
            return exception.Answer;
        }
    }

    private static string[] Row(params string?[] cells) => cells!;

    private static KeyValuePair<string, string>[] Many(int count) =>
        [.. Enumerable.Range(1, count).Select(number => KeyValuePair.Create($"k{number}", "v"))];
}
