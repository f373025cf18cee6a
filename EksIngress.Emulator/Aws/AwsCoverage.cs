namespace EksIngress.Emulator.Aws;

/// <summary>
/// Operations that have a route and differ from AWS's, by service and name. What is not here checks, answers and has its effect as on AWS,
/// within what the emulator has at all. docs/coverage.md is generated from this and the routes.
/// </summary>
internal static class AwsCoverage
{
    private const string RecordOnly = "recorded and answered; no effect";

    public static IReadOnlyDictionary<string, AwsFidelity> Differences { get; } = new Dictionary<string, AwsFidelity>(StringComparer.Ordinal)
    {
        ["acm:RequestCertificate"] = AwsFidelity.Partial("DNS validation only, and it succeeds by the clock; the emulator's authority issues; no private authorities, no export"),
        ["acm:RenewCertificate"] = AwsFidelity.Partial("refuses every certificate, as AWS does all but exported private ones"),
        ["ec2:DescribeAccountAttributes"] = AwsFidelity.Partial("the attributes of a VPC-only account"),
        ["ec2:DescribeInstanceTypes"] = AwsFidelity.Partial("families c5 to r7i and t3 to t4g up to 8xlarge, with processors, memory, architecture and network"),
        ["ec2:DescribeRegions"] = AwsFidelity.Partial("the regions that need no opt-in"),
        ["ec2:DescribeInstances"] = AwsFidelity.Partial("instances of node groups; there are no others"),
        ["ecr:CreateRepository"] = AwsFidelity.Partial("a record: no registry is behind it; no KMS"),
        ["ecr:GetAuthorizationToken"] = AwsFidelity.Partial("a token that no registry takes"),
        ["ecr:ListImages"] = AwsFidelity.Partial("always empty"),
        ["ecr:DescribeImages"] = AwsFidelity.Partial("always empty"),
        ["eks:CreateAddon"] = AwsFidelity.Partial("recorded; nothing is installed into the cluster. Add-ons of EKS itself; no pod identities of its own"),
        ["eks:UpdateAddon"] = AwsFidelity.Partial("recorded; nothing changes in the cluster"),
        ["eks:DescribeAddonVersions"] = AwsFidelity.Partial("a few versions of EKS's own add-ons"),
        ["eks:DescribeAddonConfiguration"] = AwsFidelity.Partial("an open schema: any JSON object"),
        ["eks:CreateCluster"] = AwsFidelity.Partial("IPv4; a name is taken in all regions"),
        ["eks:CreateNodegroup"] = AwsFidelity.Partial("nodes are records that pods are placed on; no launch templates or remote access"),
        ["eks:UpdateNodegroupConfig"] = AwsFidelity.Partial("scaling, labels and taints; nodes that are there keep their labels and taints"),
        ["eks:UpdateClusterVersion"] = AwsFidelity.Partial("the running API server keeps its version"),
        ["eks:UpdateClusterConfig"] = AwsFidelity.Partial("endpoint access, authentication mode, logging, upgrade policy, deletion protection; the endpoint stays on loopback"),
        ["eks:CreateAccessEntry"] = AwsFidelity.Partial("types STANDARD and EC2_LINUX"),
        ["eks:CreateFargateProfile"] = AwsFidelity.Absent("Fargate: use node groups"),
        ["eks:DescribeFargateProfile"] = AwsFidelity.Absent("Fargate: use node groups"),
        ["eks:DeleteFargateProfile"] = AwsFidelity.Absent("Fargate: use node groups"),
        ["eks:ListFargateProfiles"] = AwsFidelity.Partial("always empty"),
        ["elasticloadbalancing:CreateLoadBalancer"] = AwsFidelity.Partial("application load balancers; they listen on 127.0.0.1; pools of addresses are recorded"),
        ["elasticloadbalancing:CreateListener"] = AwsFidelity.Partial("HTTP and HTTPS; user pools of Cognito are not emulated, another provider may stand in for one"),
        ["elasticloadbalancing:ModifyListener"] = AwsFidelity.Partial("port and protocol cannot be changed"),
        ["elasticloadbalancing:CreateRule"] = AwsFidelity.Partial("as CreateListener"),
        ["elasticloadbalancing:ModifyRule"] = AwsFidelity.Partial("as CreateRule"),
        ["elasticloadbalancing:CreateTargetGroup"] = AwsFidelity.Partial("target types ip and instance, protocols HTTP and HTTPS; a target control port is recorded, agents are not asked"),
        ["elasticloadbalancing:CreateTrustStore"] = AwsFidelity.Partial("bundles are files in the emulator's directory, not objects in S3; no revocation lists"),
        ["elasticloadbalancing:ModifyTrustStore"] = AwsFidelity.Partial("as CreateTrustStore"),
        ["elasticloadbalancing:ModifyCapacityReservation"] = AwsFidelity.Partial(RecordOnly),
        ["elasticloadbalancing:ModifyIpPools"] = AwsFidelity.Partial(RecordOnly),
        ["iam:GetServerCertificate"] = AwsFidelity.Partial("there is none"),
        ["iam:ListServerCertificates"] = AwsFidelity.Partial("always empty"),
        ["iam:CreateServiceLinkedRole"] = AwsFidelity.Partial("for Elastic Load Balancing, EKS and its node groups"),
        ["shield:CreateProtection"] = AwsFidelity.Partial(RecordOnly + "; no tags"),
        ["shield:CreateSubscription"] = AwsFidelity.Partial(RecordOnly),
        ["sts:GetSessionToken"] = AwsFidelity.Partial("without MFA"),
        ["waf-regional:AssociateWebACL"] = AwsFidelity.Partial("WAF Classic without web ACLs: always nonexistent"),
        ["waf-regional:GetWebACL"] = AwsFidelity.Partial("WAF Classic without web ACLs: always nonexistent"),
        ["waf-regional:GetWebACLForResource"] = AwsFidelity.Partial("always none"),
        ["waf-regional:ListWebACLs"] = AwsFidelity.Partial("always empty"),
        ["wafv2:AssociateWebACL"] = AwsFidelity.Partial("the association is kept; **no request is inspected**"),
        ["wafv2:CreateWebACL"] = AwsFidelity.Partial("kept as sent, for load balancers; **its rules are not enforced**"),
        ["wafv2:UpdateWebACL"] = AwsFidelity.Partial("as CreateWebACL"),
    };
}
