using System.Globalization;
using EksIngress.Alb;
using EksIngress.Alb.Flags;
using EksIngress.Alb.Plans;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>The controller's command line, and what of it the program itself needs.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/</remarks>
internal sealed class ControllerOptions
{
    // Without meaning here: the emulated account limits nobody, there is one way to list endpoints and one to elect a leader, and nobody
    // reconciles Services, Gateways or accelerators.
    private static readonly string[] s_inertFlags =
    [
        "alb-gateway-max-concurrent-reconciles", "aws-api-endpoints", "aws-api-throttle", "aws-max-retries", "aws-vpc-tag-key", "enable-endpoint-slices",
        "enable-leader-election", "gateway-class-max-concurrent-reconciles", "globalaccelerator-max-concurrent-reconciles",
        "globalaccelerator-max-exponential-backoff-delay", "kube-ca-pem-filepath", "kubeconfig", "lb-stabilization-monitor-interval",
        "leader-election-id", "leader-election-namespace", "log-level", "nlb-gateway-max-concurrent-reconciles", "quic-environment-variable-name",
        "service-max-concurrent-reconciles",
    ];

    private static readonly string[] s_inertGates =
    [
        "ALBGatewayAPI", "EnableRGTAPI", "EnableServiceController", "EnableTCPUDPListener", "GatewayListenerSet", "NLBGatewayAPI",
        "NLBHealthCheckAdvancedConfig", "NLBSecurityGroup", "ServiceTypeLoadBalancerOnly",
    ];

    private static readonly string[] s_unsupportedGates = ["ALBTargetControlAgent", "GlobalAcceleratorController"];

    private readonly ControllerFlags _flags;
    private readonly FlagValues _values;

    private ControllerOptions(ControllerFlags flags)
    {
        _flags = flags;
        _values = flags.Values;
    }

    public string? Region => _values.FindNonEmpty("aws-region");

    public string? VpcId => _flags.VpcId;

    public IReadOnlyDictionary<string, string>? VpcTags => _flags.VpcTags;

    /// <summary>Ports of the pod's address that the controller serves on.</summary>
    /// <exception cref="ControllerExitException">A value is malformed.</exception>
    public ServingPorts Ports => new(_values.Integer("webhook-bind-port", 9443), Port("health-probe-bind-addr", 61779), Port("metrics-bind-addr", 8080));

    public string CertificateFile => Path.Combine(CertificateDirectory, _values.FindNonEmpty("webhook-cert-file") ?? "tls.crt");

    public string KeyFile => Path.Combine(CertificateDirectory, _values.FindNonEmpty("webhook-key-file") ?? "tls.key");

    public int IngressWorkers => _values.Integer("ingress-max-concurrent-reconciles", 3);

    public int BindingWorkers => _values.Integer("targetgroupbinding-max-concurrent-reconciles", 3);

    /// <summary>After which everything is reconciled although nothing changed.</summary>
    public TimeSpan SyncPeriod => _values.Duration("sync-period", TimeSpan.FromHours(10));

    /// <summary>Between two looks at targets that pods wait for.</summary>
    public TimeSpan BindingRequeueDuration => _values.Duration("targetgroupbinding-requeue-duration", TimeSpan.FromSeconds(15));

    public TimeSpan LongestBindingDelay => _values.Duration("targetgroupbinding-max-exponential-backoff-delay", TimeSpan.FromSeconds(1000));

    private string CertificateDirectory => _values.FindNonEmpty("webhook-cert-dir") ?? "/tmp/k8s-webhook-server/serving-certs";

    /// <summary>Flags and feature gates that were given and change nothing here.</summary>
    public IEnumerable<string> WithoutEffect =>
        _values.Given.Intersect(s_inertFlags, StringComparer.Ordinal).Concat(_flags.FeatureGates.Given.Intersect(s_inertGates, StringComparer.Ordinal));

    /// <summary>Reads the arguments of the container.</summary>
    /// <exception cref="ControllerExitException">A flag is unknown, malformed, missing or not emulated.</exception>
    public static ControllerOptions Parse(IReadOnlyList<string> args)
    {
        try
        {
            var flags = ControllerFlags.Parse(args);
            flags.Configuration.Validate();
            return s_unsupportedGates.FirstOrDefault(flags.FeatureGates.IsEnabled) is { } gate
                ? throw new ControllerExitException($"feature gate {gate} is not emulated; remove it from --feature-gates to continue")
                : new ControllerOptions(flags);
        }
        catch (Exception exception) when (exception is ControllerFlagsException or AlbModelException)
        {
            throw new ControllerExitException(exception.Message);
        }
    }

    public ControllerConfiguration ToConfiguration(string vpcId) => _flags.Configuration with { VpcId = vpcId, ReadsThroughCache = true };

    // An address without a host, as ":61779"; "0" switches it off.
    private int Port(string name, int initial) => _values.FindNonEmpty(name) is not { } value ? initial
        : int.TryParse(value[(value.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new ControllerExitException($"invalid argument \"{value}\" for \"--{name}\" flag: listen tcp: address {value}: invalid port");
}
