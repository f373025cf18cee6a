using System.Threading.Channels;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A subscription to changes. Events arrive in the order of their revisions.</summary>
internal sealed class StoreWatch(IReadOnlySet<string>? resources, Action<StoreWatch> unsubscribe) : IDisposable
{
    private readonly Channel<StoreEvent> _events = Channel.CreateUnbounded<StoreEvent>(new() { SingleReader = true });

    public ChannelReader<StoreEvent> Events => _events.Reader;

    public void Dispose()
    {
        unsubscribe(this);
        _events.Writer.TryComplete();
    }

    public void Offer(StoreEvent change)
    {
        if (change.Type == StoreEventType.Synced || resources is null || resources.Contains(change.Resource))
        {
            _events.Writer.TryWrite(change);
        }
    }
}
