using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>Applies the defaults for tests to a builder that a test makes itself.</summary>
internal sealed class ObservedConstruction(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    : IDistributedApplicationObserver
{
    public static DistributedApplicationBuilder Create(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        DistributedApplicationObserver.Current = new ObservedConstruction(args, configure);
        try
        {
            return new DistributedApplicationBuilder(args);
        }
        finally
        {
            DistributedApplicationObserver.Current = null;
        }
    }

    public void BuilderConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        TestingDefaults.Apply(Assembly.GetEntryAssembly() ?? typeof(ObservedConstruction).Assembly, args, options, settings);
        configure(options, settings);
    }

    public void BuilderConstructed(DistributedApplicationBuilder builder)
    {
        // Nothing to hold.
    }

    public void Building(DistributedApplicationBuilder builder)
    {
        // Nothing to hold.
    }

    public void Built(DistributedApplication application)
    {
        // Nothing to hold.
    }

    public Task RunAsync(DistributedApplication application, CancellationToken cancellationToken) => Task.CompletedTask;
}
