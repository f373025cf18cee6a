using EksIngress.Emulator.Tests.Aws.Paging;

namespace EksIngress.Emulator.Tests.Aws.Rules;

/// <summary>Names at the edge of what each service takes, and the error for those beyond.</summary>
/// <remarks>
/// Source: lengths and patterns of the API references (the request parameters of each operation);
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. An empty name is one that was not sent: what the services say of that is
/// what they say of any member that is required.
/// </remarks>
public sealed class NameRulesTests(RulesFixture bed) : IClassFixture<RulesFixture>
{
    private const string Taken = "";

    /// <summary>Operation, the longest name, the answer to a longer one, names that are taken, names that are refused in the same way.</summary>
    private static readonly (string Operation, int Longest, string Refusal, string[] Taken, string[] Refused)[] s_names =
    [
        ("iam:CreateRole", 64, "400 ValidationError", ["a", "+=,.@_-", "A1"], ["a b", "a/b", "é", "a\n", "a:b"]),
        ("iam:CreateUser", 64, "400 ValidationError", ["a", "+=,.@_-", "A1"], ["a b", "a/b", "é", "a\n"]),
        ("iam:CreateGroup", 128, "400 ValidationError", ["a", "+=,.@_-"], ["a b", "é", "a\n"]),
        ("iam:CreatePolicy", 128, "400 ValidationError", ["a", "+=,.@_-"], ["a b", "é", "a\n"]),
        ("iam:PutRolePolicy", 128, "400 ValidationError", ["a", "+=,.@_-"], ["a b", "é", "a\n"]),
        ("iam:CreateInstanceProfile", 128, "400 ValidationError", ["a", "+=,.@_-"], ["a b", "é", "a\n"]),
        ("iam:CreateAccountAlias", 63, "400 ValidationError", ["abc", "a-b-c", "123"], ["ab", "-ab", "ab-", "a--b", "Abc", "a.b", "abc\n"]),
        ("sts:AssumeRole", 64, "400 ValidationError", ["ab", "+=,.@_-"], ["a", "a b", "é1", "ab\n"]),
        ("eks:CreateCluster", 100, "400 InvalidParameterException", ["1a", "A_-"], ["-a", "_a", "a.b", "é", "a b", "a\n"]),
        ("eks:CreateNodegroup", 63, "400 InvalidParameterException", ["1a", "A_-"], ["-a", "_a", "a.b", "é", "a\n"]),
        ("ec2:CreateSecurityGroup", 255, "400 InvalidParameterValue", ["a b", "._-:/()#,@[]+=&;{}!$*"], ["sg-1", "é", "a\n", "a|b"]),
        ("elasticloadbalancing:CreateLoadBalancer", 32, "400 ValidationError", ["a", "a-1"], ["-a", "a-", "a_b", "a.b", "internal-a", "é", "a\n"]),
        ("elasticloadbalancing:CreateTargetGroup", 32, "400 ValidationError", ["a", "a-1", "internal-a"], ["-a", "a-", "a_b", "a.b", "é", "a\n"]),
        ("acm:RequestCertificate", 64, "400 ValidationException", ["a.com", "*.a.com", "xn--e1afmkfd.com"], ["a", "-a.com", "a_b.com", "*.*.com", "a..com", "é.com", "a.com\n"]),
        ("ecr:CreateRepository", 256, "400 InvalidParameterException", ["a1", "a/b", "a.b_c-d/e"], ["a", "A1", "a//b", "a/", "/a", "a..b", "é1", "a1\n"]),
        ("wafv2:CreateWebACL", 128, "400 WAFInvalidParameterException", ["a", "A_-1"], ["a b", "a.b", "é", "a\n"]),
    ];

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var (operation, longest, refusal, taken, refused) in s_names)
        {
            var domain = operation == "acm:RequestCertificate";
            rows.Add(operation, domain ? Domain(longest) : new string('z', longest), Taken);
            rows.Add(operation, domain ? Domain(254) : new string('z', longest + 1), refusal);
            foreach (var name in taken)
            {
                rows.Add(operation, name, Taken);
            }

            foreach (var name in refused)
            {
                rows.Add(operation, name, refusal);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Name_AtTheEdge_IsTakenOrRefusedAsTheServiceDoes(string operation, string name, string answer) =>
        Assert.Equal(answer, await AnswerAsync(operation, name));

    [Theory]
    [InlineData("iam:CreateRole Path", "/a/", Taken)]
    [InlineData("iam:CreateRole Path", "/a/b!c/", Taken)]
    [InlineData("iam:CreateRole Path", "//", "400 ValidationError")]
    [InlineData("iam:CreateRole Path", "a/", "400 ValidationError")]
    [InlineData("iam:CreateRole Path", "/a", "400 ValidationError")]
    [InlineData("iam:CreateRole Path", "/a b/", "400 ValidationError")]
    [InlineData("iam:CreatePolicy Path", "/a/b.c,d+e@f=g_h-i/", Taken)]
    [InlineData("iam:CreatePolicy Path", "/a!/", "400 ValidationError")]
    [InlineData("iam:CreateRole Description", "Größe, 1\t2", Taken)]
    [InlineData("iam:CreateRole Description", "数", "400 ValidationError")]
    [InlineData("elasticloadbalancing:CreateTrustStore", "a_b", "400 ValidationError")]
    [InlineData("elasticloadbalancing:CreateTrustStore", "-a", "400 ValidationError")]
    [InlineData("elasticloadbalancing:CreateTrustStore", "a-", "400 ValidationError")]
    [InlineData("elasticloadbalancing:CreateTrustStore", "a\n", "400 ValidationError")]
    [InlineData("elasticloadbalancing:CreateTrustStore", "abcdefghijklmnopqrstuvwxyz1234567", "400 ValidationError")]
    [InlineData("elasticloadbalancing:CreateTrustStore", "good-1", "400 CaCertificatesBundleNotFound")]
    // A common name has 64 characters; longer names are for the alternatives of another.
    [InlineData("acm:RequestCertificate", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz.com", "400 InvalidDomainValidationOptionsException")]
    [InlineData("shield:CreateProtection", "a b.c_d-e", "400 ResourceNotFoundException")]
    [InlineData("shield:CreateProtection", "a:b", "400 InvalidParameterException")]
    public async Task OtherTexts_AtTheEdge_AreTakenOrRefusedAsTheServiceDoes(string operation, string text, string answer) =>
        Assert.Equal(answer, await AnswerAsync(operation, text));

    /// <summary>A path and a description as long as they may be, and longer.</summary>
    [Theory]
    [InlineData("iam:CreateRole Path", 512)]
    [InlineData("iam:CreatePolicy Path", 512)]
    [InlineData("iam:CreateRole Description", 1000)]
    public async Task LongTexts_AreTakenUpToTheirLength(string operation, int longest)
    {
        var isPath = operation.EndsWith("Path", StringComparison.Ordinal);

        Assert.Equal(Taken, await AnswerAsync(operation, isPath ? $"/{new string('p', longest - 2)}/" : new string('d', longest)));
        Assert.Equal("400 ValidationError", await AnswerAsync(operation, isPath ? $"/{new string('p', longest - 1)}/" : new string('d', longest + 1)));
    }

    private async Task<string> AnswerAsync(string operation, string name)
    {
        try
        {
            await bed.NameAsync(operation, name);
            return Taken;
        }
        catch (RawCallException exception)
        {
            return exception.Answer;
        }
    }

    // Labels of 63 characters, as DNS has them.
    private static string Domain(int length)
    {
        var rest = length - ".com".Length;
        var labels = new List<string>();
        for (; rest > 0; rest -= 64)
        {
            labels.Add(new string('z', Math.Min(rest, 63)));
        }

        return string.Join('.', labels) + ".com";
    }
}
