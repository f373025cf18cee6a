using Aspire.Hosting.Pipelines;
using EksIngress.Hosting.Specification;
using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Publishing;

/// <summary>The EKS part of a publish.</summary>
internal static partial class EksPublishExtensions
{
    /// <summary>The step behind <c>--publisher manifest</c>, for which upstream has no public constant.</summary>
    private const string PublishManifest = "publish-manifest";

    public static IResourceBuilder<EksEnvironmentResource> WithEksPublishStep(this IResourceBuilder<EksEnvironmentResource> builder) =>
        builder.WithAnnotation(new PipelineStepAnnotation(context => new PipelineStep
        {
            Name = StepName(builder.Resource),
            Description = $"Writes environment.json and the Kubernetes manifests of '{builder.Resource.Name}'.",
            Resource = context.Resource,
            DependsOnSteps = [WellKnownPipelineSteps.PublishPrereq],
            RequiredBySteps = [PublishManifest, WellKnownPipelineSteps.Publish],
            Action = step => PublishAsync(builder.Resource, step),
        }));

    /// <summary>The step that writes the environment's folder.</summary>
    public static string StepName(EksEnvironmentResource environment) => $"publish-{environment.Name}";

    private static async Task PublishAsync(EksEnvironmentResource environment, PipelineStepContext context)
    {
        var spec = await EnvironmentSpecFactory.CreateAsync(environment, context.Model, context.ExecutionContext, context.CancellationToken);
        spec = spec with
        {
            Overlay = EnvironmentFolder.OverlayName(context.Services.GetRequiredService<IHostEnvironment>().EnvironmentName),
            SecretStore = environment.TryGetLastAnnotation<EksSecretStoreAnnotation>(out var store)
                ? new SecretStoreSpec { Name = store.Name, KeyPrefix = store.KeyPrefix, Namespaced = store.Namespaced }
                : null,
        };
        var directory = Directory(environment, context);
        var customization = ServiceCustomization.Of(context.Model);
        if (environment.HasAnnotationOfType<EksAspirateAnnotation>())
        {
            customization.ThrowIfAny(spec);
            await EnvironmentFolder.WriteOverAspirateAsync(directory, spec, context.CancellationToken);
        }
        else
        {
            await EnvironmentFolder.WriteAsync(directory, spec, customization, context.CancellationToken);
        }

        LogPublished(context.Logger, environment.Name, directory);
    }

    /// <summary>Where an environment is published to: beside the manifest; of several, each has a folder there.</summary>
    public static string Directory(EksEnvironmentResource environment, PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        var directory = output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(Path.GetFullPath(output))! : output;
        return context.Model.Resources.OfType<EksEnvironmentResource>().Count() > 1 ? Path.Combine(directory, environment.Name) : directory;
    }

    [LoggerMessage(EventId = 1, EventName = "EnvironmentPublished", Level = LogLevel.Information, Message = "Published EKS environment '{Environment}' to: {Directory}")]
    private static partial void LogPublished(ILogger logger, string environment, string directory);
}
