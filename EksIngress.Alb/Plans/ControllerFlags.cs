using EksIngress.Alb.Flags;

namespace EksIngress.Alb.Plans;

/// <summary>
/// The controller's command line, for example <c>--default-target-type=ip</c> and <c>--feature-gates=ALBSingleSubnet=true</c>. Every flag of
/// the controller is read and checked, also those that change nothing of what is built. What is not given has the controller's default.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
public sealed class ControllerFlags
{
    private ControllerFlags(FlagValues values)
    {
        Values = values;
        Configuration = Read(values);
    }

    /// <summary>Value of <c>--cluster-name</c>; null when it was not given.</summary>
    public string? ClusterName => Values.FindNonEmpty("cluster-name");

    /// <summary>Value of <c>--aws-vpc-id</c>; null when it was not given.</summary>
    public string? VpcId => Values.FindNonEmpty("aws-vpc-id");

    /// <summary>Tags of <c>--aws-vpc-tags</c>, all of which the VPC carries; they count when <c>--aws-vpc-id</c> is not given. Null without the flag.</summary>
    public IReadOnlyDictionary<string, string>? VpcTags => Values.FindText("aws-vpc-tags") is null ? null : Values.Pairs("aws-vpc-tags");

    /// <summary>Gates of <c>--feature-gates</c>.</summary>
    public FeatureGates FeatureGates => Values.Gates;

    /// <summary>What the flags come to; cluster and VPC are empty where they do not name them.</summary>
    public ControllerConfiguration Configuration { get; }

    internal FlagValues Values { get; }

    /// <summary>
    /// Reads flags: <c>--name=value</c>, <c>--name value</c>, and <c>--name</c> alone for switches. Lists, tags and gates add up, of other flags
    /// the last one counts.
    /// </summary>
    /// <exception cref="ControllerFlagsException">A flag or gate is unknown or malformed, or the controller would not start with them.</exception>
    public static ControllerFlags Parse(params IReadOnlyList<string> flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        try
        {
            var parsed = new ControllerFlags(FlagValues.Parse(flags));
            ConfigurationChecks.RunWithoutCluster(parsed.Configuration);
            return parsed;
        }
        catch (AlbModelException exception)
        {
            throw new ControllerFlagsException(exception.Message);
        }
    }

    private static ControllerConfiguration Read(FlagValues values)
    {
        var gates = values.Gates;
        return new ControllerConfiguration
        {
            ClusterName = values.FindText("cluster-name") ?? "",
            VpcId = values.FindText("aws-vpc-id") ?? "",
            WatchNamespace = values.FindText("watch-namespace") ?? "",
            IngressClass = values.FindText("ingress-class") ?? "alb",
            DefaultTags = values.Pairs("default-tags"),
            ExternalManagedTags = values.List("external-managed-tags"),
            DefaultSslPolicy = values.FindText("default-ssl-policy") ?? "ELBSecurityPolicy-2016-08",
            DefaultTargetType = values.FindText("default-target-type") ?? "instance",
            DefaultLoadBalancerScheme = values.FindText("default-load-balancer-scheme") ?? "internal",
            LoadBalancerClass = values.FindText("load-balancer-class") ?? "service.k8s.aws/nlb",
            DisableIngressClassAnnotation = values.Switch("disable-ingress-class-annotation", false),
            DisableIngressGroupNameAnnotation = values.Switch("disable-ingress-group-name-annotation", false),
            BackendSecurityGroup = values.FindText("backend-security-group") ?? "",
            EnableBackendSecurityGroup = values.Switch("enable-backend-security-group", true),
            EnableManageBackendSecurityGroupRules = values.Switch("enable-manage-backend-security-group-rules", false),
            DisableRestrictedSecurityGroupRules = values.Switch("disable-restricted-sg-rules", false),
            EnableEndpointSlices = values.Switch("enable-endpoint-slices", true),
            EnablePodReadinessGateInject = values.Switch("enable-pod-readiness-gate-inject", true),
            QuicEnvironmentVariableName = values.FindText("quic-environment-variable-name") ?? "AWS_LBC_QUIC_SERVER_ID",
            ServiceTargetEniSecurityGroupTags = values.Pairs("service-target-eni-security-group-tags"),
            MaxTargetsPerTargetGroup = values.Integer("max-targets-per-target-group", 0),
            TolerateNonExistentBackendService = values.Switch("tolerate-non-existent-backend-service", true),
            TolerateNonExistentBackendAction = values.Switch("tolerate-non-existent-backend-action", true),
            AllowedCertificateAuthorityArns = values.List("allowed-certificate-authority-arns"),
            DefaultCertificateAuthorityArn = values.FindText("default-pca-arn") ?? "",
            RequiredSecretsLabel = values.FindText("required-secrets-label") ?? "",
            EnableWaf = values.Switch("enable-waf", true),
            EnableWafV2 = values.Switch("enable-wafv2", true),
            EnableShield = values.Switch("enable-shield", true),
            EnableIpTargetType = gates.IsEnabled("EnableIPTargetType"),
            EnableCertificateManagement = gates.IsEnabled("EnableCertificateManagement"),
            AlbSingleSubnet = gates.IsEnabled("ALBSingleSubnet"),
            SubnetsClusterTagCheck = gates.IsEnabled("SubnetsClusterTagCheck"),
            LoadBalancerCapacityReservation = gates.IsEnabled("LBCapacityReservation"),
            SubnetDiscoveryByReachability = gates.IsEnabled("SubnetDiscoveryByReachability"),
            DefaultTagsLowPriority = gates.IsEnabled("EnableDefaultTagsLowPriority"),
            EndpointsFailOpen = gates.IsEnabled("EndpointsFailOpen"),
            ListenerRulesTagging = gates.IsEnabled("ListenerRulesTagging"),
            WeightedTargetGroups = gates.IsEnabled("WeightedTargetGroups"),
            EnhancedDefaultBehavior = gates.IsEnabled("EnhancedDefaultBehavior"),
            IngressPlanAnnotation = gates.IsEnabled("IngressPlanAnnotation"),
        };
    }
}
