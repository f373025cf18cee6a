using System.Text.Json.Nodes;
using static EksIngress.Provisioner.Tests.PolicyMutations.PolicyMutation;
using static EksIngress.Provisioner.Tests.PolicyMutations.Situation;

namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>Each action of the controller's policy that it needs, each statement, and conditions.</summary>
internal static class PolicyMutationTable
{
    /// <summary>A web ACL of the account.</summary>
    public const string WebAclId = "11111111-1111-1111-1111-111111111111";

    public const string WebAclArn = $"arn:aws:wafv2:eu-west-1:000000000000:regional/webacl/guard/{WebAclId}";

    private const string Elb = "elasticloadbalancing:";
    private const string ClusterOnRequest = "aws:RequestTag/elbv2.k8s.aws/cluster";
    private const string ClusterOnResource = "aws:ResourceTag/elbv2.k8s.aws/cluster";

    private static readonly IngressShape s_plain = IngressShape.Plain;
    private static readonly IngressShape s_full = IngressShape.Full;
    private static readonly IngressShape s_tagged = s_plain.With(("tags", "team=shop"));
    private static readonly IngressShape s_two = s_plain.To(("/", "web"), ("/api", "api"));
    private static readonly IngressShape s_secure = s_plain.With(("listen-ports", """[{"HTTPS":443}]"""));
    private static readonly IngressShape s_reserved = s_plain.With(("minimum-load-balancer-capacity", "CapacityUnits=1000"));
    private static readonly IngressShape s_regionalAcl = s_plain.With(("waf-acl-id", WebAclId));
    private static readonly IngressShape s_acl = s_plain.With(("wafv2-acl-arn", WebAclArn));
    private static readonly IngressShape s_shielded = s_plain.With(("shield-advanced-protection", "true"));

    private static readonly Situation s_new = Creation(s_plain);
    private static readonly Situation s_newFull = Creation(s_full);
    private static readonly Situation s_gone = Deletion(s_plain);
    private static readonly Situation s_tagging = Edit(s_plain, s_tagged);
    private static readonly Situation s_untagging = Edit(s_tagged, s_plain);

    public static IReadOnlyList<PolicyMutation> Rows { get; } =
    [
        Without(0, "iam:CreateServiceLinkedRole", s_new.Where(Account.WithoutServiceLinkedRole)),
        .. Reads(),
        .. Integrations(),
        .. SecurityGroups(),
        .. CreationsAndListeners(),
        .. Changes(),
        .. Statements(),
        .. Conditions(),
    ];

    /// <summary>
    /// Actions that the policy grants and that no Ingress brings this controller to. The reasons: asked by it for nothing that the emulator has (address
    /// pools, Cognito, certificates of IAM, Services of type LoadBalancer), granted twice, or part of what the emulated account or pods lack.
    /// </summary>
    public static IReadOnlySet<(int Statement, string Action)> NotMet { get; } = new HashSet<(int, string)>
    {
        (1, "ec2:DescribeAccountAttributes"), (1, "ec2:DescribeAddresses"), (1, "ec2:DescribeInternetGateways"), (1, "ec2:DescribeVpcPeeringConnections"),
        (1, "ec2:DescribeTags"), (1, "ec2:DescribeCoipPools"), (1, "ec2:DescribeIpamPools"), (1, "ec2:GetCoipPoolUsage"), (1, "ec2:GetSecurityGroupsForVpc"),
        (1, Elb + "DescribeSSLPolicies"),
        (2, "cognito-idp:DescribeUserPoolClient"), (2, "iam:ListServerCertificates"), (2, "iam:GetServerCertificate"), (2, "waf-regional:GetWebACL"), (2, "wafv2:GetWebACL"),

        // Statement 3 grants them for every group.
        (7, "ec2:AuthorizeSecurityGroupIngress"), (7, "ec2:RevokeSecurityGroupIngress"),

        // Emulated pods have loopback addresses: their interfaces are found by their nodes.
        (1, "ec2:DescribeNetworkInterfaces"),

        // No web ACL of WAF Classic can be made, here or on AWS, so that none is taken away.
        (2, "waf-regional:DisassociateWebACL"),
    };

    private static IEnumerable<PolicyMutation> Reads() =>
    [
        Without(1, "ec2:DescribeVpcs", s_new.StartedAnew().ByBinding()),
        Without(1, "ec2:DescribeAvailabilityZones", s_new),
        Without(1, "ec2:DescribeSubnets", s_new),
        Without(1, "ec2:DescribeRouteTables", s_new.Where(Account.SubnetsWithoutRole)),
        Without(1, "ec2:DescribeSecurityGroups", s_new),
        Without(1, "ec2:DescribeInstances", s_new.StartedAnew().ByBinding()),
        Without(1, Elb + "DescribeLoadBalancers", s_new),
        Without(1, Elb + "DescribeLoadBalancerAttributes", s_newFull),
        Without(1, Elb + "DescribeListeners", s_new),
        Without(1, Elb + "DescribeListenerAttributes", s_newFull),
        Without(1, Elb + "DescribeListenerCertificates", Edit(s_secure, s_secure.With(("healthcheck-path", "/healthy")))),
        Without(1, Elb + "DescribeRules", s_new),
        Without(1, Elb + "DescribeTargetGroups", s_new),
        Without(1, Elb + "DescribeTargetGroupAttributes", s_newFull),
        Without(1, Elb + "DescribeTargetHealth", s_new.ByBinding()),
        Without(1, Elb + "DescribeTags", s_new),
        Without(1, Elb + "DescribeTrustStores", s_newFull.StartedAnew()),
        Without(1, Elb + "DescribeCapacityReservation", Creation(s_reserved)),
    ];

    private static IEnumerable<PolicyMutation> Integrations() =>
    [
        Without(2, "acm:ListCertificates", Creation(s_secure).StartedAnew()),
        Without(2, "acm:DescribeCertificate", Creation(s_secure).StartedAnew()),
        Without(2, "waf-regional:GetWebACLForResource", Creation(s_regionalAcl)),
        Without(2, "waf-regional:AssociateWebACL", Creation(s_regionalAcl)),
        Without(2, "wafv2:GetWebACLForResource", Creation(s_acl)),
        Without(2, "wafv2:AssociateWebACL", Creation(s_acl)),
        Without(2, "wafv2:DisassociateWebACL", Edit(s_acl, s_acl.With(("wafv2-acl-arn", "none")))),
        Without(2, "shield:GetSubscriptionState", Creation(s_shielded).StartedAnew()),
        Without(2, "shield:DescribeProtection", Creation(s_shielded)),
        Without(2, "shield:CreateProtection", Creation(s_shielded)),
        Without(2, "shield:DeleteProtection", Edit(s_shielded, s_shielded.With(("shield-advanced-protection", "false")))),
    ];

    private static IEnumerable<PolicyMutation> SecurityGroups() =>
    [
        Without(3, "ec2:AuthorizeSecurityGroupIngress", s_new.ByBinding()),
        Without(3, "ec2:RevokeSecurityGroupIngress", s_gone.ByBinding()),
        Without(4, "ec2:CreateSecurityGroup", s_new),
        Without(5, "ec2:CreateTags", s_new),
        Without(6, "ec2:CreateTags", s_tagging),
        Without(6, "ec2:DeleteTags", s_untagging),
        Without(7, "ec2:DeleteSecurityGroup", s_gone),
    ];

    private static IEnumerable<PolicyMutation> CreationsAndListeners() =>
    [
        Without(8, Elb + "CreateTargetGroup", s_new),
        Without(8, Elb + "CreateLoadBalancer", s_new),
        Without(9, Elb + "CreateListener", s_new),
        Without(9, Elb + "DeleteListener", Edit(s_plain.With(("listen-ports", """[{"HTTP":80},{"HTTP":81}]""")), s_plain)),
        Without(9, Elb + "CreateRule", s_new),
        Without(9, Elb + "DeleteRule", Edit(s_two, s_plain)),
        Without(10, Elb + "AddTags", s_tagging),
        Without(10, Elb + "RemoveTags", s_untagging),
        Without(11, Elb + "AddTags", s_new),
        Without(11, Elb + "RemoveTags", s_untagging),
        Without(13, Elb + "AddTags", s_new),
    ];

    private static IEnumerable<PolicyMutation> Changes() =>
    [
        Without(12, Elb + "ModifyLoadBalancerAttributes", s_newFull),
        Without(12, Elb + "SetIpAddressType", Edit(s_plain, s_plain.With(("healthcheck-path", "/healthy"))).Where(Account.DualStack)),
        Without(12, Elb + "SetSecurityGroups", Edit(s_plain, s_plain.With(("security-groups", "{group}")))),
        Without(12, Elb + "SetSubnets", Edit(s_plain, s_plain.With(("subnets", "{subnets}")))),
        Without(12, Elb + "DeleteLoadBalancer", s_gone),
        Without(12, Elb + "ModifyTargetGroup", Edit(s_plain, s_plain.With(("healthcheck-path", "/healthy")))),
        Without(12, Elb + "ModifyTargetGroupAttributes", s_newFull),
        Without(12, Elb + "DeleteTargetGroup", s_gone),
        Without(12, Elb + "ModifyListenerAttributes", s_newFull),
        Without(12, Elb + "ModifyCapacityReservation", Creation(s_reserved)),
        Without(12, Elb + "ModifyIpPools", Edit(s_plain, s_plain.With(("ipam-ipv4-pool-id", "ipam-pool-11111111111111111")))),
        Without(14, Elb + "RegisterTargets", s_new.ByBinding()),
        Without(14, Elb + "DeregisterTargets", s_gone.ByBinding()),
        Without(15, Elb + "ModifyListener", Edit(s_secure, s_secure.With(("ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06")))),
        Without(15, Elb + "AddListenerCertificates", s_newFull),
        Without(15, Elb + "RemoveListenerCertificates", Edit(s_secure.With(("certificate-arn", "{certificates}")), s_secure.With(("certificate-arn", "{certificate}")))),
        Without(15, Elb + "ModifyRule", Edit(s_two, s_two.To(("/", "web"), ("/api", "web")))),
        Without(15, Elb + "SetWebAcl", Creation(s_acl)) with { FirstDenied = Elb + "SetWebACL" },
        Without(15, Elb + "SetRulePriorities", Edit(s_two, s_two.To(("/", "web"), ("/api", "api"), ("/api/v2", "web")))),
    ];

    // Those of one action are above.
    private static IEnumerable<PolicyMutation> Statements() =>
    [
        WithoutAll(1, Elb + "DescribeLoadBalancers", s_new),
        WithoutAll(2, "acm:ListCertificates", Creation(s_secure).StartedAnew()),
        WithoutAll(3, "ec2:AuthorizeSecurityGroupIngress", s_new.ByBinding()),
        WithoutAll(6, "ec2:CreateTags", s_tagging),
        WithoutAll(7, "ec2:DeleteSecurityGroup", s_gone),
        WithoutAll(8, Elb + "CreateTargetGroup", s_new),
        WithoutAll(9, Elb + "CreateListener", s_new),
        WithoutAll(10, Elb + "AddTags", s_tagging),
        WithoutAll(11, Elb + "AddTags", s_new),
        WithoutAll(12, Elb + "ModifyTargetGroupAttributes", s_newFull),
        WithoutAll(14, Elb + "RegisterTargets", s_new.ByBinding()),
        WithoutAll(15, Elb + "AddListenerCertificates", s_newFull),
    ];

    private static IEnumerable<PolicyMutation> Conditions() =>
    [
        WithCondition(0, "StringEquals", "iam:AWSServiceName", "spot.amazonaws.com", "iam:CreateServiceLinkedRole", s_new.Where(Account.WithoutServiceLinkedRole)),
        WithCondition(5, "StringEquals", "ec2:CreateAction", "RunInstances", "ec2:CreateTags", s_new),
        WithCondition(5, "Null", ClusterOnRequest, "true", "ec2:CreateTags", s_new),
        WithCondition(6, "Null", ClusterOnResource, "true", "ec2:CreateTags", s_tagging),
        WithCondition(7, "Null", ClusterOnResource, "true", "ec2:DeleteSecurityGroup", s_gone),
        WithCondition(8, "Null", ClusterOnRequest, "true", Elb + "CreateTargetGroup", s_new),
        WithCondition(10, "Null", ClusterOnResource, "true", Elb + "AddTags", s_tagging),
        WithCondition(12, "Null", ClusterOnResource, "true", Elb + "ModifyTargetGroupAttributes", s_newFull),
        WithCondition(13, "StringEquals", Elb + "CreateAction", new JsonArray("CreateLoadBalancer"), Elb + "AddTags", s_new),
        WithCondition(13, "StringEquals", Elb + "CreateAction", new JsonArray("CreateTargetGroup"), Elb + "AddTags", s_new),
    ];
}
