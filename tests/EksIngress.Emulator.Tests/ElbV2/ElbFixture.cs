namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>One emulator for the rows of a table, each of which leaves nothing behind that another would meet.</summary>
public sealed class ElbFixture : IAsyncLifetime
{
    public ElbTestbed Bed { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bed = await ElbTestbed.StartAsync();

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
