using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>Makes a plan for a command.</summary>
internal static class Planning
{
    /// <exception cref="BadInputException">Facts and flags contradict each other.</exception>
    public static async Task<AlbPlan> PlanAsync(AlbPlanRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AlbPlanner.PlanAsync(request, cancellationToken);
        }
        catch (AwsFactsException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    /// <summary>An Ingress for somebody else is no failure, unless there is no other.</summary>
    public static int ExitCode(AlbPlan plan) =>
        plan.Groups.Any(group => group.Error is not null) || plan.Unclaimed.Any(ingress => ingress.IsReported) ? CommandGuard.Failed
        : plan.Groups.Any(group => group.Missing is not null) ? CommandGuard.BadInput
        : plan.Groups.Count == 0 ? CommandGuard.Failed
        : CommandGuard.Done;
}
