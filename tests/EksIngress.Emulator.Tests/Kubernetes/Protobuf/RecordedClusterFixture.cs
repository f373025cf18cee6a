using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.Kubernetes.Protobuf;

/// <summary>A cluster that keeps what is logged, at every level.</summary>
public sealed class RecordedClusterFixture : ClusterFixture
{
    public ConcurrentQueue<string> Logged { get; } = [];

    protected override void AddPrograms(IServiceCollection services)
    {
        base.AddPrograms(services);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogRecorder(Logged)));
    }
}
