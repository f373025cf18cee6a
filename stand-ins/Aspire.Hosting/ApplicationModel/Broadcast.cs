using System.Collections.Immutable;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One writer, any number of readers, each with its own unbounded queue.</summary>
internal sealed class Broadcast<T>
{
    private readonly Lock _lock = new();
    private ImmutableList<Channel<T>> _channels = [];

    /// <param name="replay">What a new reader gets first; taken under the lock that publishing takes, so that nothing is lost or doubled.</param>
    public ChannelReader<T> Subscribe(Func<IReadOnlyList<T>> replay)
    {
        var channel = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var item in replay())
            {
                channel.Writer.TryWrite(item);
            }

            _channels = _channels.Add(channel);
        }

        return channel.Reader;
    }

    public void Unsubscribe(ChannelReader<T> reader)
    {
        lock (_lock)
        {
            _channels = _channels.RemoveAll(channel => channel.Reader == reader);
        }
    }

    /// <param name="change">Makes the change and says what to publish of it; runs under the lock.</param>
    public TResult Publish<TResult>(Func<(TResult Result, T? Item, bool HasItem)> change)
    {
        lock (_lock)
        {
            var (result, item, hasItem) = change();
            if (hasItem)
            {
                foreach (var channel in _channels)
                {
                    channel.Writer.TryWrite(item!);
                }
            }

            return result;
        }
    }

    public void Publish(T item) => Publish(() => (true, item, true));
}
