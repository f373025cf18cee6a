using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Projects as the specification has them.</summary>
internal static class WorkloadSpecs
{
    public static async Task<IReadOnlyList<WorkloadSpec>> CollectAsync(SpecificationContext context, CancellationToken cancellationToken)
    {
        var workloads = new List<WorkloadSpec>();
        foreach (var project in context.Projects)
        {
            var annotation = project.TryGetLastAnnotation<EksWorkloadAnnotation>(out var found) ? found : new EksWorkloadAnnotation();
            var workload = new WorkloadSpec
            {
                Name = project.Name,
                Image = $"{project.Name.ToLowerInvariant()}:latest",
                Replicas = project.GetReplicaCount(),
                ContainerPort = WorkloadProjects.ContainerPort(project),
                HasService = WorkloadProjects.FindHttpEndpoint(project) is not null,
                // Pods that Aspire runs have their variables from Aspire.
                Environment = context.ExecutionContext.IsPublishMode
                    ? await new WorkloadVariables(project, context).CollectAsync(cancellationToken)
                    : [],
                Resources = annotation.Resources ?? new ResourcesSpec(),
                // While Aspire runs the processes their number is Aspire's.
                Autoscaling = context.ExecutionContext.IsPublishMode ? annotation.Autoscaling : null,
                DisruptionBudget = annotation.DisruptionBudget,
                TopologySpread = annotation.TopologySpread.Count == 0 ? null : annotation.TopologySpread,
                IamRole = IamRoleSpecs.FindRole(project, context),
            };
            workloads.Add(ProbeSpecs.AddTo(workload, project, context));
        }

        return workloads;
    }
}
