using EksIngress.Alb.Flags;

namespace EksIngress.Alb.Tests;

public sealed class ControllerConfigurationTests
{
    private static readonly ControllerConfiguration Valid = new() { ClusterName = "dev", VpcId = "vpc-1" };

    [Fact]
    public void Validate_ControllersDefaults_Pass() => Valid.Validate();

    [Theory]
    [InlineData("elbv2.k8s.aws/cluster")]
    [InlineData("elbv2.k8s.aws/resource")]
    [InlineData("ingress.k8s.aws/stack")]
    [InlineData("ingress.k8s.aws/resource")]
    [InlineData("service.k8s.aws/stack")]
    [InlineData("service.k8s.aws/resource")]
    [InlineData("gateway.k8s.aws.nlb/stack")]
    [InlineData("gateway.k8s.aws.nlb/resource")]
    [InlineData("gateway.k8s.aws.alb/stack")]
    [InlineData("gateway.k8s.aws.alb/resource")]
    public void Validate_TrackingTag_IsNobodyElses(string key)
    {
        Assert.Equal(
            $"tag key {key} cannot be specified in default-tags flag",
            Message(Valid with { DefaultTags = Tags("a", key), ExternalManagedTags = [key] }));
        Assert.Equal($"tag key {key} cannot be specified in external-managed-tags flag", Message(Valid with { ExternalManagedTags = ["a", key] }));
    }

    [Theory]
    [InlineData("a b", "", null)]
    [InlineData("", "a b", null)]
    [InlineData("a b", "c A", null)]
    [InlineData("a b", "c b", "tag key b cannot be specified in both default-tags and external-managed-tags flag")]
    [InlineData("a b", "b a", "tag key b cannot be specified in both default-tags and external-managed-tags flag")]
    [InlineData("elbv2.k8s.aws/Cluster ingress.k8s.aws/stack2", "kubernetes.io/cluster/dev", null)]
    [InlineData("service.k8s.aws/stack ingress.k8s.aws/stack", "", "tag key ingress.k8s.aws/stack cannot be specified in default-tags flag")]
    public void Validate_Tags_DoNotMeet(string defaults, string managed, string? message) => Assert.Equal(
        message,
        Message(Valid with
        {
            DefaultTags = Tags(defaults.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            ExternalManagedTags = managed.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        }));

    [Theory]
    [InlineData("instance", "internal", null)]
    [InlineData("ip", "internet-facing", null)]
    [InlineData("IP", "internal", "invalid value IP for default target type")]
    [InlineData("", "internal", "invalid value  for default target type")]
    [InlineData("lambda", "public", "invalid value lambda for default target type")]
    [InlineData("ip", "Internal", "invalid value Internal for default scheme")]
    [InlineData("ip", "", "invalid value  for default scheme")]
    public void Validate_TargetTypeAndScheme_AreOfAFew(string targetType, string scheme, string? message) =>
        Assert.Equal(message, Message(Valid with { DefaultTargetType = targetType, DefaultLoadBalancerScheme = scheme }));

    [Theory]
    [InlineData("", false, true, null)]
    [InlineData("sg-0123", false, true, null)]
    [InlineData("sg-", false, false, null)]
    [InlineData("SG-0123", false, true, "invalid value SG-0123 for backend security group id")]
    [InlineData("web", true, false, "invalid value web for backend security group id")]
    [InlineData("", true, true, null)]
    [InlineData("", true, false, "backend security group must be enabled when manage backend security group rule is enabled")]
    [InlineData("sg-0123", true, false, "backend security group must be enabled when manage backend security group rule is enabled")]
    public void Validate_BackendSecurityGroup(string id, bool manages, bool enabled, string? message) => Assert.Equal(
        message,
        Message(Valid with { BackendSecurityGroup = id, EnableManageBackendSecurityGroupRules = manages, EnableBackendSecurityGroup = enabled }));

    [Theory]
    [InlineData("", null)]
    [InlineData("a=b", null)]
    [InlineData("a=b=c", null)]
    [InlineData("a==", null)]
    [InlineData(" = ", null)]
    [InlineData("a", "invalid value \"a\" for --required-secrets-label: must be in key=value format")]
    [InlineData("a=", "invalid value \"a=\" for --required-secrets-label: must be in key=value format")]
    [InlineData("=b", "invalid value \"=b\" for --required-secrets-label: must be in key=value format")]
    [InlineData("=", "invalid value \"=\" for --required-secrets-label: must be in key=value format")]
    [InlineData("a\"b", "invalid value \"a\\\"b\" for --required-secrets-label: must be in key=value format")]
    public void Validate_RequiredSecretsLabel_IsAPair(string label, string? message) => Assert.Equal(message, Message(Valid with { RequiredSecretsLabel = label }));

    [Theory]
    [InlineData("", "pod", "kubernetes cluster name must be specified")]
    [InlineData(" ", "pod", "invalid value pod for default target type")]
    public void Validate_SeveralFaults_TheFirstIsTold(string cluster, string targetType, string message) =>
        Assert.Equal(message, Message(Valid with { ClusterName = cluster, DefaultTargetType = targetType, RequiredSecretsLabel = "x" }));

    [Theory]
    [InlineData("ListenerRulesTagging", true)]
    [InlineData("WeightedTargetGroups", true)]
    [InlineData("ServiceTypeLoadBalancerOnly", false)]
    [InlineData("EndpointsFailOpen", true)]
    [InlineData("EnableServiceController", true)]
    [InlineData("EnableIPTargetType", true)]
    [InlineData("EnableTCPUDPListener", false)]
    [InlineData("EnableRGTAPI", false)]
    [InlineData("SubnetsClusterTagCheck", true)]
    [InlineData("NLBHealthCheckAdvancedConfig", true)]
    [InlineData("NLBSecurityGroup", true)]
    [InlineData("ALBSingleSubnet", false)]
    [InlineData("LBCapacityReservation", true)]
    [InlineData("SubnetDiscoveryByReachability", true)]
    [InlineData("NLBGatewayAPI", true)]
    [InlineData("ALBGatewayAPI", true)]
    [InlineData("GlobalAcceleratorController", false)]
    [InlineData("EnhancedDefaultBehavior", false)]
    [InlineData("EnableDefaultTagsLowPriority", false)]
    [InlineData("ALBTargetControlAgent", false)]
    [InlineData("GatewayListenerSet", true)]
    [InlineData("EnableCertificateManagement", false)]
    [InlineData("IngressPlanAnnotation", false)]
    public void Gate_Default_AndTheOppositeOfIt(string gate, bool enabled)
    {
        var untouched = FeatureGates.Parse();
        var turned = FeatureGates.Parse($"{gate}={!enabled}");

        Assert.Equal((enabled, false), (untouched.IsEnabled(gate), untouched.Given.Contains(gate)));
        Assert.Equal((!enabled, true), (turned.IsEnabled(gate), turned.Given.Contains(gate)));
        Assert.Contains($"{gate}={(enabled ? "false" : "true")}", turned.ToString().Split(','));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(",", null)]
    [InlineData(" ALBSingleSubnet = T ,EnableRGTAPI=0", null)]
    [InlineData("ALBSingleSubnet=true,ALBSingleSubnet=false", null)]
    [InlineData(" ", "failed to parse feature-gates settings due to invalid mapStringBool:  ")]
    [InlineData("ALBSingleSubnet", "failed to parse feature-gates settings due to invalid mapStringBool: ALBSingleSubnet")]
    [InlineData("ALBSingleSubnet=", "failed to parse feature-gates settings due to invalid mapStringBool: ALBSingleSubnet=")]
    [InlineData("ALBSingleSubnet=on", "failed to parse feature-gates settings due to invalid mapStringBool: ALBSingleSubnet=on")]
    [InlineData("ALBSingleSubnet=true=true", "failed to parse feature-gates settings due to invalid mapStringBool: ALBSingleSubnet=true=true")]
    [InlineData("albsinglesubnet=true", "unknown feature: albsinglesubnet")]
    [InlineData("=true", "unknown feature: ")]
    [InlineData("Unknown=maybe", "failed to parse feature-gates settings due to invalid mapStringBool: Unknown=maybe")]
    public void Gates_Text_IsPairsOfKnownGates(string text, string? message) =>
        Assert.Equal(message, Record.Exception(() => FeatureGates.Parse(text))?.Message);

    private static Dictionary<string, string> Tags(params string[] keys) => keys.ToDictionary(key => key, _ => "x");

    private static string? Message(ControllerConfiguration configuration) => Record.Exception(configuration.Validate)?.Message;
}
