using System.Globalization;
using System.Text;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps of every pipeline: the verbs, to which others add themselves, and what comes before each.</summary>
internal static partial class BuiltInSteps
{
    public static IEnumerable<PipelineStep> Create() =>
    [
        Step(WellKnownPipelineSteps.Deploy, "Everything that is deployed."),
        Step(
            WellKnownPipelineSteps.ProcessParameters,
            "What is to be known of the parameters before anything is made from them.",
            requiredBy: [WellKnownPipelineSteps.DeployPrereq, WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.PublishPrereq]),
        Step(WellKnownPipelineSteps.DeployPrereq, "What comes before every deployment.", AnnounceDeployment),
        Step(WellKnownPipelineSteps.Build, "Everything that is built."),
        Step(WellKnownPipelineSteps.BuildPrereq, "What comes before every build."),
        Step(WellKnownPipelineSteps.Push, "Every image that is pushed.", dependsOn: [WellKnownPipelineSteps.PushPrereq]),
        Step(WellKnownPipelineSteps.PushPrereq, "What comes before every push."),
        Step(WellKnownPipelineSteps.Publish, "Everything that is published."),
        Step(WellKnownPipelineSteps.PublishPrereq, "What comes before everything that is published."),
        Step(WellKnownPipelineSteps.Diagnostics, "Prints the steps and what each waits for.", PrintStepsAsync),
        Step(WellKnownPipelineSteps.BeforeStart, "What happens to the model before the application starts."),
        Step(
            WellKnownPipelineSteps.ValidateComputeEnvironments,
            "Finds out whether it is clear where each resource runs.",
            ValidateComputeEnvironments,
            requiredBy: [WellKnownPipelineSteps.BeforeStart]),
        Step(WellKnownPipelineSteps.Destroy, "Everything that is removed again."),
        Step(WellKnownPipelineSteps.DestroyPrereq, "What comes before everything that is removed."),
        Step(DistributedApplicationPipeline.PublishManifest, "Writes the application model as Aspire's manifest.", ManifestPublisher.PublishAsync),
    ];

    private static PipelineStep Step(
        string name,
        string description,
        Func<PipelineStepContext, Task>? action = null,
        string[]? dependsOn = null,
        string[]? requiredBy = null) =>
        new()
        {
            Name = name,
            Description = description,
            Action = action ?? (_ => Task.CompletedTask),
            DependsOnSteps = [.. dependsOn ?? []],
            RequiredBySteps = [.. requiredBy ?? []],
        };

    private static Task AnnounceDeployment(PipelineStepContext context)
    {
        LogDeploying(context.Logger, context.Services.GetRequiredService<IHostEnvironment>().EnvironmentName);
        return Task.CompletedTask;
    }

    private static Task ValidateComputeEnvironments(PipelineStepContext context)
    {
        var environments = context.Model.Resources.OfType<IComputeEnvironmentResource>().ToList();
        var unbound = context.Model.Resources.OfType<IComputeResource>()
            .Where(resource => resource.GetComputeEnvironment() is null)
            .ToList();
        return environments.Count <= 1 || unbound.Count == 0
            ? Task.CompletedTask
            : throw new DistributedApplicationException(
                $"It is not clear where '{string.Join("', '", unbound.Select(resource => resource.Name))}' should run: the application has the compute environments "
                + $"'{string.Join("', '", environments.Select(environment => environment.Name))}'. Name one with .WithComputeEnvironment(...).");
    }

    private static async Task PrintStepsAsync(PipelineStepContext context)
    {
        var pipeline = (DistributedApplicationPipeline)context.Services.GetRequiredService<IDistributedApplicationPipeline>();
        var order = await pipeline.ResolveAsync(context.PipelineContext, null);
        var text = new StringBuilder("Steps of the pipeline, each after those it waits for:\n");
        foreach (var step in order.Steps)
        {
            var before = order.DependenciesOf(step);
            text.Append(CultureInfo.InvariantCulture, $"  {step.Name}{(before.Count == 0 ? "" : $" (after {string.Join(", ", before)})")}\n");
        }

        LogSteps(context.Logger, text.ToString());
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Deploying to the environment '{Environment}'.")]
    private static partial void LogDeploying(ILogger logger, string environment);

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "{Steps}")]
    private static partial void LogSteps(ILogger logger, string steps);
}
