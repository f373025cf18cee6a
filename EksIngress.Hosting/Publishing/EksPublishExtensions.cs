using Aspire.Hosting.Pipelines;
using EksIngress.Hosting.Specification;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

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
        WarnOfDelays(spec, context);
        WarnOfLeftOut(environment, context);
        WarnOfLeftOvers(environment, context);
    }

    private static void WarnOfDelays(EnvironmentSpec spec, PipelineStepContext context)
    {
        foreach (var workload in spec.Workloads)
        {
            if (PodTermination.DelaysOfParameters(workload, spec) is { Count: > 0 } ingresses)
            {
                LogDelayUnknown(context.Logger, workload.Name, PodTermination.GracePeriodSeconds(workload, spec), string.Join(", ", ingresses));
            }
        }
    }

    private static void WarnOfLeftOut(EksEnvironmentResource environment, PipelineStepContext context)
    {
        // Aspirate's base holds what Aspirate made of the manifest, in which these are as well.
        if (environment.HasAnnotationOfType<EksAspirateAnnotation>())
        {
            return;
        }

        foreach (var resource in WorkloadProjects.LeftOut(environment, context.Model))
        {
            LogLeftOut(context.Logger, resource.Name, environment.Name);
        }
    }

    // Not deleted: 'destroy' needs the folder, and nobody else knows whether it was said.
    private static void WarnOfLeftOvers(EksEnvironmentResource environment, PipelineStepContext context)
    {
        var environments = context.Model.Resources.OfType<EksEnvironmentResource>().ToList();
        if (environment != environments[0])
        {
            return;
        }

        var published = environments.Select(item => Path.GetFullPath(Directory(item, context))).ToHashSet(StringComparer.Ordinal);
        var output = Path.GetFullPath(OutputDirectory(context));
        foreach (var folder in System.IO.Directory.GetDirectories(output).Prepend(output).Where(folder => EnvironmentFolder.IsPublished(folder) && !published.Contains(folder)).Order(StringComparer.Ordinal))
        {
            LogLeftOver(context.Logger, folder);
        }
    }

    /// <summary>Where an environment is published to: beside the manifest; of several, each has a folder there.</summary>
    public static string Directory(EksEnvironmentResource environment, PipelineStepContext context)
    {
        var directory = OutputDirectory(context);
        return context.Model.Resources.OfType<EksEnvironmentResource>().Count() > 1 ? Path.Combine(directory, environment.Name) : directory;
    }

    private static string OutputDirectory(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        return output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(Path.GetFullPath(output))! : output;
    }

    [LoggerMessage(EventId = 1, EventName = "EnvironmentPublished", Level = LogLevel.Information, Message = "Published EKS environment '{Environment}' to: {Directory}")]
    private static partial void LogPublished(ILogger logger, string environment, string directory);

    [LoggerMessage(EventId = 2, EventName = "EnvironmentLeftOver", Level = LogLevel.Warning,
        Message = "{Directory} holds an environment that an earlier publish wrote there and this model does not: destroy what was built of it, then delete its environment.json, eksctl.yaml and kubernetes/.")]
    private static partial void LogLeftOver(ILogger logger, string directory);

    [LoggerMessage(EventId = 4, EventName = "DeregistrationDelayUnknown", Level = LogLevel.Warning,
        Message = "Pods of '{Workload}' are killed {Seconds} seconds after they are told to end, whatever deregistration_delay.timeout_seconds the parameter in the target-group-attributes of Ingress {Ingresses} says: requests that may go on for longer are cut off. Say .WithTerminationGracePeriod(...) for the longest delay; it is compared with the value when the environment is built.")]
    private static partial void LogDelayUnknown(ILogger logger, string workload, int seconds, string ingresses);

    [LoggerMessage(EventId = 3, EventName = "ResourceLeftOut", Level = LogLevel.Warning,
        Message = "'{Resource}' is not published to EKS environment '{Environment}', for only projects run there: run it elsewhere, or add its Kubernetes objects to a project's .PublishAsEksService(...), and give projects its address by a parameter or AddConnectionString. .ExcludeFromManifest() on it says that this is meant.")]
    private static partial void LogLeftOut(ILogger logger, string resource, string environment);
}
