using System.Globalization;
using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>Command line of the controller.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
internal sealed class ControllerFlags
{
    // Without meaning here: the emulated account limits nobody, and there is one way to list endpoints and one to elect a leader.
    private static readonly string[] Inert =
    [
        "aws-max-retries", "aws-api-throttle", "aws-api-endpoints", "enable-leader-election", "leader-election-id", "leader-election-namespace",
        "enable-endpoint-slices", "log-level", "service-max-concurrent-reconciles",
        "lb-stabilization-monitor-interval",
    ];

    private readonly Dictionary<string, string> _values;

    private ControllerFlags(Dictionary<string, string> values) => _values = values;

    public string ClusterName => _values["cluster-name"];

    public string? Region => Find("aws-region");

    public string? VpcId => Find("aws-vpc-id");

    /// <summary>Ports of the pod's address that the controller serves on.</summary>
    /// <exception cref="ControllerExitException">A value is malformed.</exception>
    public ServingPorts Ports => new(Integer("webhook-bind-port", 9443), Port("health-probe-bind-addr", 61779), Port("metrics-bind-addr", 8080));

    public string CertificateFile => Path.Combine(CertificateDirectory, Find("webhook-cert-file") ?? "tls.crt");

    public string KeyFile => Path.Combine(CertificateDirectory, Find("webhook-key-file") ?? "tls.key");

    public int IngressWorkers => Integer("ingress-max-concurrent-reconciles", 3);

    public int BindingWorkers => Integer("targetgroupbinding-max-concurrent-reconciles", 3);

    /// <summary>After which everything is reconciled although nothing changed.</summary>
    public TimeSpan SyncPeriod => Duration("sync-period", TimeSpan.FromHours(10));

    /// <summary>Between two looks at targets that pods wait for.</summary>
    public TimeSpan BindingRequeueDuration => Duration("targetgroupbinding-requeue-duration", TimeSpan.FromSeconds(15));

    public TimeSpan LongestBindingDelay => Duration("targetgroupbinding-max-exponential-backoff-delay", TimeSpan.FromSeconds(1000));

    /// <summary>Whether web ACLs of WAF Classic are associated.</summary>
    public bool EnableWaf => Boolean("enable-waf", true);

    /// <summary>Whether web ACLs of WAFv2 are associated.</summary>
    public bool EnableWafV2 => Boolean("enable-wafv2", true);

    /// <summary>Whether protections of Shield Advanced are made and removed.</summary>
    public bool EnableShield => Boolean("enable-shield", true);

    private string CertificateDirectory => Find("webhook-cert-dir") ?? "/tmp/k8s-webhook-server/serving-certs";

    /// <summary>Flags that were given and change nothing here.</summary>
    public IEnumerable<string> WithoutEffect => _values.Keys.Where(name => Inert.Contains(name, StringComparer.Ordinal));

    /// <summary><c>--name=value</c>, <c>--name value</c>, and <c>--name</c> alone for switches.</summary>
    /// <exception cref="ControllerExitException">A flag is unknown, not emulated, malformed or missing.</exception>
    public static ControllerFlags Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ControllerExitException($"unexpected argument: {args[i]}");
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i][2..] : args[i][2..equals];
            var kind = KindOf(name);
            values[name] = equals >= 0
                ? args[i][(equals + 1)..]
                : kind == FlagKind.Switch ? "true"
                : i + 1 < args.Count ? args[++i] : throw new ControllerExitException($"flag needs an argument: --{name}");
        }

        var flags = new ControllerFlags(values);
        return flags.Find("cluster-name") is null
            ? throw new ControllerExitException("clusterName must be specified")
            : flags;
    }

    /// <exception cref="ControllerExitException">A value is malformed.</exception>
    public ControllerConfiguration ToConfiguration(string vpcId)
    {
        var gates = Pairs("feature-gates");
        foreach (var gate in gates.Keys.Where(gate => gate is not
            ("ALBSingleSubnet" or "SubnetsClusterTagCheck" or "SubnetDiscoveryByReachability" or "EnableDefaultTagsLowPriority")))
        {
            throw new ControllerExitException($"feature gate {gate} is not supported here; remove it from --feature-gates to continue");
        }

        return new ControllerConfiguration
        {
            ClusterName = ClusterName,
            ReadsThroughCache = true,
            VpcId = vpcId,
            LoadBalancerClass = Find("load-balancer-class") ?? "service.k8s.aws/nlb",
            DisableIngressClassAnnotation = Boolean("disable-ingress-class-annotation", false),
            DisableIngressGroupNameAnnotation = Boolean("disable-ingress-group-name-annotation", false),
            EnablePodReadinessGateInject = Boolean("enable-pod-readiness-gate-inject", true),
            IngressClass = _values.GetValueOrDefault("ingress-class") ?? "alb",
            DefaultTags = Pairs("default-tags"),
            ExternalManagedTags = List("external-managed-tags"),
            DefaultSslPolicy = Find("default-ssl-policy") ?? "ELBSecurityPolicy-2016-08",
            DefaultTargetType = Find("default-target-type") ?? "instance",
            DefaultLoadBalancerScheme = Find("default-load-balancer-scheme") ?? "internal",
            EnableBackendSecurityGroup = Boolean("enable-backend-security-group", true),
            EnableManageBackendSecurityGroupRules = Boolean("enable-manage-backend-security-group-rules", false),
            DisableRestrictedSecurityGroupRules = Boolean("disable-restricted-sg-rules", false),
            TolerateNonExistentBackendService = Boolean("tolerate-non-existent-backend-service", true),
            TolerateNonExistentBackendAction = Boolean("tolerate-non-existent-backend-action", true),
            AllowedCertificateAuthorityArns = List("allowed-certificate-authority-arns"),
            RequiredSecretsLabel = RequiredSecretsLabel(),
            AlbSingleSubnet = Gate("ALBSingleSubnet", false),
            SubnetsClusterTagCheck = Gate("SubnetsClusterTagCheck", true),
            SubnetDiscoveryByReachability = Gate("SubnetDiscoveryByReachability", true),
            DefaultTagsLowPriority = Gate("EnableDefaultTagsLowPriority", false),
        };

        bool Gate(string name, bool initial) => gates.TryGetValue(name, out var value) ? ParseBoolean("feature-gates", value) : initial;
    }

    private string[] List(string name) => Find(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string RequiredSecretsLabel()
    {
        var label = Find("required-secrets-label") ?? "";
        return label.Length == 0 || (label.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && equals < label.Length - 1)
            ? label
            : throw new ControllerExitException($"invalid value \"{label}\" for --required-secrets-label: must be in key=value format");
    }

    private string? Find(string name) => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private bool Boolean(string name, bool initial) => Find(name) is { } value ? ParseBoolean(name, value) : initial;

    private int Integer(string name, int initial) => Find(name) is not { } value ? initial
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ControllerExitException($"invalid argument \"{value}\" for \"--{name}\" flag: strconv.ParseInt: parsing \"{value}\": invalid syntax");

    // An address without a host, as ":61779"; "0" switches it off.
    private int Port(string name, int initial) => Find(name) is not { } value ? initial
        : int.TryParse(value[(value.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new ControllerExitException($"invalid argument \"{value}\" for \"--{name}\" flag: listen tcp: address {value}: invalid port");

    private TimeSpan Duration(string name, TimeSpan initial) => Find(name) is not { } value ? initial
        : GoDuration.TryParse(value, out var duration) ? duration
        : throw new ControllerExitException($"invalid argument \"{value}\" for \"--{name}\" flag: time: invalid duration \"{value}\"");

    private static bool ParseBoolean(string name, string value) => value switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw new ControllerExitException(
            $"invalid argument \"{value}\" for \"--{name}\" flag: strconv.ParseBool: parsing \"{value}\": invalid syntax"),
    };

    private SortedDictionary<string, string> Pairs(string name)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Find(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[equals < 0 ? throw new ControllerExitException($"invalid argument \"{pair}\" for \"--{name}\" flag: {pair} must be formatted as key=value") : pair[..equals]] = pair[(equals + 1)..];
        }

        return pairs;
    }

    private static FlagKind KindOf(string name) => name switch
    {
        "cluster-name" or "ingress-class" or "aws-region" or "aws-vpc-id" or "default-tags" or "external-managed-tags" or "default-ssl-policy" or
            "default-target-type" or "default-load-balancer-scheme" or "feature-gates" or "allowed-certificate-authority-arns" or
            "required-secrets-label" => FlagKind.Value,
        "webhook-bind-port" or "webhook-cert-dir" or "webhook-cert-file" or "webhook-key-file" or "health-probe-bind-addr" or "metrics-bind-addr" or
            "ingress-max-concurrent-reconciles" or "targetgroupbinding-max-concurrent-reconciles" or "sync-period" or
            "targetgroupbinding-requeue-duration" or "targetgroupbinding-max-exponential-backoff-delay" or "load-balancer-class" => FlagKind.Value,
        "enable-pod-readiness-gate-inject" or "enable-service-mutator-webhook" or "disable-ingress-class-annotation" or
            "disable-ingress-group-name-annotation" or "enable-waf" or "enable-wafv2" or "enable-shield" => FlagKind.Switch,
        "enable-backend-security-group" or "enable-manage-backend-security-group-rules" or "disable-restricted-sg-rules" or
            "tolerate-non-existent-backend-service" or "tolerate-non-existent-backend-action" => FlagKind.Switch,
        "watch-namespace" or "aws-vpc-tags" or "backend-security-group" or
            "service-target-eni-security-group-tags" or "max-targets-per-target-group" => throw new ControllerExitException($"flag --{name} is not supported here; remove it to continue"),
        _ when Inert.Contains(name, StringComparer.Ordinal) => name.StartsWith("enable-", StringComparison.Ordinal) ? FlagKind.Switch : FlagKind.Value,
        _ => throw new ControllerExitException($"unknown flag: --{name}"),
    };

    private enum FlagKind
    {
        Value,
        Switch,
    }
}
