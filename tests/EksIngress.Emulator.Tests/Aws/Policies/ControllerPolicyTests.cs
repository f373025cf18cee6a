using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Tests.Aws.Policies;

/// <summary>The load balancer controller's permissions, as its documentation states them.</summary>
public sealed class ControllerPolicyTests
{
    private const string Group = "arn:aws:ec2:eu-west-1:000000000000:security-group/sg-1";
    private const string Alb = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/k8s-a/1";
    private const string TargetGroup = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/k8s-a/1";
    private const string Listener = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/k8s-a/1/2";
    private const string Sent = "aws:RequestTag/elbv2.k8s.aws/cluster=c";
    private const string Owned = "aws:ResourceTag/elbv2.k8s.aws/cluster=c";

    private static readonly PolicyDocument Document = PolicyDocumentParser.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testassets", "policies", "load-balancer-controller.json")), PolicyKind.Identity);

    [Theory]
    [InlineData("ec2:DescribeSubnets", "*", "", "Describe")]
    [InlineData("ec2:DescribeImages", "*", "", null)]
    [InlineData("iam:CreateServiceLinkedRole", "*", "iam:AWSServiceName=elasticloadbalancing.amazonaws.com", "ServiceLinkedRole")]
    [InlineData("iam:CreateServiceLinkedRole", "*", "iam:AWSServiceName=eks.amazonaws.com", null)]
    [InlineData("ec2:CreateSecurityGroup", Group, "", "NewGroup")]
    [InlineData("ec2:CreateTags", Group, "ec2:CreateAction=CreateSecurityGroup;" + Sent, "TagNewGroup")]
    [InlineData("ec2:CreateTags", Group, "ec2:CreateAction=CreateSecurityGroup", null)]
    [InlineData("ec2:CreateTags", Group, "ec2:CreateAction=RunInstances;" + Sent, null)]
    [InlineData("ec2:CreateTags", Group, Owned, "TagOwnGroup")]
    [InlineData("ec2:CreateTags", Group, Owned + ";" + Sent, null)]
    [InlineData("ec2:CreateTags", "arn:aws:ec2:eu-west-1:000000000000:subnet/subnet-1", Owned, null)]
    [InlineData("ec2:DeleteSecurityGroup", Group, Owned, "OwnGroup")]
    [InlineData("ec2:DeleteSecurityGroup", Group, "", null)]
    [InlineData("elasticloadbalancing:CreateLoadBalancer", Alb, Sent, "New")]
    [InlineData("elasticloadbalancing:CreateLoadBalancer", Alb, "", null)]
    [InlineData("elasticloadbalancing:AddTags", Alb, "elasticloadbalancing:CreateAction=CreateLoadBalancer;" + Sent, "TagNew")]
    [InlineData("elasticloadbalancing:AddTags", Alb, "elasticloadbalancing:CreateAction=CreateListener;" + Sent, null)]
    [InlineData("elasticloadbalancing:AddTags", Alb, Owned, "TagOwn")]
    [InlineData("elasticloadbalancing:AddTags", Listener, "", "TagListeners")]
    [InlineData("elasticloadbalancing:CreateListener", Alb, "", "Listeners")]
    [InlineData("elasticloadbalancing:DeleteLoadBalancer", Alb, Owned, "Own")]
    [InlineData("elasticloadbalancing:DeleteLoadBalancer", Alb, "", null)]
    [InlineData("elasticloadbalancing:RegisterTargets", TargetGroup, "", "Targets")]
    [InlineData("elasticloadbalancing:RegisterTargets", Alb, "", null)]
    [InlineData("elasticloadbalancing:ModifyRule", "arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener-rule/app/k8s-a/1/2/3", "", "Modify")]
    public void Evaluate_ControllersCalls_AllowsByTheNamedStatementOnly(string action, string resource, string keys, string? statement)
    {
        var policies = new PrincipalPolicies([new NamedPolicy("P", Document)], null, null);

        var decision = PolicyEvaluator.Evaluate(policies, action, resource, Contexts.Of(keys));

        Assert.Equal(statement is null ? PolicyEffect.ImplicitlyDenied : PolicyEffect.Allowed, decision.Effect);
        Assert.Equal(statement is null ? null : $"P, statement {statement}", decision.Statement);
    }
}
