namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>The network interface that an endpoint's address is on.</summary>
/// <param name="Id"><c>eni-…</c></param>
/// <param name="GroupIds">Its security groups, in EC2's order.</param>
internal sealed record EndpointInterface(string Id, IReadOnlyList<string> GroupIds)
{
    /// <summary>For pods of hybrid nodes, which are outside of AWS and have none.</summary>
    public static EndpointInterface Outside { get; } = new("", []);
}
