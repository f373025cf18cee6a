namespace Aspire.Hosting.Pipelines;

/// <summary>Makes contexts of the one application that this host runs.</summary>
internal sealed class PipelineContextFactory(
    DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, IServiceProvider services)
{
    public PipelineContext Create(ILogger logger, CancellationToken cancellationToken) =>
        new(model, executionContext, services, logger, cancellationToken);
}
