using EksIngress.Emulator.LoadBalancer.Targets;

namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>What follows on a response 101: bytes both ways until either side ends it or both are silent for too long.</summary>
internal sealed class Tunnel(ClientLink link, TargetConnection target, TimeSpan idleTimeout)
{
    private volatile bool _isOver;
    private long _received;
    private long _sent;

    /// <returns>Bytes from the client and to it.</returns>
    public async Task<(long Received, long Sent)> RunAsync()
    {
        var upstream = Guard(UpstreamAsync());
        var downstream = Guard(DownstreamAsync());
        await Task.WhenAll(upstream, downstream);
        return (_received, _sent);
    }

    // The end of one direction is the end of the other.
    private async Task Guard(Task direction)
    {
        try
        {
            await direction;
        }
        catch (Exception exception) when (TargetExchange.IsFailure(exception))
        {
            // How a tunnel ends is between client and target.
        }
        finally
        {
            _isOver = true;
            link.CutTarget();
            link.Input.CancelPendingRead();
            link.Output.CancelPendingFlush();
        }
    }

    private async Task UpstreamAsync()
    {
        while (true)
        {
            var result = await link.Input.ReadAsync();
            var buffer = result.Buffer;
            foreach (var segment in buffer)
            {
                await target.SendAsync(segment);
            }

            _received += buffer.Length;
            link.SetDeadline(idleTimeout);
            link.Input.AdvanceTo(buffer.End);

            // Canceled is the wait also when the listener takes no further requests: a tunnel that runs goes on.
            if (result.IsCompleted || (result.IsCanceled && (_isOver || link.IsExpired)))
            {
                return;
            }
        }
    }

    private async Task DownstreamAsync()
    {
        do
        {
            if (!target.Buffered.IsEmpty)
            {
                var count = target.Buffered.Length;
                var flush = await link.Output.WriteAsync(target.Memory);
                target.Consume(count);
                _sent += count;
                link.SetDeadline(idleTimeout);
                if (flush.IsCompleted || flush.IsCanceled)
                {
                    return;
                }
            }
        }
        while (await target.FillAsync());
    }
}
