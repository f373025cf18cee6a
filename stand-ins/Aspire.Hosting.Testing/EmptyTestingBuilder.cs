namespace Aspire.Hosting.Testing;

internal sealed class EmptyTestingBuilder(DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    private readonly DistributedApplicationBuilder _builder = builder;
#pragma warning disable CA2213 // Disposed by DisposeAsync, which Dispose waits for.
    private DistributedApplication? _application;
#pragma warning restore CA2213

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(_application = _builder.Build());

    public override async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }
    }
}
