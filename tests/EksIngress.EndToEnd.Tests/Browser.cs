using Microsoft.Playwright;

namespace EksIngress.EndToEnd.Tests;

/// <summary>A browser without a window: the chromium of this machine. Where there is none its tests skip and say so; in CI they fail.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Missing = "There is no chromium: tests/install-chromium.sh installs it.";

    // A busy machine takes its time; whatever is waited for ends the wait.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Browser> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "chromium"))
            .FirstOrDefault(File.Exists);
        Assert.False(program is null && Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, Missing);
        Assert.SkipWhen(program is null, Missing);
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Timeout = (float)s_patience.TotalMilliseconds }));
    }

    public async Task<IPage> OpenAsync(string address)
    {
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = 1600, Height = 1200 } });
        page.SetDefaultTimeout((float)s_patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)s_patience.TotalMilliseconds);
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
