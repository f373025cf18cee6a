using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Tests.Aws.Policies;

public sealed class PolicyEvaluatorTests
{
    private const string AllowAll = """{"Effect":"Allow","Action":"*","Resource":"*"}""";
    private const string Role = "arn:aws:iam::000000000000:role/a";

    [Theory]
    [InlineData(AllowAll, "Allowed")]
    [InlineData("""{"Effect":"Allow","Action":"IAM:getrole","Resource":"*"}""", "Allowed")]
    [InlineData("""{"Effect":"Allow","Action":"iam:Get*","Resource":"arn:aws:iam::*:role/?"}""", "Allowed")]
    [InlineData("""{"Effect":"Allow","Action":"iam:Get*","Resource":"arn:aws:iam::*:role/A"}""", "ImplicitlyDenied")]
    [InlineData("""{"Effect":"Allow","Action":"iam:List*","Resource":"*"}""", "ImplicitlyDenied")]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:GetRole","Resource":"*"}""", "ImplicitlyDenied")]
    [InlineData("""{"Effect":"Allow","NotAction":"sts:*","Resource":"*"}""", "Allowed")]
    [InlineData("""{"Effect":"Allow","Action":"*","NotResource":"arn:aws:iam::*:role/*"}""", "ImplicitlyDenied")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"ec2:Vpc":"x"}}}""", "ImplicitlyDenied")]
    [InlineData(AllowAll + """,{"Effect":"Deny","Action":"iam:*","Resource":"*"}""", "ExplicitlyDenied")]
    [InlineData(AllowAll + """,{"Effect":"Deny","Action":"sts:*","Resource":"*"}""", "Allowed")]
    [InlineData(AllowAll + """,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"ec2:Vpc":"x"}}}""", "ExplicitlyDenied")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:iam::000000000000:role/${aws:username}"}""", "Allowed")]
    public void Evaluate_IdentityPolicy_Decides(string statements, string effect)
    {
        var decision = PolicyEvaluator.Evaluate(new PrincipalPolicies([Policy("P", statements)], null, null), "iam:GetRole", Role, Contexts.Of("aws:username=a"));

        Assert.Equal(effect, decision.Effect.ToString());
    }

    [Theory]
    [InlineData(AllowAll, null, AllowAll, "allowed")]
    [InlineData("""{"Effect":"Allow","Action":"sts:*","Resource":"*"}""", null, AllowAll, "because no permissions boundary allows the iam:GetRole action")]
    [InlineData(null, """{"Effect":"Allow","Action":"sts:*","Resource":"*"}""", AllowAll, "because no session policy allows the iam:GetRole action")]
    [InlineData(null, AllowAll, """{"Effect":"Allow","Action":"sts:*","Resource":"*"}""", "because no identity-based policy allows the iam:GetRole action")]
    [InlineData("""{"Effect":"Deny","Action":"iam:*","Resource":"*"}""", null, AllowAll, "with an explicit deny in a permissions boundary")]
    [InlineData(null, """{"Effect":"Deny","Action":"iam:*","Resource":"*"}""", AllowAll, "with an explicit deny in a session policy")]
    public void Evaluate_BoundaryAndSession_OnlyTakeAway(string? boundary, string? session, string identity, string reason)
    {
        var policies = new PrincipalPolicies(
            [Policy("P", identity)],
            boundary is null ? null : Policy("B", boundary),
            session is null ? null : [Policy("S", session)]);

        Assert.Equal(reason, PolicyEvaluator.Evaluate(policies, "iam:GetRole", Role, Contexts.Of("")).Reason);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-17"}""")]
    [InlineData("""{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"allow","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"GetRole","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"role/a"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","NotAction":"iam:*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Conditions":{}}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"aws:username":"a"}}}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"username":"a"}}}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"}]}""")]
    public void Parse_NoPolicy_Throws(string json) =>
        Assert.Throws<PolicyFormatException>(() => PolicyDocumentParser.Parse(json, PolicyKind.Identity));

    [Fact]
    public void Parse_DeepOrLongInput_ThrowsWithoutReadingOn()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"Statement":[""", 100));
        Assert.Throws<PolicyFormatException>(() => PolicyDocumentParser.Parse(deep, PolicyKind.Identity));
        Assert.Throws<PolicyFormatException>(() => PolicyDocumentParser.Parse(new string(' ', PolicyDocumentParser.MaxLength + 1), PolicyKind.Identity));
    }

    private static NamedPolicy Policy(string name, string statements) =>
        new(name, PolicyDocumentParser.Parse($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", PolicyKind.Identity));
}
