using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps that the host itself has, those that code adds, and those that resources bring along.</summary>
internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    public const string PublishManifest = "publish-manifest";

    private readonly List<PipelineStep> _steps = [.. BuiltInSteps.Create()];

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
        var wanted = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step;
        await (await CreateRunAsync(context, wanted)).RunAsync();
    }

    /// <summary>Runs what is to happen to the model before the application starts or publishes.</summary>
    public async Task ExecuteBeforeStartAsync(PipelineContext context) =>
        await (await CreateRunAsync(context, WellKnownPipelineSteps.BeforeStart)).RunSequentiallyAsync();

    /// <summary>The steps as they would run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="wanted">Leaves out what this step does not need; null keeps all.</param>
    public async Task<PipelineOrder> ResolveAsync(PipelineContext context, string? wanted)
    {
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

        return PipelineOrder.Of(steps, wanted);
    }

    private async Task<PipelineRun> CreateRunAsync(PipelineContext context, string? wanted) =>
        new(context, context.Services.GetRequiredService<IPipelineActivityReporter>(), await ResolveAsync(context, wanted));

    private static List<string> Names(object? value, string parameter) =>
        value switch
        {
            null => [],
            string name => [name],
            IEnumerable<string> names => [.. names],
            _ => throw new ArgumentException($"Steps are named by a string or several, not by a '{value.GetType().Name}'.", parameter),
        };
}
