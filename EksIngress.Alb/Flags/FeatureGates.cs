using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Flags;

/// <summary>The controller's feature gates: flag <c>--feature-gates</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/#feature-gates</remarks>
public sealed class FeatureGates
{
    private static readonly string[] OnByDefault =
    [
        "ALBGatewayAPI", "EnableIPTargetType", "EnableServiceController", "EndpointsFailOpen", "GatewayListenerSet", "LBCapacityReservation",
        "ListenerRulesTagging", "NLBGatewayAPI", "NLBHealthCheckAdvancedConfig", "NLBSecurityGroup", "SubnetDiscoveryByReachability",
        "SubnetsClusterTagCheck", "WeightedTargetGroups",
    ];

    private static readonly string[] OffByDefault =
    [
        "ALBSingleSubnet", "ALBTargetControlAgent", "EnableCertificateManagement", "EnableDefaultTagsLowPriority", "EnableRGTAPI",
        "EnableTCPUDPListener", "EnhancedDefaultBehavior", "GlobalAcceleratorController", "IngressPlanAnnotation", "ServiceTypeLoadBalancerOnly",
    ];

    private readonly SortedDictionary<string, bool> _states = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    private FeatureGates()
    {
        foreach (var gate in OnByDefault)
        {
            _states[gate] = true;
        }

        foreach (var gate in OffByDefault)
        {
            _states[gate] = false;
        }
    }

    /// <summary>Gates that were named, in ordinal order.</summary>
    public IEnumerable<string> Given => _given.Order(StringComparer.Ordinal);

    /// <summary>Reads values of the flag, for example <c>ALBSingleSubnet=true,NLBGatewayAPI=false</c>; the last word on a gate counts.</summary>
    /// <exception cref="AlbModelException">A value is malformed, or names a gate that does not exist.</exception>
    public static FeatureGates Parse(params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var gates = new FeatureGates();
        foreach (var value in values)
        {
            gates.Set(value);
        }

        return gates;
    }

    /// <summary>Reads <c>a=true,b=f</c> as Go's ParseBool has it; empty parts are passed over.</summary>
    /// <exception cref="AlbModelException">A part is no such pair.</exception>
    public static IReadOnlyDictionary<string, bool> SplitMapStringBool(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pairs = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            try
            {
                pairs[equals < 0 ? throw new AlbModelException("") : part[..equals].Trim()] = GoNumber.ParseBool(part[(equals + 1)..].Trim());
            }
            catch (AlbModelException)
            {
                throw new AlbModelException($"invalid mapStringBool: {part}");
            }
        }

        return pairs;
    }

    /// <summary>Names of all gates, in ordinal order.</summary>
    internal static IEnumerable<string> Names => OnByDefault.Concat(OffByDefault).Order(StringComparer.Ordinal);

    /// <summary>Whether a gate is open when nobody says anything.</summary>
    internal static bool IsOnByDefault(string gate) => OnByDefault.Contains(gate, StringComparer.Ordinal);

    /// <summary>Whether a gate is open.</summary>
    /// <exception cref="KeyNotFoundException">There is no such gate.</exception>
    public bool IsEnabled(string gate) => _states[gate];

    /// <summary>Every gate as <c>name=true</c> or <c>name=false</c>, comma-separated, in ordinal order.</summary>
    public override string ToString() => string.Join(',', _states.Select(state => $"{state.Key}={(state.Value ? "true" : "false")}"));

    private void Set(string value)
    {
        IReadOnlyDictionary<string, bool> pairs;
        try
        {
            pairs = SplitMapStringBool(value);
        }
        catch (AlbModelException exception)
        {
            throw new AlbModelException($"failed to parse feature-gates settings due to {exception.Message}");
        }

        foreach (var (gate, state) in pairs)
        {
            if (!_states.ContainsKey(gate))
            {
                throw new AlbModelException($"unknown feature: {gate}");
            }

            _states[gate] = state;
            _given.Add(gate);
        }
    }
}
