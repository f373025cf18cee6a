using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Iam;

/// <summary>
/// What the AWS Load Balancer Controller is allowed to do: read what it needs, create what it tags with its cluster, and
/// change or delete only what carries that tag.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/</remarks>
internal static class ControllerPolicy
{
    private const string ClusterOnRequest = "aws:RequestTag/elbv2.k8s.aws/cluster";
    private const string ClusterOnResource = "aws:ResourceTag/elbv2.k8s.aws/cluster";

    private static readonly string[] OwnedByTag = ["targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*"];

    private static readonly string[] BelowLoadBalancer =
        ["listener/net/*/*/*", "listener/app/*/*/*", "listener-rule/net/*/*/*", "listener-rule/app/*/*/*"];

    /// <param name="partition"><c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</param>
    public static JsonObject Document(string partition)
    {
        var groups = $"arn:{partition}:ec2:*:*:security-group/*";
        var owned = Elb(partition, OwnedByTag);
        return Node.Object(
            ("Version", "2012-10-17"),
            ("Statement", Node.Array(
                Allow(["iam:CreateServiceLinkedRole"], ["*"],
                    ("StringEquals", "iam:AWSServiceName", "elasticloadbalancing.amazonaws.com")),
                Allow([.. ReadEc2(), .. ReadLoadBalancing()], ["*"]),
                Allow(Integrations(), ["*"]),
                Allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], ["*"]),
                Allow(["ec2:CreateSecurityGroup"], ["*"]),
                Allow(["ec2:CreateTags"], [groups],
                    ("StringEquals", "ec2:CreateAction", "CreateSecurityGroup"), ("Null", ClusterOnRequest, "false")),
                Allow(["ec2:CreateTags", "ec2:DeleteTags"], [groups],
                    ("Null", ClusterOnRequest, "true"), ("Null", ClusterOnResource, "false")),
                Allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"], ["*"],
                    ("Null", ClusterOnResource, "false")),
                Allow(LoadBalancing("CreateLoadBalancer", "CreateTargetGroup"), ["*"], ("Null", ClusterOnRequest, "false")),
                Allow(LoadBalancing("CreateListener", "DeleteListener", "CreateRule", "DeleteRule"), ["*"]),
                Allow(LoadBalancing("AddTags", "RemoveTags"), owned,
                    ("Null", ClusterOnRequest, "true"), ("Null", ClusterOnResource, "false")),
                Allow(LoadBalancing("AddTags", "RemoveTags"), Elb(partition, BelowLoadBalancer)),
                Allow(ChangeOwned(), ["*"], ("Null", ClusterOnResource, "false")),
                AddTagsOnCreate(owned),
                Allow(LoadBalancing("RegisterTargets", "DeregisterTargets"), Elb(partition, ["targetgroup/*/*"])),
                Allow(ChangeListeners(), ["*"]))));
    }

    private static JsonObject AddTagsOnCreate(string[] resources)
    {
        var statement = Allow(LoadBalancing("AddTags"), resources, ("Null", ClusterOnRequest, "false"));
        statement["Condition"]!.AsObject()["StringEquals"] = Node.Object(
            ("elasticloadbalancing:CreateAction", Node.Strings("CreateTargetGroup", "CreateLoadBalancer")));
        return statement;
    }

    private static string[] ReadEc2() =>
    [
        "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInternetGateways", "ec2:DescribeVpcs", "ec2:DescribeVpcPeeringConnections", "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeTags",
        "ec2:DescribeCoipPools", "ec2:DescribeIpamPools", "ec2:DescribeRouteTables", "ec2:GetCoipPoolUsage",
        "ec2:GetSecurityGroupsForVpc",
    ];

    private static string[] ReadLoadBalancing() => LoadBalancing(
        "DescribeLoadBalancers", "DescribeLoadBalancerAttributes", "DescribeListeners", "DescribeListenerCertificates",
        "DescribeSSLPolicies", "DescribeRules", "DescribeTargetGroups", "DescribeTargetGroupAttributes",
        "DescribeTargetHealth", "DescribeTags", "DescribeTrustStores", "DescribeListenerAttributes",
        "DescribeCapacityReservation");

    private static string[] Integrations() =>
    [
        "cognito-idp:DescribeUserPoolClient", "acm:ListCertificates", "acm:DescribeCertificate",
        "iam:ListServerCertificates", "iam:GetServerCertificate",
        "waf-regional:GetWebACL", "waf-regional:GetWebACLForResource", "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL",
        "wafv2:GetWebACL", "wafv2:GetWebACLForResource", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL",
        "shield:GetSubscriptionState", "shield:DescribeProtection", "shield:CreateProtection", "shield:DeleteProtection",
    ];

    private static string[] ChangeOwned() => LoadBalancing(
        "ModifyLoadBalancerAttributes", "SetIpAddressType", "SetSecurityGroups", "SetSubnets", "DeleteLoadBalancer",
        "ModifyTargetGroup", "ModifyTargetGroupAttributes", "DeleteTargetGroup", "ModifyListenerAttributes",
        "ModifyCapacityReservation", "ModifyIpPools");

    private static string[] ChangeListeners() => LoadBalancing(
        "SetWebAcl", "ModifyListener", "AddListenerCertificates", "RemoveListenerCertificates", "ModifyRule", "SetRulePriorities");

    private static string[] LoadBalancing(params string[] operations) =>
        [.. operations.Select(operation => "elasticloadbalancing:" + operation)];

    private static string[] Elb(string partition, string[] resources) =>
        [.. resources.Select(resource => $"arn:{partition}:elasticloadbalancing:*:*:{resource}")];

    private static JsonObject Allow(
        string[] actions,
        string[] resources,
        params ReadOnlySpan<(string Operator, string Key, string Value)> conditions)
    {
        var condition = new JsonObject();
        foreach (var (name, key, value) in conditions)
        {
            if (condition[name] is not JsonObject keys)
            {
                condition[name] = keys = [];
            }

            keys[key] = value;
        }

        return Node.Object(
            ("Effect", "Allow"),
            ("Action", Node.Strings(actions)),
            ("Resource", Node.Strings(resources)),
            ("Condition", condition.Count == 0 ? null : condition));
    }
}
