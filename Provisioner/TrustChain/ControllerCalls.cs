namespace EksIngress.Provisioner.TrustChain;

/// <summary>
/// The calls of the AWS Load Balancer Controller, in the order in which it comes to make them for its first Ingress: the first that is
/// denied is the one whose failure a user sees.
/// </summary>
/// <remarks>
/// Source: the SDK calls in the controller's source, and what its documented permissions grant:
/// https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/#iam-permissions
/// </remarks>
internal static class ControllerCalls
{
    private const string ClusterTag = "elbv2.k8s.aws/cluster";

    /// <param name="partition">For example <c>aws</c>.</param>
    /// <param name="region">For example <c>eu-west-1</c>.</param>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="clusterName">Value of the controller's tags.</param>
    public static IReadOnlyList<ControllerCall> Of(string partition, string region, string accountId, string clusterName)
    {
        var prefix = $"{region}:{accountId}";
        var vpc = $"arn:{partition}:ec2:{prefix}:vpc/vpc-0123456789abcdef0";
        var group = $"arn:{partition}:ec2:{prefix}:security-group/sg-0123456789abcdef0";
        var elb = $"arn:{partition}:elasticloadbalancing:{prefix}";
        var balancer = $"{elb}:loadbalancer/app/k8s-default-web-0123456789/0123456789abcdef";
        var targetGroup = $"{elb}:targetgroup/k8s-default-web-0123456789/0123456789abcdef";
        var listener = $"{elb}:listener/app/k8s-default-web-0123456789/0123456789abcdef/0123456789abcdef";
        var rule = $"{elb}:listener-rule/app/k8s-default-web-0123456789/0123456789abcdef/0123456789abcdef/0123456789abcdef";
        const string Id = "01234567-89ab-cdef-0123-456789abcdef";
        var certificate = $"arn:{partition}:acm:{prefix}:certificate/{Id}";
        var webAcl = $"arn:{partition}:wafv2:{prefix}:regional/webacl/web/{Id}";
        var protection = $"arn:{partition}:shield::{accountId}:protection/{Id}";
        var linkedRole = $"arn:{partition}:iam::{accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing";
        var nothing = new Dictionary<string, string>(StringComparer.Ordinal);
        var sent = new Dictionary<string, string>(StringComparer.Ordinal) { [$"aws:RequestTag/{ClusterTag}"] = clusterName };
        var owned = new Dictionary<string, string>(StringComparer.Ordinal) { [$"aws:ResourceTag/{ClusterTag}"] = clusterName };

        return
        [
            .. Each("*", nothing, "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTags"),
            .. Each("*", nothing, "ec2:DescribeSubnets", "ec2:DescribeRouteTables", "ec2:DescribeAvailabilityZones"),
            .. Each("*", nothing, "acm:ListCertificates"),
            .. Each(certificate, nothing, "acm:DescribeCertificate"),
            .. Each("*", nothing, "elasticloadbalancing:DescribeTrustStores", "ec2:DescribeSecurityGroups"),
            .. Each(vpc, nothing, "ec2:CreateSecurityGroup"),
            .. Each(group, nothing, "ec2:CreateSecurityGroup"),
            .. Each(group, With(sent, "ec2:CreateAction", "CreateSecurityGroup"), "ec2:CreateTags"),
            .. Each(group, owned, "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"),
            .. Each("*", nothing, "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetGroupAttributes"),
            .. Each(targetGroup, sent, "elasticloadbalancing:CreateTargetGroup"),
            .. Each(targetGroup, With(sent, "elasticloadbalancing:CreateAction", "CreateTargetGroup"), "elasticloadbalancing:AddTags"),
            .. Each(targetGroup, owned, "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:ModifyTargetGroup"),
            .. Each(balancer, sent, "elasticloadbalancing:CreateLoadBalancer"),
            .. Each(balancer, With(sent, "elasticloadbalancing:CreateAction", "CreateLoadBalancer"), "elasticloadbalancing:AddTags"),
            .. Each(linkedRole, With(nothing, "iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"), "iam:CreateServiceLinkedRole"),
            .. Each("*", nothing, "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeCapacityReservation"),
            .. Each(
                balancer,
                owned,
                "elasticloadbalancing:ModifyLoadBalancerAttributes",
                "elasticloadbalancing:SetSecurityGroups",
                "elasticloadbalancing:SetSubnets",
                "elasticloadbalancing:SetIpAddressType",
                "elasticloadbalancing:ModifyCapacityReservation",
                "elasticloadbalancing:ModifyIpPools"),
            .. Each("*", nothing, "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeListenerCertificates"),
            .. Each(balancer, nothing, "elasticloadbalancing:CreateListener"),
            .. Each(
                listener,
                nothing,
                "elasticloadbalancing:AddTags",
                "elasticloadbalancing:AddListenerCertificates",
                "elasticloadbalancing:ModifyListener",
                "elasticloadbalancing:RemoveListenerCertificates",
                "elasticloadbalancing:RemoveTags"),
            .. Each(listener, owned, "elasticloadbalancing:ModifyListenerAttributes"),
            .. Each("*", nothing, "elasticloadbalancing:DescribeRules"),
            .. Each(listener, nothing, "elasticloadbalancing:CreateRule"),
            .. Each(rule, nothing, "elasticloadbalancing:AddTags", "elasticloadbalancing:ModifyRule", "elasticloadbalancing:SetRulePriorities", "elasticloadbalancing:DeleteRule", "elasticloadbalancing:RemoveTags"),
            .. Each("*", nothing, "elasticloadbalancing:DescribeTargetHealth", "ec2:DescribeVpcs", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces"),
            .. Each(group, nothing, "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"),
            .. Each(targetGroup, nothing, "elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"),
            .. Each("*", nothing, "wafv2:GetWebACLForResource"),
            .. Each(webAcl, nothing, "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"),
            .. Each(balancer, nothing, "elasticloadbalancing:SetWebACL"),
            .. Each("*", nothing, "waf-regional:GetWebACLForResource", "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL"),
            .. Each("*", nothing, "shield:GetSubscriptionState"),
            .. Each(protection, nothing, "shield:DescribeProtection", "shield:CreateProtection", "shield:DeleteProtection"),
            .. Each(group, owned, "ec2:CreateTags", "ec2:DeleteTags"),
            .. Each(targetGroup, owned, "elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"),
            .. Each(balancer, owned, "elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"),
            .. Each(listener, nothing, "elasticloadbalancing:DeleteListener"),
            .. Each(balancer, owned, "elasticloadbalancing:DeleteLoadBalancer"),
            .. Each(targetGroup, owned, "elasticloadbalancing:DeleteTargetGroup"),
            .. Each(group, owned, "ec2:DeleteSecurityGroup"),
        ];
    }

    private static IEnumerable<ControllerCall> Each(string resource, IReadOnlyDictionary<string, string> context, params IEnumerable<string> actions) =>
        actions.Select(action => new ControllerCall(action, resource, context));

    private static Dictionary<string, string> With(Dictionary<string, string> context, string key, string value) =>
        new(context, StringComparer.Ordinal) { [key] = value };
}
