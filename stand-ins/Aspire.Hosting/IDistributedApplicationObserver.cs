namespace Aspire.Hosting;

/// <summary>What the testing package needs to see of an AppHost that runs in its own <c>Main</c>.</summary>
internal interface IDistributedApplicationObserver
{
    void BuilderConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    void BuilderConstructed(DistributedApplicationBuilder builder);

    /// <summary>Blocks <c>Build</c> for as long as the observer wishes.</summary>
    void Building(DistributedApplicationBuilder builder);

    void Built(DistributedApplication application);

    /// <summary>Called instead of starting or running, which are the observer's then.</summary>
    Task RunAsync(DistributedApplication application, CancellationToken cancellationToken);
}
