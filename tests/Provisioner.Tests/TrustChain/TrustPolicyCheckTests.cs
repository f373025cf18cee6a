using EksIngress.Provisioner.TrustChain;

namespace EksIngress.Provisioner.Tests.TrustChain;

public sealed class TrustPolicyCheckTests
{
    private const string Provider = "arn:aws:iam::000000000000:oidc-provider/i/id/1";
    private const string Head = $$"""{"Effect":"Allow","Principal":{"Federated":"{{Provider}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":""";

    private static readonly Dictionary<string, string> Claims = new(StringComparer.Ordinal)
    {
        ["i/id/1:sub"] = "system:serviceaccount:ns:app",
        ["i/id/1:aud"] = "sts.amazonaws.com",
    };

    [Theory]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":"system:serviceaccount:ns:app","i/id/1:aud":"sts.amazonaws.com"}}}""", null)]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":["a","system:serviceaccount:ns:app"]}}}""", null)]
    [InlineData(Head + """{"StringLike":{"i/id/1:sub":"system:serviceaccount:ns:*"}}}""", null)]
    [InlineData(Head + """{"StringEqualsIfExists":{"I/ID/1:SUB":"system:serviceaccount:ns:app"}}}""", null)]
    [InlineData(Head + """{}}""", null)]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/1"},"Action":["sts:Assume*"]}""", null)]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":"system:serviceaccount:ns:*"}}}""", "StringEquals compares i/id/1:sub with system:serviceaccount:ns:* to the letter; wildcards need StringLike")]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":"system:serviceaccount:ns:other"}}}""", "i/id/1:sub must be system:serviceaccount:ns:other")]
    [InlineData(Head + """{"StringEquals":{"i/id/2:sub":"system:serviceaccount:ns:app"}}}""", "it asks for i/id/2:sub, which tokens of this cluster do not carry")]
    [InlineData(Head + """{"StringNotEquals":{"i/id/1:sub":"system:serviceaccount:ns:app"}}}""", "i/id/1:sub must be system:serviceaccount:ns:app")]
    [InlineData(Head + """{"NumericEquals":{"i/id/1:sub":"1"}}}""", "it uses the operator NumericEquals, which cannot be judged here")]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/2"},"Action":"sts:AssumeRoleWithWebIdentity"}""", "its principal is arn:aws:iam::000000000000:oidc-provider/i/id/2")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""", "no statement has a Federated principal")]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/1"},"Action":"sts:AssumeRole"}""", "its action is sts:AssumeRole")]
    [InlineData(Head + """{}},{"Effect":"Deny","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/1"},"Action":"sts:AssumeRoleWithWebIdentity"}""", "a statement denies it")]
    public void FindFault_Statements_NamesWhatDoesNotFit(string statements, string? fault) =>
        Assert.Equal(fault, TrustPolicyCheck.FindFault($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", Provider, Claims));

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void FindFault_NoPolicy_SaysSo(string document) => Assert.NotNull(TrustPolicyCheck.FindFault(document, Provider, Claims));
}
