using Aspire.Hosting.Testing;

namespace StandIns.Tests.Aspire;

internal static class TestApplications
{
    /// <summary>An empty application; the orchestrator is the one that the build brought for the test's AppHost.</summary>
    public static IDistributedApplicationTestingBuilder Create() =>
        DistributedApplicationTestingBuilder.Create(
            [], (options, _) => options.AssemblyName = typeof(Projects.StandIns_AppHost).Assembly.GetName().Name);
}
