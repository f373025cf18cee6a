namespace Aspire.Hosting.Testing;

internal sealed class AppHostTestingBuilder(AppHostRun run, DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => run.BuildAsync(cancellationToken);

    public override async ValueTask DisposeAsync() => await run.AbandonAsync();
}
