using System.Collections.Immutable;

namespace Aspire.Hosting.Eventing;

public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private ImmutableDictionary<Type, ImmutableList<DistributedApplicationEventSubscription>> _subscriptions =
        ImmutableDictionary<Type, ImmutableList<DistributedApplicationEventSubscription>>.Empty;

    /// <summary>Where the fault of a subscriber goes that nobody awaits.</summary>
    internal Action<Exception, IDistributedApplicationEvent>? UnobservedFault { get; set; }

    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationEventSubscription((@event, token) => callback((T)@event, token)));
    }

    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationResourceEventSubscription(
            resource,
            (@event, token) => ReferenceEquals(@event.Resource, resource) ? callback((T)@event, token) : Task.CompletedTask));
    }

    public void Unsubscribe(DistributedApplicationEventSubscription subscription) =>
        ImmutableInterlocked.Update(
            ref _subscriptions,
            all => all.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Remove(subscription)));

    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var subscriptions = _subscriptions.GetValueOrDefault(typeof(T), []);
        if (subscriptions.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var dispatch = dispatchBehavior is EventDispatchBehavior.BlockingSequential or EventDispatchBehavior.NonBlockingSequential
            ? (Func<Task>)(async () =>
            {
                foreach (var subscription in subscriptions)
                {
                    await subscription.Callback(@event, cancellationToken);
                }
            })
            : () => Task.WhenAll(subscriptions.Select(subscription => Task.Run(() => subscription.Callback(@event, cancellationToken), cancellationToken)));

        if (dispatchBehavior is EventDispatchBehavior.BlockingSequential or EventDispatchBehavior.BlockingConcurrent)
        {
            return dispatch();
        }

        _ = ObserveAsync(Task.Run(dispatch, cancellationToken), @event);
        return Task.CompletedTask;
    }

    private async Task ObserveAsync(Task dispatched, IDistributedApplicationEvent @event)
    {
        await dispatched.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (dispatched.Exception is { } exception)
        {
            UnobservedFault?.Invoke(exception.GetBaseException(), @event);
        }
    }

    private TSubscription Add<T, TSubscription>(TSubscription subscription)
        where TSubscription : DistributedApplicationEventSubscription
    {
        ImmutableInterlocked.AddOrUpdate(
            ref _subscriptions,
            typeof(T),
            _ => [subscription],
            (_, subscriptions) => subscriptions.Add(subscription));
        return subscription;
    }

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription) =>
        Add<T, DistributedApplicationEventSubscription>(subscription);
}
