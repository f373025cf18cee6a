namespace EksIngress.Alb.Plans;

/// <summary>
/// Says what the AWS Load Balancer Controller builds of Ingresses: for each group its stack, or the controller's own error. Pure: it asks
/// nobody and writes nothing, so the same input gives the same bytes.
/// </summary>
public static class AlbPlanner
{
    /// <param name="request">The objects, the facts and the flags.</param>
    /// <param name="cancellationToken">Cancels between two groups.</param>
    /// <exception cref="AwsFactsException">Facts and flags name different VPCs.</exception>
    public static async ValueTask<AlbPlan> PlanAsync(AlbPlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await new PlanRun(request).RunAsync(cancellationToken);
    }
}
