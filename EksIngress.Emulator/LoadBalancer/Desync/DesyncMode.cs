namespace EksIngress.Emulator.LoadBalancer.Desync;

/// <summary>Values of <c>routing.http.desync_mitigation_mode</c>.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode</remarks>
internal enum DesyncMode
{
    /// <summary>Everything is routed whose end is certain.</summary>
    Monitor,

    /// <summary>Severe is blocked; after Ambiguous the connections of client and target are closed.</summary>
    Defensive,

    /// <summary>Only Compliant is routed.</summary>
    Strictest,
}
