namespace EksIngress.Emulator.Aws.Explain;

/// <summary>
/// What the AWS Load Balancer Controller asks of AWS, as questions to the policies, in the order in which it comes to ask them for its
/// first Ingress and then for one that goes.
/// </summary>
/// <remarks>
/// Source: the SDK calls of the controller, and the resources and keys that each action has:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html and list_amazonec2.html
/// </remarks>
internal static class ControllerRequests
{
    public const string Namespace = "kube-system";
    public const string ServiceAccount = "aws-load-balancer-controller";

    private const string Tag = "elbv2.k8s.aws/cluster";
    private const string Elb = "elasticloadbalancing";

    /// <summary>How the controller's tag shows in the request: not at all, among the tags sent, or on the resource.</summary>
    private enum Tagged
    {
        No,
        Sent,
        Owned,
    }

    // Names without a service are Elastic Load Balancing's. CreateTags and AddTags with a creation carry the creating action.
    private static readonly (string Resource, Tagged Tagged, string? Creation, string[] Actions)[] Groups =
    [
        ("*", Tagged.No, null, ["DescribeLoadBalancers", "DescribeTags", "ec2:DescribeSubnets", "ec2:DescribeRouteTables", "ec2:DescribeAvailabilityZones", "acm:ListCertificates"]),
        ("certificate", Tagged.No, null, ["acm:DescribeCertificate"]),
        ("*", Tagged.No, null, ["DescribeTrustStores", "ec2:DescribeSecurityGroups"]),
        ("vpc", Tagged.No, null, ["ec2:CreateSecurityGroup"]),
        ("security-group", Tagged.No, null, ["ec2:CreateSecurityGroup"]),
        ("security-group", Tagged.Sent, "CreateSecurityGroup", ["ec2:CreateTags"]),
        ("security-group", Tagged.Owned, null, ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]),
        ("*", Tagged.No, null, ["DescribeTargetGroups", "DescribeTargetGroupAttributes"]),
        ("targetgroup", Tagged.Sent, null, ["CreateTargetGroup"]),
        ("targetgroup", Tagged.Sent, "CreateTargetGroup", ["AddTags"]),
        ("targetgroup", Tagged.Owned, null, ["ModifyTargetGroupAttributes", "ModifyTargetGroup"]),
        ("loadbalancer", Tagged.Sent, null, ["CreateLoadBalancer"]),
        ("loadbalancer", Tagged.Sent, "CreateLoadBalancer", ["AddTags"]),
        ("role", Tagged.No, null, ["iam:CreateServiceLinkedRole"]),
        ("*", Tagged.No, null, ["DescribeLoadBalancerAttributes", "DescribeCapacityReservation"]),
        ("loadbalancer", Tagged.Owned, null, ["ModifyLoadBalancerAttributes", "SetSecurityGroups", "SetSubnets", "SetIpAddressType", "ModifyCapacityReservation", "ModifyIpPools"]),
        ("*", Tagged.No, null, ["DescribeListeners", "DescribeListenerAttributes", "DescribeListenerCertificates"]),
        ("loadbalancer", Tagged.No, null, ["CreateListener"]),
        ("listener", Tagged.No, null, ["AddTags", "AddListenerCertificates", "ModifyListener", "RemoveListenerCertificates", "RemoveTags"]),
        ("listener", Tagged.Owned, null, ["ModifyListenerAttributes"]),
        ("*", Tagged.No, null, ["DescribeRules"]),
        ("listener", Tagged.No, null, ["CreateRule"]),
        ("listener-rule", Tagged.No, null, ["AddTags", "ModifyRule", "SetRulePriorities", "DeleteRule", "RemoveTags"]),
        ("*", Tagged.No, null, ["DescribeTargetHealth", "ec2:DescribeVpcs", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces"]),
        ("security-group", Tagged.No, null, ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]),
        ("targetgroup", Tagged.No, null, ["RegisterTargets", "DeregisterTargets"]),
        ("*", Tagged.No, null, ["wafv2:GetWebACLForResource"]),
        ("webacl", Tagged.No, null, ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"]),
        ("loadbalancer", Tagged.No, null, ["SetWebACL"]),
        ("*", Tagged.No, null, ["waf-regional:GetWebACLForResource", "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL", "shield:GetSubscriptionState"]),
        ("protection", Tagged.No, null, ["shield:DescribeProtection", "shield:CreateProtection", "shield:DeleteProtection"]),
        ("security-group", Tagged.Owned, null, ["ec2:CreateTags", "ec2:DeleteTags"]),
        ("targetgroup", Tagged.Owned, null, ["AddTags", "RemoveTags"]),
        ("loadbalancer", Tagged.Owned, null, ["AddTags", "RemoveTags"]),
        ("listener", Tagged.No, null, ["DeleteListener"]),
        ("loadbalancer", Tagged.Owned, null, ["DeleteLoadBalancer"]),
        ("targetgroup", Tagged.Owned, null, ["DeleteTargetGroup"]),
        ("security-group", Tagged.Owned, null, ["ec2:DeleteSecurityGroup"]),
    ];

    /// <param name="region">For example <c>eu-west-1</c>.</param>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="cluster">Value of the controller's tag.</param>
    public static IEnumerable<AccessRequest> Of(string region, string accountId, string cluster) =>
        from one in Groups
        from action in one.Actions
        let name = action.Contains(':', StringComparison.Ordinal) ? action : $"{Elb}:{action}"
        select new AccessRequest(name, Resource(one.Resource, region, accountId), Keys(one.Tagged, one.Creation, name, cluster));

    // Any of its kind: what the controller makes is named after namespace, Ingress and a hash.
    private static string Resource(string kind, string region, string accountId)
    {
        const string Name = "app/k8s-default-web-0123456789";
        const string Id = "0123456789abcdef";
        const string Uuid = "01234567-89ab-cdef-0123-456789abcdef";
        var elb = $"arn:aws:{Elb}:{region}:{accountId}:{kind}";
        return kind switch
        {
            "certificate" => $"arn:aws:acm:{region}:{accountId}:certificate/{Uuid}",
            "protection" => $"arn:aws:shield::{accountId}:protection/{Uuid}",
            "role" => $"arn:aws:iam::{accountId}:role/aws-service-role/{Elb}.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
            "vpc" => $"arn:aws:ec2:{region}:{accountId}:vpc/vpc-0123456789abcdef0",
            "webacl" => $"arn:aws:wafv2:{region}:{accountId}:regional/webacl/web/{Uuid}",
            "security-group" => $"arn:aws:ec2:{region}:{accountId}:security-group/sg-0123456789abcdef0",
            "loadbalancer" => $"{elb}/{Name}/{Id}",
            "targetgroup" => $"{elb}/k8s-default-web-0123456789/{Id}",
            "listener" => $"{elb}/{Name}/{Id}/{Id}",
            "listener-rule" => $"{elb}/{Name}/{Id}/{Id}/{Id}",
            _ => "*",
        };
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Keys(Tagged tagged, string? creation, string action, string cluster)
    {
        var keys = new ConditionKeys();
        if (tagged == Tagged.Sent)
        {
            keys.AddRequestTags([KeyValuePair.Create(Tag, cluster)]);
        }

        if (tagged == Tagged.Owned)
        {
            keys.AddResourceTags([KeyValuePair.Create(Tag, cluster)], action.Split(':')[0]);
        }

        if (creation is not null)
        {
            keys.Add($"{action.Split(':')[0]}:CreateAction", creation);
        }

        if (action == "iam:CreateServiceLinkedRole")
        {
            keys.Add("iam:AWSServiceName", $"{Elb}.amazonaws.com");
        }

        return keys.Values;
    }
}
