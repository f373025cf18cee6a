using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Deploy;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What AWS still holds on to is tried again for a while, by the controller's clock.</summary>
public sealed class RetryingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attempt_SucceedsInTheEnd_IsMadeEveryTwoSeconds()
    {
        var time = new TimerWatch();
        var attempts = 0;
        var running = Retrying.WhileAsync(
            "failed", "InUse", TimeSpan.FromSeconds(20), () => ++attempts < 4 ? throw new AwsCallException("held", "InUse") : Task.CompletedTask, time, Token);

        for (var retry = 1; retry < 4; retry++)
        {
            Assert.Equal(TimeSpan.FromSeconds(2), await time.NextAsync(Token));
            Assert.Equal(retry, attempts);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        await running;
        Assert.Equal(4, attempts);
    }

    [Fact]
    public async Task Attempt_FailsForTheWholeTime_SaysThatTheTimeIsUpAndWhatHeldIt()
    {
        var time = new TimerWatch();
        var attempts = 0;
        var running = Retrying.WhileAsync(
            "failed to delete securityGroup", "InUse", TimeSpan.FromSeconds(10), () => throw new AwsCallException($"held {++attempts}", "InUse"), time, Token);
        for (var retry = 0; retry < 5; retry++)
        {
            await time.NextAsync(Token);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        var exception = await Assert.ThrowsAsync<AwsCallException>(() => running);

        Assert.Equal(("failed to delete securityGroup: timed out waiting for the condition: held 6", "InUse"), (exception.Message, exception.Code));
    }

    [Fact]
    public async Task Attempt_FailsInAnotherWay_IsNotMadeAgain()
    {
        var exception = await Assert.ThrowsAsync<AwsCallException>(() => Retrying.WhileAsync(
            "failed to delete targetGroup", "InUse", TimeSpan.FromSeconds(10), () => throw new AwsCallException("denied", "AccessDenied"), new TimerWatch(), Token));

        Assert.Equal(("failed to delete targetGroup: denied", "AccessDenied"), (exception.Message, exception.Code));
    }
}
