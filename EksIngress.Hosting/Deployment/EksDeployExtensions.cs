using Aspire.Hosting.Pipelines;
using EksIngress.Hosting.Publishing;
using Microsoft.Extensions.Options;

namespace EksIngress.Hosting.Deployment;

/// <summary>The EKS part of <c>deploy</c> and <c>destroy</c>: what was published goes to the provisioner.</summary>
internal static partial class EksDeployExtensions
{
    public static IResourceBuilder<EksEnvironmentResource> WithEksDeploySteps(this IResourceBuilder<EksEnvironmentResource> builder)
    {
        var environment = builder.Resource;
        var deployment = new EksDeployment(builder.ApplicationBuilder, environment);
        return builder
            .WithAnnotation(new PipelineStepAnnotation(context => new PipelineStep
            {
                Name = $"deploy-{environment.Name}",
                Description = $"Builds '{environment.Name}', or what is missing of it: cluster, roles, controller, workloads, load balancer.",
                Resource = context.Resource,
                DependsOnSteps = [WellKnownPipelineSteps.DeployPrereq, EksPublishExtensions.StepName(environment)],
                RequiredBySteps = [WellKnownPipelineSteps.Deploy],
                Tags = [WellKnownPipelineTags.DeployCompute],
                Action = step => IsAskedFor(step, environment, "deployed") ? deployment.ApplyAsync(step) : Task.CompletedTask,
            }))
            .WithAnnotation(new PipelineStepAnnotation(context => new PipelineStep
            {
                Name = $"destroy-{environment.Name}",
                Description = $"Removes '{environment.Name}' and all that belongs to it.",
                Resource = context.Resource,
                DependsOnSteps = [WellKnownPipelineSteps.DestroyPrereq, EksPublishExtensions.StepName(environment)],
                RequiredBySteps = [WellKnownPipelineSteps.Destroy],
                Action = step => IsAskedFor(step, environment, "destroyed") ? deployment.DestroyAsync(step) : Task.CompletedTask,
            }));
    }

    // A run without --step runs all the steps there are; nobody who publishes that way means to build a cluster and remove it again.
    private static bool IsAskedFor(PipelineStepContext context, EksEnvironmentResource environment, string what)
    {
        if (context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step is { Length: > 0 })
        {
            return true;
        }

        LogNotAskedFor(context.Logger, environment.Name, what);
        return false;
    }

    [LoggerMessage(EventId = 1, EventName = "DeploymentNotAskedFor", Level = LogLevel.Information, Message = "{Environment} is not {What}: no --step asks for it.")]
    private static partial void LogNotAskedFor(ILogger logger, string environment, string what);
}
