namespace EksIngress.Alb.Stacks;

/// <summary>Resource types and fixed ids of a stack, as the controller spells them.</summary>
internal static class ResourceTypes
{
    public const string SecurityGroup = "AWS::EC2::SecurityGroup";
    public const string LoadBalancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    public const string Listener = "AWS::ElasticLoadBalancingV2::Listener";
    public const string ListenerRule = "AWS::ElasticLoadBalancingV2::ListenerRule";
    public const string TargetGroup = "AWS::ElasticLoadBalancingV2::TargetGroup";
    public const string TargetGroupBinding = "K8S::ElasticLoadBalancingV2::TargetGroupBinding";

    public const string WebAclAssociation = "AWS::WAFv2::WebACLAssociation";
    public const string RegionalWebAclAssociation = "AWS::WAFRegional::WebACLAssociation";
    public const string ShieldProtection = "AWS::Shield::Protection";
    public const string FrontendNlbTargets = "FrontendNLBTargetGroup";

    public const string Certificate = "AWS::ACM::Certificate";

    public const string LoadBalancerId = "LoadBalancer";
    public const string FrontendNlbId = "FrontendNlb";
    public const string ManagedSecurityGroupId = "ManagedLBSecurityGroup";

    public static StackValue LoadBalancerArn { get; } = new StackValue.Reference(LoadBalancer, LoadBalancerId, "loadBalancerARN");

    public static StackValue FrontendNlbArn { get; } = new StackValue.Reference(LoadBalancer, FrontendNlbId, "loadBalancerARN");

    public static StackValue ManagedSecurityGroupIdValue { get; } =
        new StackValue.Reference(SecurityGroup, ManagedSecurityGroupId, "groupID");

    public static StackValue CertificateArn(string resourceId) =>
        new StackValue.Reference(Certificate, resourceId, "certificateARN");

    public static StackValue ListenerArn(int port) =>
        new StackValue.Reference(Listener, port.ToString(System.Globalization.CultureInfo.InvariantCulture), "listenerARN");

    public static StackValue TargetGroupArn(string resourceId) =>
        new StackValue.Reference(TargetGroup, resourceId, "targetGroupARN");
}
