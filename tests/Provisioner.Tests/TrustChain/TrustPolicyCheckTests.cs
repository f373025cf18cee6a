using EksIngress.Provisioner.TrustChain;

namespace EksIngress.Provisioner.Tests.TrustChain;

public sealed class TrustPolicyCheckTests
{
    private const string Provider = "arn:aws:iam::000000000000:oidc-provider/i/id/1";
    private const string Head = $$"""{"Effect":"Allow","Principal":{"Federated":"{{Provider}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":""";

    private const string Action = "sts:AssumeRoleWithWebIdentity";
    private const string PodsHead = """{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"],"Condition":""";

    private static readonly TrustQuestion WebIdentity = new("Federated", Provider, [Action], new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
    {
        ["i/id/1:sub"] = ["system:serviceaccount:ns:app"],
        ["i/id/1:aud"] = ["sts.amazonaws.com"],
    });

    private static readonly TrustQuestion Pods = new("Service", "pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"], new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:SourceAccount"] = ["000000000000"],
        ["aws:SourceArn"] = ["arn:aws:eks:eu-west-1:000000000000:cluster/dev"],
        ["aws:RequestTag/kubernetes-namespace"] = ["shop"],
        ["aws:TagKeys"] = ["eks-cluster-arn", "kubernetes-namespace"],
    });

    [Theory]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":"system:serviceaccount:ns:app","i/id/1:aud":"sts.amazonaws.com"}}}""", null)]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":["a","system:serviceaccount:ns:app"]}}}""", null)]
    [InlineData(Head + """{"StringLike":{"i/id/1:sub":"system:serviceaccount:ns:*"}}}""", null)]
    [InlineData(Head + """{"StringEqualsIfExists":{"I/ID/1:SUB":"system:serviceaccount:ns:app"}}}""", null)]
    [InlineData(Head + """{}}""", null)]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/1"},"Action":["sts:Assume*"]}""", null)]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":"system:serviceaccount:ns:*"}}}""", "StringEquals compares i/id/1:sub with system:serviceaccount:ns:* to the letter; wildcards need StringLike")]
    [InlineData(Head + """{"StringEquals":{"i/id/1:sub":"system:serviceaccount:ns:other"}}}""", "it wants i/id/1:sub to be system:serviceaccount:ns:other, and sent is system:serviceaccount:ns:app")]
    [InlineData(Head + """{"StringEquals":{"i/id/2:sub":"system:serviceaccount:ns:app"}}}""", "it asks for i/id/2:sub, which is not sent")]
    [InlineData(Head + """{"StringNotEquals":{"i/id/1:sub":"system:serviceaccount:ns:app"}}}""", "it wants i/id/1:sub not to be system:serviceaccount:ns:app, and sent is system:serviceaccount:ns:app")]
    [InlineData(Head + """{"StringNotEquals":{"i/id/1:email":"a@b"},"StringEqualsIfExists":{"i/id/1:email":"a@b"}}}""", null)]
    [InlineData(Head + """{"Null":{"i/id/1:sub":"false","i/id/1:email":"true"}}}""", null)]
    [InlineData(Head + """{"Null":{"i/id/1:sub":true}}}""", "i/id/1:sub must not be sent")]
    [InlineData(Head + """{"Null":{"i/id/1:email":"false"}}}""", "i/id/1:email must be sent, and is not")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"*"}""", null)]
    [InlineData("""{"Effect":"Allow","Principal":"somebody","Action":"*"}""", "no statement has a Federated principal")]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::1:root"},"Action":"*"}""", "it uses NotPrincipal, which cannot be judged here")]
    [InlineData(Head + """{"NumericEquals":{"i/id/1:sub":"1"}}}""", "it uses the operator NumericEquals, which cannot be judged here")]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/2"},"Action":"sts:AssumeRoleWithWebIdentity"}""", "its principal is arn:aws:iam::000000000000:oidc-provider/i/id/2")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""", "its principal is ec2.amazonaws.com")]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/1"},"Action":"sts:AssumeRole"}""", "its action is sts:AssumeRole")]
    [InlineData(Head + """{}},{"Effect":"Deny","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/i/id/1"},"Action":"sts:AssumeRoleWithWebIdentity"}""", "a statement denies it")]
    public void FindFault_Statements_NamesWhatDoesNotFit(string statements, string? fault) =>
        Assert.Equal(fault, TrustPolicyCheck.FindFault($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", Action, WebIdentity));

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"000000000000","aws:RequestTag/kubernetes-namespace":["shop","other"]}}""", null)]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"arn:aws:eks:*:000000000000:cluster/dev"}}""", null)]
    [InlineData("""{"ArnLike":{"aws:sourcearn":"arn:aws:eks:eu-west-?:000000000000:cluster/*"},"ArnNotEquals":{"aws:SourceArn":"arn:aws:eks:*:*:cluster/test"}}""", null)]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"arn:aws:eks:*"}}""", "it wants aws:SourceArn to be arn:aws:eks:*, and sent is arn:aws:eks:eu-west-1:000000000000:cluster/dev")]
    [InlineData("""{"ArnNotLike":{"aws:SourceArn":"arn:aws:eks:*:*:cluster/dev"}}""", "it wants aws:SourceArn not to be arn:aws:eks:*:*:cluster/dev, and sent is arn:aws:eks:eu-west-1:000000000000:cluster/dev")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["eks-cluster-arn","kubernetes-namespace","other"]}}""", null)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["eks-cluster-arn"]}}""", "it wants aws:TagKeys to be eks-cluster-arn, and sent is eks-cluster-arn and kubernetes-namespace")]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["eks-cluster-arn"]}}""", null)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"aws:other":"x"}}""", "it asks for aws:other, which is not sent")]
    [InlineData("""{"ForAllValues:StringNotLike":{"aws:TagKeys":"secret-*"}}""", null)]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"aws:RequestTag/kubernetes-namespace":"SHOP"}}""", "it wants aws:RequestTag/kubernetes-namespace not to be SHOP, and sent is shop")]
    public void FindFault_ConditionsOfPodIdentity_AreJudgedAsIamDoes(string conditions, string? fault) =>
        Assert.Equal(fault, TrustPolicyCheck.FindFault($$"""{"Version":"2012-10-17","Statement":[{{PodsHead}}{{conditions}}}]}""", "sts:TagSession", Pods));

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void FindFault_NoPolicy_SaysSo(string document) => Assert.NotNull(TrustPolicyCheck.FindFault(document, Action, WebIdentity));
}
