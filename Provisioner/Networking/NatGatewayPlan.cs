using Amazon.EC2;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Networking;

/// <summary>What to do about a NAT gateway in a given state.</summary>
internal static class NatGatewayPlan
{
    /// <param name="observed">State; null when there is none.</param>
    /// <param name="failure">EC2's reason for a failed one.</param>
    /// <exception cref="ProvisioningException">It failed, or its state is unknown.</exception>
    public static NatGatewayAction Decide(NatGatewayState? observed, string? failure)
    {
        if (observed is null || observed == NatGatewayState.Deleted)
        {
            return NatGatewayAction.Create;
        }

        if (observed == NatGatewayState.Available)
        {
            return NatGatewayAction.None;
        }

        if (observed == NatGatewayState.Pending || observed == NatGatewayState.Deleting)
        {
            return NatGatewayAction.Wait;
        }

        throw new ProvisioningException(
            $"The NAT gateway is {observed}, wanted available: {failure ?? "EC2 gives no reason"}. Delete it, correct what the reason says, and run again.");
    }
}
