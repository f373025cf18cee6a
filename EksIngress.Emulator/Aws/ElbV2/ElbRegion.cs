using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The resources of one region: readers take the snapshot, writers take turns, and the data plane sees every change in order.</summary>
internal sealed class ElbRegion(string name, ElbState initial, LoadBalancerDataPlane dataPlane) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ElbState _current = initial;
    private volatile ElbState _previous = initial;

    /// <summary>The snapshot; in a call that reads stale, the one before the last change.</summary>
    public ElbState Current => StaleReads.IsOn ? _previous : _current;

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
            var previous = _current;
            var (next, result) = await change(previous);
            if (!ReferenceEquals(previous, next))
            {
                _previous = previous;
                _current = next;
                await dataPlane.PublishAsync(previous, next);
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override string ToString() => name;

    public void Dispose() => _turn.Dispose();
}
