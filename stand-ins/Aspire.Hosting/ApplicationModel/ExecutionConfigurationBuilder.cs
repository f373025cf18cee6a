namespace Aspire.Hosting.ApplicationModel;

/// <summary>Works out what a resource is started with: environment and arguments, as they are and evaluated.</summary>
public sealed class ExecutionConfigurationBuilder : IExecutionConfigurationBuilder
{
    private readonly IResource _resource;

    private ExecutionConfigurationBuilder(IResource resource) => _resource = resource;

    internal bool Environment { get; set; }

    internal bool Arguments { get; set; }

    public static IExecutionConfigurationBuilder Create(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ExecutionConfigurationBuilder(resource);
    }

    public async Task<IExecutionConfigurationResult> BuildAsync(
        DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return new ExecutionConfigurationResult(
                Environment ? await ExecutionConfiguration.GetEnvironmentAsync(_resource, executionContext, cancellationToken, resourceLogger) : [],
                Arguments ? await ExecutionConfiguration.GetArgumentsAsync(_resource, executionContext, cancellationToken, resourceLogger) : [],
                null);
        }
#pragma warning disable CA1031 // Upstream hands the failure of a callback to the caller in the result.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new ExecutionConfigurationResult([], [], exception);
        }
    }
}
