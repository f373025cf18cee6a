namespace Aspire.Hosting.ApplicationModel;

/// <summary>The environment that <c>WithComputeEnvironment</c> named for the resource.</summary>
internal sealed class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    public IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}
