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
                PreStopSleepSeconds = context.Seconds($"Project '{project.Name}': its sleep before it ends", annotation.PreStopSleep),
                TerminationGracePeriodSeconds = context.Seconds($"Project '{project.Name}': its grace period", annotation.TerminationGracePeriod),
                Resources = annotation.Resources ?? new ResourcesSpec(),
                // While Aspire runs the processes their number is Aspire's.
                Autoscaling = context.ExecutionContext.IsPublishMode ? annotation.Autoscaling : null,
                DisruptionBudget = annotation.DisruptionBudget,
                TopologySpread = annotation.TopologySpread.Count == 0 ? null : annotation.TopologySpread,
                IamRole = IamRoleSpecs.FindRole(project, context),
            };
            workloads.Add(ProbeSpecs.AddTo(workload, project, context));
            await AddFaultOfArgumentsAsync(project, context, cancellationToken);
        }

        return workloads;
    }

    // Processes that Aspire runs have their arguments from Aspire; in a base of Aspirate's they are Aspirate's.
    private static async Task AddFaultOfArgumentsAsync(ProjectResource project, SpecificationContext context, CancellationToken cancellationToken)
    {
        if (!context.ExecutionContext.IsPublishMode || context.Environment.HasAnnotationOfType<EksAspirateAnnotation>())
        {
            return;
        }

        var arguments = new CommandLineArgsCallbackContext([], project, cancellationToken) { ExecutionContext = context.ExecutionContext };
        foreach (var annotation in project.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(arguments);
        }

        if (arguments.Args.Count > 0)
        {
            context.Faults.Add($"Project '{project.Name}' has command-line arguments, which are not published: say them with .WithEnvironment(...), or set "
                + "Args of the container in .PublishAsEksService(...) and let .WithArgs(...) add them only while ExecutionContext.IsRunMode.");
        }
    }
}
