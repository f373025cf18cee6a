using System.Net;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Autorest;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>A write that another came between is made again, a few times, by the controller's clock.</summary>
public sealed class ConflictRetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_Conflicts_IsMadeAgainAfterLongerAndLongerDelays()
    {
        var time = new TimerWatch();
        var attempts = 0;
        var running = ConflictRetry.RunAsync(() => ++attempts < 4 ? throw Failure(HttpStatusCode.Conflict) : Task.FromResult(attempts), time, Token);

        foreach (var milliseconds in (int[])[10, 50, 250])
        {
            Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), await time.NextAsync(Token));
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(4, await running);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, 4)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    public async Task Write_NeverSucceeds_FailsAsTheLastAttemptDid(HttpStatusCode status, int expected)
    {
        var time = new TimerWatch();
        var attempts = 0;
        var running = ConflictRetry.RunAsync<int>(
            () =>
            {
                attempts++;
                throw Failure(status);
            },
            time,
            Token);
        for (var retry = 1; retry < expected; retry++)
        {
            time.Advance(await time.NextAsync(Token));
        }

        var exception = await Assert.ThrowsAsync<HttpOperationException>(() => running);

        Assert.Equal((status, expected), (exception.Response.StatusCode, attempts));
    }

    private static HttpOperationException Failure(HttpStatusCode status)
    {
        using var response = new HttpResponseMessage(status);
        return new HttpOperationException { Response = new HttpResponseMessageWrapper(response, "") };
    }
}
