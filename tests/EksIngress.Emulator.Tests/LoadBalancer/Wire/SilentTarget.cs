using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancer.Wire;

/// <summary>A target that says something at once, or nothing, and then keeps its connection and is silent until it is told what to say.</summary>
internal sealed class SilentTarget : IAsyncDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ByteTarget _target;

    public SilentTarget(string atOnce) => _target = new ByteTarget(async conversation =>
    {
        await conversation.ReadHeadAsync();
        await conversation.WriteAsync(atOnce);
        _asked.TrySetResult();
        // Ends when the load balancer closes the connection, too.
        var closed = conversation.ReadToEndAsync();
        if (await Task.WhenAny(_answer.Task, closed) == _answer.Task)
        {
            await conversation.WriteAsync(await _answer.Task);
        }

        await closed;
    });

    public TargetDescription Description => _target.Description;

    /// <summary>Ends when a request has come.</summary>
    public Task Asked => _asked.Task;

    public void Answer(string text) => _answer.SetResult(text);

    public ValueTask DisposeAsync() => _target.DisposeAsync();
}
