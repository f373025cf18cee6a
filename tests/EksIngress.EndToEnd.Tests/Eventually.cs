namespace EksIngress.EndToEnd.Tests;

/// <summary>Waits for what is only known by asking.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again until the answer is as wanted, and returns it.</summary>
    /// <exception cref="TimeoutException">It never was; the message holds the last answer.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        using var timer = new PeriodicTimer(s_interval);
        var answer = await ask();
        while (!isWanted(answer))
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not as wanted in {s_patience.TotalMinutes} minutes. The last answer: {Describe(answer)}");
            }

            answer = await ask();
        }

        return answer;
    }

    private static string Describe<T>(T answer) =>
        answer is System.Collections.IEnumerable items and not string ? string.Join(", ", items.Cast<object>()) : $"{answer}";
}
