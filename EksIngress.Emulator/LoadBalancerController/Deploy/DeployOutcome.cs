namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>How the deployment of a stack ended.</summary>
internal abstract record DeployOutcome
{
    private DeployOutcome()
    {
    }

    /// <summary>All is as it should be.</summary>
    /// <param name="Balancers">Where users reach it: the ALB, then the NLB in front of it if there is one. Empty when the stack has no load balancer.</param>
    internal sealed record Done(IReadOnlyList<DeployedLoadBalancer> Balancers) : DeployOutcome;

    /// <summary>The rest has to wait until the load balancer is there; no failure, and nothing that users are told.</summary>
    /// <param name="Delay">When to try again; null for the interval at which load balancers are looked at.</param>
    internal sealed record Waiting(string Reason, TimeSpan? Delay = null) : DeployOutcome;
}
