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
    /// <summary>What the log says of a controller that does not start with its flags.</summary>
    public const string CannotLoad = "unable to load controller config";

    private const string DefaultLease = "aws-load-balancer-controller-leader";
    private const string DefaultVpcTagKey = "Name";
    private const int DefaultAttempts = 10;

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

    /// <summary>A key that <c>--aws-vpc-tags</c> once was narrowed to; nobody uses it any more.</summary>
    public string? DeprecatedVpcTagKey => _values.FindText("aws-vpc-tag-key") is { } key && key != DefaultVpcTagKey ? key : null;

    /// <summary>Endpoints by service id, as they were given.</summary>
    public IReadOnlyDictionary<string, string> ApiEndpoints => _values.Pairs("aws-api-endpoints");

    public IReadOnlyDictionary<string, IReadOnlyList<ThrottleRule>> Throttles => _values.Throttles;

    /// <summary>Attempts of an AWS call, the first included, in spite of the flag's name; 0 and less: without end.</summary>
    public int Attempts => _values.Integer("aws-max-retries", DefaultAttempts);

    /// <summary>Whether lines of level debug are written.</summary>
    public bool IsDebug => _values.FindText("log-level") == "debug";

    /// <summary>Whether only the holder of the lease reconciles.</summary>
    public bool ElectsLeader => _values.Switch("enable-leader-election", true);

    public string LeaseName => _values.FindNonEmpty("leader-election-id") ?? DefaultLease;

    /// <summary>Null is the namespace of the pod.</summary>
    public string? LeaseNamespace => _values.FindNonEmpty("leader-election-namespace");

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

    /// <summary>Between two looks at a load balancer that is being provisioned.</summary>
    public TimeSpan StabilizationInterval => _values.Duration("lb-stabilization-monitor-interval", TimeSpan.FromSeconds(120));

    public TimeSpan LongestBindingDelay => _values.Duration("targetgroupbinding-max-exponential-backoff-delay", TimeSpan.FromSeconds(1000));

    /// <summary>Feature gates that are on by name and have nothing here to switch on, with the reason.</summary>
    public IEnumerable<(string Gate, string Reason)> IdleGates => UnsupportedFlags.Idle(_flags.FeatureGates);

    private string CertificateDirectory => _values.FindNonEmpty("webhook-cert-dir") ?? "/tmp/k8s-webhook-server/serving-certs";

    /// <summary>Reads the arguments of the container.</summary>
    /// <exception cref="ControllerExitException">A flag is unknown, malformed, missing or not emulated.</exception>
    public static ControllerOptions Parse(IReadOnlyList<string> args)
    {
        try
        {
            var flags = ControllerFlags.Parse(args);
            flags.Configuration.Validate();
            UnsupportedFlags.Refuse(flags.Values);
            return new ControllerOptions(flags);
        }
        catch (Exception exception) when (exception is ControllerFlagsException or AlbModelException)
        {
            throw new ControllerExitException(CannotLoad, exception.Message);
        }
    }

    public ControllerConfiguration ToConfiguration(string vpcId) => _flags.Configuration with { VpcId = vpcId, ReadsThroughCache = true };

    // An address without a host, as ":61779"; "0" switches it off.
    private int Port(string name, int initial) => _values.FindNonEmpty(name) is not { } value ? initial
        : int.TryParse(value[(value.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new ControllerExitException("unable to start manager", $"invalid argument \"{value}\" for \"--{name}\" flag: listen tcp: address {value}: invalid port");
}
