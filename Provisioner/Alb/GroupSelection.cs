using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>Narrows a plan to the group that <c>--group</c> names.</summary>
internal static class GroupSelection
{
    /// <param name="plan">The whole plan.</param>
    /// <param name="group">Name of the group; null leaves the plan as it is.</param>
    /// <exception cref="BadInputException">There is no Ingress, or no such group.</exception>
    public static AlbPlan Select(AlbPlan plan, string? group)
    {
        if (plan.Groups.Count == 0 && plan.Unclaimed.Count == 0)
        {
            throw new BadInputException("There is no Ingress (networking.k8s.io/v1) among the objects.");
        }

        if (group is null)
        {
            return plan;
        }

        return plan.Groups.FirstOrDefault(candidate => candidate.Id == group) is { } found
            ? plan with { Groups = [found], Unclaimed = [] }
            : throw new BadInputException($"There is no group '{group}'. {Describe(plan)}");
    }

    /// <param name="plan">The plan.</param>
    /// <param name="isWhole">Whether what was not given was read or assumed, classes among it.</param>
    /// <exception cref="BadInputException">There are several groups, or none.</exception>
    public static PlannedGroup Single(AlbPlan plan, bool isWhole) => plan.Groups is [var only]
        ? only
        : throw new BadInputException(plan.Groups.Count == 0
            ? Describe(plan) + (isWhole ? "" : "\nOf the cluster only what is given is known. Give the class too, or say --assume-defaults, which takes the class alb as the controller brings it, or --live.")
            : $"There are several groups, each a load balancer of its own. Say --group. {Describe(plan)}");

    private static string Describe(AlbPlan plan) => plan.Groups.Count == 0
        ? string.Join('\n', plan.Unclaimed.Select(ingress => $"Nothing is built for Ingress {ingress.Ingress}: {ingress.Reason}"))
        : $"There is: {string.Join(", ", plan.Groups.Select(candidate => candidate.Id))}.";
}
