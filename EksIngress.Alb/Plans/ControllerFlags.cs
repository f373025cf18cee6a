using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Plans;

/// <summary>
/// The controller's command line as far as it changes what is built, for example <c>--default-target-type=ip</c> and
/// <c>--feature-gates=ALBSingleSubnet=true</c>. What is not given has the controller's default.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
public sealed class ControllerFlags
{
    private static readonly string[] Valued =
    [
        "cluster-name", "aws-vpc-id", "ingress-class", "default-tags", "external-managed-tags", "default-ssl-policy", "default-target-type",
        "default-load-balancer-scheme", "feature-gates", "allowed-certificate-authority-arns", "default-pca-arn", "required-secrets-label",
    ];

    private static readonly string[] Switches =
    [
        "enable-backend-security-group", "enable-manage-backend-security-group-rules", "disable-restricted-sg-rules",
        "tolerate-non-existent-backend-service", "tolerate-non-existent-backend-action",
    ];

    // They change when or whether something is built, not what.
    private static readonly string[] WithoutEffectOnPlans =
    [
        "alb-gateway-max-concurrent-reconciles", "aws-api-endpoints", "aws-api-throttle", "aws-max-retries", "aws-region", "aws-vpc-cache-ttl",
        "enable-endpoint-slices", "enable-leader-election", "enable-pod-readiness-gate-inject", "enable-service-mutator-webhook",
        "gateway-class-max-concurrent-reconciles", "globalaccelerator-max-concurrent-reconciles", "globalaccelerator-max-exponential-backoff-delay",
        "health-probe-bind-addr", "ingress-max-concurrent-reconciles", "kube-ca-pem-filepath", "kubeconfig", "lb-stabilization-monitor-interval",
        "leader-election-id", "leader-election-namespace", "load-balancer-class", "log-level", "metrics-bind-addr",
        "nlb-gateway-max-concurrent-reconciles", "service-max-concurrent-reconciles", "service-target-eni-security-group-tags", "sync-period",
        "targetgroupbinding-max-concurrent-reconciles", "targetgroupbinding-max-exponential-backoff-delay", "targetgroupbinding-requeue-duration",
        "webhook-bind-port", "webhook-cert-dir", "webhook-cert-file", "webhook-key-file",
    ];

    private static readonly string[] NotSupported =
    [
        "aws-vpc-tag-key", "aws-vpc-tags", "backend-security-group",
        "disable-ingress-class-annotation", "disable-ingress-group-name-annotation", "enable-acm-certificates", "enable-shield", "enable-waf", "enable-wafv2",
        "max-targets-per-target-group", "watch-namespace",
    ];

    private static readonly string[] GatesWithEffect =
    [
        "ALBSingleSubnet", "EnableCertificateManagement", "EnableDefaultTagsLowPriority", "EnableIPTargetType", "LBCapacityReservation",
        "SubnetDiscoveryByReachability", "SubnetsClusterTagCheck",
    ];

    // Services, gateways, accelerators, webhooks and how a stack is deployed: nothing of an Ingress's stack depends on them.
    private static readonly string[] GatesWithoutEffect =
    [
        "ALBGatewayAPI", "ALBTargetControlAgent", "EnhancedDefaultBehavior", "ListenerRulesTagging", "WeightedTargetGroups", "EnableRGTAPI", "EnableServiceController", "EnableTCPUDPListener", "EndpointsFailOpen", "GatewayListenerSet",
        "GlobalAcceleratorController", "IngressPlanAnnotation", "NLBGatewayAPI", "NLBHealthCheckAdvancedConfig", "NLBSecurityGroup",
        "ServiceTypeLoadBalancerOnly",
    ];

    private readonly SortedDictionary<string, string> _values;

    private ControllerFlags(SortedDictionary<string, string> values)
    {
        _values = values;
        Configuration = Read();
    }

    /// <summary>Value of <c>--cluster-name</c>; null when it was not given.</summary>
    public string? ClusterName => Find("cluster-name");

    /// <summary>Value of <c>--aws-vpc-id</c>; null when it was not given.</summary>
    public string? VpcId => Find("aws-vpc-id");

    /// <summary>Without cluster and VPC where the flags do not name them.</summary>
    internal ControllerConfiguration Configuration { get; }

    /// <summary>Reads flags: <c>--name=value</c>, <c>--name value</c>, and <c>--name</c> alone for switches; the last one wins.</summary>
    /// <exception cref="ControllerFlagsException">A flag or gate is unknown, malformed, or not supported here.</exception>
    public static ControllerFlags Parse(params IReadOnlyList<string> flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < flags.Count; i++)
        {
            if (!flags[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ControllerFlagsException($"'{flags[i]}' is no controller flag; write --name=value");
            }

            var equals = flags[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? flags[i][2..] : flags[i][2..equals];
            Check(name);
            values[name] = equals >= 0
                ? flags[i][(equals + 1)..]
                : Switches.Contains(name, StringComparer.Ordinal) ? "true"
                : i + 1 < flags.Count && !flags[i + 1].StartsWith("--", StringComparison.Ordinal) ? flags[++i]
                : WithoutEffectOnPlans.Contains(name, StringComparer.Ordinal) ? "true"
                : throw new ControllerFlagsException($"flag needs an argument: --{name}");
        }

        return new ControllerFlags(values);
    }

    private static void Check(string name)
    {
        if (NotSupported.Contains(name, StringComparer.Ordinal))
        {
            throw new ControllerFlagsException($"flag --{name} is not supported here; leave it out to continue");
        }

        if (!Valued.Contains(name, StringComparer.Ordinal) && !Switches.Contains(name, StringComparer.Ordinal)
            && !WithoutEffectOnPlans.Contains(name, StringComparer.Ordinal))
        {
            throw new ControllerFlagsException($"unknown flag: --{name}");
        }
    }

    private ControllerConfiguration Read()
    {
        var gates = ReadGates();
        return new ControllerConfiguration
        {
            ClusterName = ClusterName ?? "",
            VpcId = VpcId ?? "",
            IngressClass = _values.GetValueOrDefault("ingress-class") ?? "alb",
            DefaultTags = ReadPairs("default-tags"),
            ExternalManagedTags = Find("external-managed-tags")?.Split(',') ?? [],
            DefaultSslPolicy = Find("default-ssl-policy") ?? "ELBSecurityPolicy-2016-08",
            DefaultTargetType = ReadChoice("default-target-type", "target type", "instance", "ip"),
            DefaultLoadBalancerScheme = ReadChoice("default-load-balancer-scheme", "scheme", "internal", "internet-facing"),
            EnableBackendSecurityGroup = ReadSwitch("enable-backend-security-group", true),
            EnableManageBackendSecurityGroupRules = ReadSwitch("enable-manage-backend-security-group-rules", false),
            DisableRestrictedSecurityGroupRules = ReadSwitch("disable-restricted-sg-rules", false),
            TolerateNonExistentBackendService = ReadSwitch("tolerate-non-existent-backend-service", true),
            TolerateNonExistentBackendAction = ReadSwitch("tolerate-non-existent-backend-action", true),
            AllowedCertificateAuthorityArns = Find("allowed-certificate-authority-arns")?.Split(',') ?? [],
            DefaultCertificateAuthorityArn = Find("default-pca-arn") ?? "",
            RequiredSecretsLabel = Find("required-secrets-label") ?? "",
            EnableIpTargetType = gates.GetValueOrDefault("EnableIPTargetType", true),
            EnableCertificateManagement = gates.GetValueOrDefault("EnableCertificateManagement", false),
            AlbSingleSubnet = gates.GetValueOrDefault("ALBSingleSubnet", false),
            SubnetsClusterTagCheck = gates.GetValueOrDefault("SubnetsClusterTagCheck", true),
            LoadBalancerCapacityReservation = gates.GetValueOrDefault("LBCapacityReservation", true),
            SubnetDiscoveryByReachability = gates.GetValueOrDefault("SubnetDiscoveryByReachability", true),
            DefaultTagsLowPriority = gates.GetValueOrDefault("EnableDefaultTagsLowPriority", false),
        };
    }

    private Dictionary<string, bool> ReadGates()
    {
        var gates = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var pair in (Find("feature-gates") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || FindBoolean(pair[(equals + 1)..].Trim()) is not { } value)
            {
                throw new ControllerFlagsException($"failed to parse feature-gates settings due to invalid mapStringBool: {pair}");
            }

            var gate = pair[..equals].Trim();
            if (!GatesWithEffect.Contains(gate, StringComparer.Ordinal) && !GatesWithoutEffect.Contains(gate, StringComparer.Ordinal))
            {
                throw new ControllerFlagsException($"unknown feature: {gate}");
            }

            gates[gate] = value;
        }

        return gates;
    }

    private string? Find(string name) => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private string ReadChoice(string name, string what, params string[] choices) => Find(name) is not { } value ? choices[0]
        : choices.Contains(value, StringComparer.Ordinal) ? value
        : throw new ControllerFlagsException($"invalid value {value} for default {what}");

    private bool ReadSwitch(string name, bool initial) => Find(name) is not { } value ? initial
        : FindBoolean(value) ?? throw new ControllerFlagsException(
            $"invalid argument \"{value}\" for \"--{name}\" flag: strconv.ParseBool: parsing \"{value}\": invalid syntax");

    private static bool? FindBoolean(string value) => value switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };

    private IReadOnlyDictionary<string, string> ReadPairs(string name)
    {
        if (Find(name) is not { } raw)
        {
            return NoStrings.Map;
        }

        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in raw.Split(','))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[equals < 0
                ? throw new ControllerFlagsException($"invalid argument \"{raw}\" for \"--{name}\" flag: {pair} must be formatted as key=value")
                : pair[..equals]] = pair[(equals + 1)..];
        }

        return pairs;
    }
}
