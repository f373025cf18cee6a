using System.Text.Json;
using EksIngress.Alb.Flags;
using EksIngress.Emulator.LoadBalancerController;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Every flag and gate of the controller does something here, or ends it by name: none is read and forgotten.</summary>
public sealed class FlagTableTests
{
    // What the model is built with, and what the program itself does; by a value that is not the default.
    private static readonly Dictionary<string, string> s_model = new(StringComparer.Ordinal)
    {
        ["allowed-certificate-authority-arns"] = "arn:aws:acm-pca:eu-west-1:000000000000:certificate-authority/x",
        ["backend-security-group"] = "sg-1",
        ["cluster-name"] = "other",
        ["default-load-balancer-scheme"] = "internet-facing",
        ["default-pca-arn"] = "arn:aws:acm-pca:eu-west-1:000000000000:certificate-authority/x",
        ["default-ssl-policy"] = "ELBSecurityPolicy-TLS13-1-2-2021-06",
        ["default-tags"] = "a=1",
        ["default-target-type"] = "ip",
        ["disable-ingress-class-annotation"] = "true",
        ["disable-ingress-group-name-annotation"] = "true",
        ["disable-restricted-sg-rules"] = "true",
        ["enable-backend-security-group"] = "false",
        ["enable-manage-backend-security-group-rules"] = "true",
        ["enable-pod-readiness-gate-inject"] = "false",
        ["enable-shield"] = "false",
        ["enable-waf"] = "false",
        ["enable-wafv2"] = "false",
        ["external-managed-tags"] = "owner",
        ["feature-gates"] = "ALBSingleSubnet=true",
        ["ingress-class"] = "other",
        ["load-balancer-class"] = "other",
        ["max-targets-per-target-group"] = "5",
        ["required-secrets-label"] = "a=b",
        ["service-target-eni-security-group-tags"] = "a=1",
        ["tolerate-non-existent-backend-action"] = "false",
        ["tolerate-non-existent-backend-service"] = "false",
        ["watch-namespace"] = "shop",
    };

    private static readonly Dictionary<string, (string Value, Func<ControllerOptions, object?> Read)> s_program = new(StringComparer.Ordinal)
    {
        ["aws-api-endpoints"] = ("EC2=http://127.0.0.1:1", options => JsonSerializer.Serialize(options.ApiEndpoints)),
        ["aws-api-throttle"] = ("EC2:.*=1:1", options => string.Join(',', options.Throttles.Keys)),
        ["aws-max-retries"] = ("3", options => options.Attempts),
        ["aws-region"] = ("eu-west-1", options => options.Region),
        ["aws-vpc-id"] = ("vpc-1", options => options.VpcId),
        ["aws-vpc-tag-key"] = ("Owner", options => options.DeprecatedVpcTagKey),
        ["aws-vpc-tags"] = ("a=1", options => JsonSerializer.Serialize(options.VpcTags)),
        ["enable-leader-election"] = ("false", options => options.ElectsLeader),
        ["health-probe-bind-addr"] = (":1", options => options.Ports),
        ["ingress-max-concurrent-reconciles"] = ("5", options => options.IngressWorkers),
        ["lb-stabilization-monitor-interval"] = ("5s", options => options.StabilizationInterval),
        ["leader-election-id"] = ("other", options => options.LeaseName),
        ["leader-election-namespace"] = ("other", options => options.LeaseNamespace),
        ["log-level"] = ("debug", options => options.IsDebug),
        ["metrics-bind-addr"] = (":1", options => options.Ports),
        ["sync-period"] = ("5m", options => options.SyncPeriod),
        ["targetgroupbinding-max-concurrent-reconciles"] = ("5", options => options.BindingWorkers),
        ["targetgroupbinding-max-exponential-backoff-delay"] = ("5s", options => options.LongestBindingDelay),
        ["targetgroupbinding-requeue-duration"] = ("5s", options => options.BindingRequeueDuration),
        ["webhook-bind-port"] = ("1", options => options.Ports),
        ["webhook-cert-dir"] = ("/certs", options => options.CertificateFile),
        ["webhook-cert-file"] = ("a.crt", options => options.CertificateFile),
        ["webhook-key-file"] = ("a.key", options => options.KeyFile),
    };

    private static readonly Dictionary<string, (string Value, string Reason)> s_refused = new(StringComparer.Ordinal)
    {
        ["alb-gateway-max-concurrent-reconciles"] = ("3", "nothing here reconciles Gateways"),
        ["enable-endpoint-slices"] = ("false", "the cluster has EndpointSlices and no Endpoints"),
        ["gateway-class-max-concurrent-reconciles"] = ("3", "nothing here reconciles Gateways"),
        ["globalaccelerator-max-concurrent-reconciles"] = ("3", "there is no Global Accelerator here"),
        ["globalaccelerator-max-exponential-backoff-delay"] = ("3s", "there is no Global Accelerator here"),
        ["kube-ca-pem-filepath"] = ("/ca.pem", "the API server shows webhooks no certificate of its own"),
        ["kubeconfig"] = ("/config", "the controller works in its own cluster, with its service account"),
        ["nlb-gateway-max-concurrent-reconciles"] = ("3", "nothing here reconciles Gateways"),
        ["quic-environment-variable-name"] = ("ID", "nothing here gives pods QUIC server ids"),
        ["service-max-concurrent-reconciles"] = ("3", "nothing here makes load balancers of Services"),
    };

    private static readonly Dictionary<string, string> s_refusedGates = new(StringComparer.Ordinal)
    {
        ["ALBTargetControlAgent"] = "its agents cannot run in pods here",
        ["EnableRGTAPI"] = "it lists load balancers and target groups by Elastic Load Balancing's own calls, as upstream does without the gate",
        ["EnableTCPUDPListener"] = "nothing here makes load balancers of Services",
        ["GlobalAcceleratorController"] = "there is no Global Accelerator here",
        ["NLBHealthCheckAdvancedConfig"] = "nothing here makes load balancers of Services",
        ["NLBSecurityGroup"] = "nothing here makes load balancers of Services",
        ["ServiceTypeLoadBalancerOnly"] = "nothing here makes load balancers of Services",
    };

    private static readonly string[] s_idleGates = ["ALBGatewayAPI", "EnableServiceController", "GatewayListenerSet", "NLBGatewayAPI"];

    public static TheoryData<string> Flags => [.. FlagTable.Names.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Gates => [.. FeatureGates.Names];

    [Theory]
    [MemberData(nameof(Flags))]
    public void Flag_OtherThanItsDefault_ActsOrEndsTheController(string flag)
    {
        if (s_refused.TryGetValue(flag, out var refused))
        {
            Assert.Equal(
                ("unable to load controller config", $"--{flag}{(flag == "enable-endpoint-slices" ? "=false" : "")} is not emulated: {refused.Reason}; remove it to continue"),
                Refusal($"--{flag}={refused.Value}"));
        }
        else if (s_program.TryGetValue(flag, out var acting))
        {
            Assert.NotEqual(acting.Read(Parse()), acting.Read(Parse($"--{flag}={acting.Value}")));
        }
        else
        {
            Assert.NotEqual(
                JsonSerializer.Serialize(Parse().ToConfiguration("vpc-1")), JsonSerializer.Serialize(Parse($"--{flag}={s_model[flag]}").ToConfiguration("vpc-1")));
        }
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void Gate_OtherThanItsDefault_ActsOrEndsTheController(string gate)
    {
        var value = FeatureGates.IsOnByDefault(gate) ? "false" : "true";
        if (s_refusedGates.TryGetValue(gate, out var reason))
        {
            Assert.Equal(
                ("unable to load controller config", $"feature gate {gate}={value} is not emulated: {reason}; remove it from --feature-gates to continue"),
                Refusal($"--feature-gates={gate}={value}"));
        }
        else if (s_idleGates.Contains(gate, StringComparer.Ordinal))
        {
            // There is nothing to switch off, and who asks for it to be on is told.
            Assert.Empty(Parse($"--feature-gates={gate}=false").IdleGates);
            Assert.Equal(gate, Assert.Single(Parse($"--feature-gates={gate}=true").IdleGates).Gate);
        }
        else
        {
            Assert.NotEqual(
                JsonSerializer.Serialize(Parse().ToConfiguration("vpc-1")),
                JsonSerializer.Serialize(Parse($"--feature-gates={gate}={value}").ToConfiguration("vpc-1")));
        }
    }

    [Fact]
    public void Flags_WithTheirDefaults_EndNothing() => Assert.NotNull(Parse(
        "--enable-endpoint-slices=true", "--kubeconfig=", "--kube-ca-pem-filepath=", $"--feature-gates={string.Join(',', FeatureGates.Names.Select(gate => $"{gate}={(FeatureGates.IsOnByDefault(gate) ? "true" : "false")}"))}"));

    private static ControllerOptions Parse(params string[] flags) => ControllerOptions.Parse(["--cluster-name=dev", .. flags]);

    private static (string What, string Reason) Refusal(string flag)
    {
        var exception = Assert.Throws<ControllerExitException>(() => Parse(flag));
        return (exception.What, exception.Message);
    }
}
