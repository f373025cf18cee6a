namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>How the deployment of a stack ended.</summary>
internal abstract record DeployOutcome
{
    private DeployOutcome()
    {
    }

    /// <summary>All is as it should be.</summary>
    /// <param name="Balancer">Null when the stack has no load balancer.</param>
    internal sealed record Done(DeployedLoadBalancer? Balancer) : DeployOutcome;

    /// <summary>The rest has to wait until the load balancer is there; no failure, and nothing that users are told.</summary>
    internal sealed record Waiting(string Reason) : DeployOutcome;
}
