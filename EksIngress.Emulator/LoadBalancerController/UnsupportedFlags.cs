using EksIngress.Alb.Flags;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>
/// Flags and feature gates whose work nothing here does. The controller does not start with one that asks for something else than happens: a
/// setting without effect would be taken for one that works.
/// </summary>
internal static class UnsupportedFlags
{
    private const string NoServices = "nothing here makes load balancers of Services";
    private const string NoGateways = "nothing here reconciles Gateways";
    private const string NoAccelerators = "there is no Global Accelerator here";

    private static readonly Dictionary<string, string> s_flags = new(StringComparer.Ordinal)
    {
        ["alb-gateway-max-concurrent-reconciles"] = NoGateways,
        ["gateway-class-max-concurrent-reconciles"] = NoGateways,
        ["globalaccelerator-max-concurrent-reconciles"] = NoAccelerators,
        ["globalaccelerator-max-exponential-backoff-delay"] = NoAccelerators,
        ["kube-ca-pem-filepath"] = "the API server shows webhooks no certificate of its own",
        ["kubeconfig"] = "the controller works in its own cluster, with its service account",
        ["nlb-gateway-max-concurrent-reconciles"] = NoGateways,
        ["quic-environment-variable-name"] = "nothing here gives pods QUIC server ids",
        ["service-max-concurrent-reconciles"] = NoServices,
    };

    // The state that cannot be had.
    private static readonly Dictionary<string, (bool State, string Reason)> s_gates = new(StringComparer.Ordinal)
    {
        ["ALBTargetControlAgent"] = (true, "its agents cannot run in pods here"),
        ["EnableRGTAPI"] = (true, "it lists load balancers and target groups by Elastic Load Balancing's own calls, as upstream does without the gate"),
        ["EnableTCPUDPListener"] = (true, NoServices),
        ["GlobalAcceleratorController"] = (true, NoAccelerators),
        ["NLBHealthCheckAdvancedConfig"] = (false, NoServices),
        ["NLBSecurityGroup"] = (false, NoServices),
        ["ServiceTypeLoadBalancerOnly"] = (true, NoServices),
    };

    // On by default, without what they switch on: the gateway ones as upstream in a cluster without the Gateway API's custom resources.
    private static readonly Dictionary<string, string> s_idleGates = new(StringComparer.Ordinal)
    {
        ["ALBGatewayAPI"] = NoGateways,
        ["EnableServiceController"] = NoServices,
        ["GatewayListenerSet"] = NoGateways,
        ["NLBGatewayAPI"] = NoGateways,
    };

    /// <summary>Gates that are asked for by name, are on as they are by default, and have nothing to switch on; each with the reason.</summary>
    public static IEnumerable<(string Gate, string Reason)> Idle(FeatureGates gates) =>
        gates.Given.Where(gate => s_idleGates.ContainsKey(gate) && gates.IsEnabled(gate)).Select(gate => (gate, s_idleGates[gate]));

    /// <exception cref="ControllerExitException">There is one.</exception>
    public static void Refuse(FlagValues values)
    {
        if (values.Given.FirstOrDefault(name => s_flags.ContainsKey(name) && values.FindText(name) is { Length: > 0 }) is { } flag)
        {
            throw Refused($"--{flag}", s_flags[flag], "remove it");
        }

        if (!values.Switch("enable-endpoint-slices", true))
        {
            throw Refused("--enable-endpoint-slices=false", "the cluster has EndpointSlices and no Endpoints", "remove it");
        }

        if (s_gates.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => values.Gates.IsEnabled(name) == s_gates[name].State) is { } gate)
        {
            throw Refused(
                $"feature gate {gate}={(s_gates[gate].State ? "true" : "false")}", s_gates[gate].Reason, "remove it from --feature-gates");
        }
    }

    private static ControllerExitException Refused(string what, string reason, string wayOut) =>
        new(ControllerOptions.CannotLoad, $"{what} is not emulated: {reason}; {wayOut} to continue");
}
