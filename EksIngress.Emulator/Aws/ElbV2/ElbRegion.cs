using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The resources of one region: readers take the snapshot, writers take turns, and the data plane sees every change in order.</summary>
internal sealed class ElbRegion(string name, ElbState initial, LoadBalancerDataPlane dataPlane, StateJournal journal) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Guarded<ElbState> _state = new($"aws/elbv2/{name}", initial, journal);

    /// <summary>The snapshot; in a call that reads stale, the one before the last change.</summary>
    public ElbState Current => _state.Current;

    /// <summary>Swaps in what <paramref name="change"/> makes of the snapshot; an exception leaves it as it was.</summary>
    public Task UpdateAsync(Func<ElbState, ElbState> change, CancellationToken cancellationToken) =>
        UpdateAsync(state => (change(state), 0), cancellationToken);

    /// <summary>As <see cref="UpdateAsync(Func{ElbState, ElbState}, CancellationToken)"/>, with a result for the caller.</summary>
    public Task<T> UpdateAsync<T>(Func<ElbState, (ElbState Next, T Result)> change, CancellationToken cancellationToken) =>
        UpdateAsync(state => ValueTask.FromResult(change(state)), cancellationToken);

    /// <summary>For changes that first do something outside, as binding a port.</summary>
    public async Task<T> UpdateAsync<T>(Func<ElbState, ValueTask<(ElbState Next, T Result)>> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var previous = _state.Latest;
            var (next, result) = await change(previous);
            if (!ReferenceEquals(previous, next))
            {
                _state.Update(_ => next);
                // Requests in flight may be waited for, and those may come from somebody who calls this account.
                journal.Seal();
                await dataPlane.PublishAsync(previous, next);
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Opens the listeners of an earlier run again, on the ports they had where those are free.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await UpdateAsync(
            async state =>
            {
                foreach (var listener in state.Listeners.Values)
                {
                    var localPort = await dataPlane.ReopenListenerAsync(listener, cancellationToken);
                    if (localPort != listener.LocalPort)
                    {
                        state = state.WithLocalPort(listener, localPort);
                    }
                }

                return (state, 0);
            },
            cancellationToken);
        await dataPlane.PublishAsync(ElbState.Empty, _state.Latest);
    }

    public override string ToString() => name;

    public void Dispose() => _turn.Dispose();
}
