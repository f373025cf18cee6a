using System.Collections.Concurrent;
using EksIngress.Emulator.Kubernetes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>A cluster whose clock moves when a test says so, with programs that tell when they were told to end.</summary>
public sealed class HeldClusterFixture : ClusterFixture
{
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>What the emulator logged, a line each with its exception.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    internal HeldProgram Program => (HeldProgram)Emulator.Services.GetServices<IPodProgram>().Single(program => program is HeldProgram);

    protected override TimeProvider Clock => Time;

    protected override void AddPrograms(IServiceCollection services) => services
        .AddSingleton<ILoggerProvider>(new LogRecorder(Log))
        .AddSingleton<IPodProgram, HeldProgram>();
}
