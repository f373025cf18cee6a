using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public static class ResourceExtensions
{
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        var annotations = resource.Annotations.OfType<T>().ToList();
        result = annotations.Count == 0 ? null : annotations;
        return result is not null;
    }

    public static bool HasAnnotationOfType<T>(this IResource resource)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<T>().Any();
    }

    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    public static bool TryGetEnvironmentVariables(
        this IResource resource, [NotNullWhen(true)] out IEnumerable<EnvironmentCallbackAnnotation>? environmentVariables) =>
        resource.TryGetAnnotationsOfType(out environmentVariables);

    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint));
    }

    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    public static bool IsExcludedFromPublish(this IResource resource) =>
        resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var manifest)
        && manifest == ManifestPublishingCallbackAnnotation.Ignore;

    public static IComputeEnvironmentResource? GetComputeEnvironment(this IResource resource) =>
        resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var annotation) ? annotation.ComputeEnvironment : null;

    public static DeploymentTargetAnnotation? GetDeploymentTargetAnnotation(
        this IResource resource, IComputeEnvironmentResource? targetComputeEnvironment = null)
    {
        var wanted = targetComputeEnvironment ?? resource.GetComputeEnvironment();
        return resource.Annotations.OfType<DeploymentTargetAnnotation>()
            .LastOrDefault(target => wanted is null || target.ComputeEnvironment is null || ReferenceEquals(target.ComputeEnvironment, wanted));
    }

    /// <summary>The environment the process would get, in order, evaluated.</summary>
    [Obsolete("Use ExecutionConfigurationBuilder instead.")]
    public static async ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(
        this IResourceWithEnvironment resource,
        DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var variables = await ExecutionConfiguration.GetEnvironmentAsync(
            resource, new DistributedApplicationExecutionContext(applicationOperation), CancellationToken.None);
        return variables.ToDictionary(variable => variable.Name, variable => variable.Value ?? "");
    }

    [Obsolete("Use ExecutionConfigurationBuilder instead.")]
    public static async ValueTask<string[]> GetArgumentValuesAsync(
        this IResourceWithArgs resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var arguments = await ExecutionConfiguration.GetArgumentsAsync(
            resource, new DistributedApplicationExecutionContext(applicationOperation), CancellationToken.None);
        return [.. arguments.Select(argument => argument.Value)];
    }

    /// <summary>Calls back for every variable with its value as the callbacks set it and, in run mode, evaluated; in publish mode as a manifest expression.</summary>
    [Obsolete("Use ExecutionConfigurationBuilder instead.")]
    public static async ValueTask ProcessEnvironmentVariableValuesAsync(
        this IResource resource,
        DistributedApplicationExecutionContext executionContext,
        Action<string, object?, string?, Exception?> processValue,
        ILogger logger,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(processValue);
        foreach (var variable in await ExecutionConfiguration.GetEnvironmentAsync(resource, executionContext, cancellationToken))
        {
            processValue(variable.Name, variable.Unprocessed, variable.Value, null);
        }
    }

    /// <summary>Names the instances run under; the resource's own name until the orchestrator has given it others.</summary>
    internal static IReadOnlyList<string> GetInstanceNames(this IResource resource) =>
        resource.TryGetLastAnnotation<ResourceInstancesAnnotation>(out var annotation)
            ? [.. annotation.Instances.Select(instance => instance.Name)]
            : [resource.Name];

    internal static string GetResourceType(this IResource resource) =>
        resource switch
        {
            ProjectResource => KnownResourceTypes.Project,
            ExecutableResource => KnownResourceTypes.Executable,
            ConnectionStringParameterResource => KnownResourceTypes.ConnectionString,
            ParameterResource => KnownResourceTypes.Parameter,
            _ => resource.GetType().Name is var name && name.EndsWith("Resource", StringComparison.Ordinal) && name.Length > 8
                ? name[..^8]
                : resource.GetType().Name,
        };
}
