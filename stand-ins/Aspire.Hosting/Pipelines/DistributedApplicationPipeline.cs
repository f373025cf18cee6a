using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps of publish mode, in the order that their dependencies give.</summary>
internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    public const string PublishManifest = "publish-manifest";

    private readonly List<PipelineStep> _steps = [];

    public DistributedApplicationPipeline()
    {
        foreach (var (name, dependsOn) in (ReadOnlySpan<(string, string?)>)
        [
            (WellKnownPipelineSteps.BeforeStart, null),
            (WellKnownPipelineSteps.ProcessParameters, null),
            (WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.ProcessParameters),
            (WellKnownPipelineSteps.Publish, WellKnownPipelineSteps.PublishPrereq),
            (WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.ProcessParameters),
            (WellKnownPipelineSteps.Build, WellKnownPipelineSteps.BuildPrereq),
            (WellKnownPipelineSteps.DeployPrereq, WellKnownPipelineSteps.ProcessParameters),
            (WellKnownPipelineSteps.Deploy, WellKnownPipelineSteps.DeployPrereq),
        ])
        {
            AddStep(name, _ => Task.CompletedTask, dependsOn);
        }

        AddStep(PublishManifest, ManifestPublisher.PublishAsync);
    }

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null) =>
        AddStep(new PipelineStep
        {
            Name = name,
            Action = action,
            DependsOnSteps = Names(dependsOn, nameof(dependsOn)),
            RequiredBySteps = Names(requiredBy, nameof(requiredBy)),
        });

    public void AddStep(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (_steps.Any(existing => existing.Name == step.Name))
        {
            throw new InvalidOperationException($"The pipeline already has a step '{step.Name}'.");
        }

        _steps.Add(step);
    }

    public async Task ExecuteAsync(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var steps = _steps.ToList();
        foreach (var resource in context.Model.Resources)
        {
            foreach (var annotation in resource.Annotations.OfType<PipelineStepAnnotation>())
            {
                foreach (var step in await annotation.CreateStepsAsync(
                    new PipelineStepFactoryContext { PipelineContext = context, Resource = resource }))
                {
                    step.Resource ??= resource;
                    steps.Add(step);
                }
            }
        }

        var wanted = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step;
        foreach (var step in PipelineOrder.Sort(steps, wanted))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await using var reporting = new LoggedReportingStep(step.Name, context.Logger);
            await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting });
            if (reporting.State == CompletionState.CompletedWithError)
            {
                throw new DistributedApplicationException($"Pipeline step '{step.Name}' reported an error.");
            }
        }
    }

    private static List<string> Names(object? value, string parameter) =>
        value switch
        {
            null => [],
            string name => [name],
            IEnumerable<string> names => [.. names],
            _ => throw new ArgumentException($"Steps are named by a string or several, not by a '{value.GetType().Name}'.", parameter),
        };
}
