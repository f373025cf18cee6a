namespace EksIngress.Emulator.Tests;

/// <summary>Waits for what a server of another kind than a watch tells of.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again until there is something.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        using var timer = new PeriodicTimer(s_interval);
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    public static Task UntilAsync(Func<Task<bool>> holds) => GetAsync<object>(async () => await holds() ? new object() : null);
}
