using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<int> _flight = new();
    private int _calls;

    [Fact]
    public async Task Run_SeveralAtOnce_WorkIsDoneOnce()
    {
        var end = new TaskCompletionSource<int>();

        var first = _flight.RunAsync("a", () => WorkAsync(end.Task));
        var second = _flight.RunAsync("a", () => WorkAsync(end.Task));
        var other = _flight.RunAsync("b", () => WorkAsync(Task.FromResult(2)));
        end.SetResult(1);

        Assert.Equal((1, 1, 2), (await first, await second, await other));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task Run_AfterTheEnd_WorkIsDoneAgain()
    {
        await _flight.RunAsync("a", () => WorkAsync(Task.FromResult(1)));
        await Assert.ThrowsAsync<IOException>(() => _flight.RunAsync("a", () => WorkAsync(Task.FromException<int>(new IOException()))));
        await _flight.RunAsync("a", () => WorkAsync(Task.FromResult(1)));

        Assert.Equal(3, _calls);
    }

    private Task<int> WorkAsync(Task<int> result)
    {
        _calls++;
        return result;
    }
}
