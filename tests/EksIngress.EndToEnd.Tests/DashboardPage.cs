using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The dashboard's page of resources, with the details of the environment beside it.</summary>
internal sealed partial class DashboardPage(IPage page)
{
    private const int Attempts = 30;
    private const float MillisecondsPerAttempt = 10_000;

    private static LocatorClickOptions Soon => new() { Timeout = MillisecondsPerAttempt };

    /// <summary>The environment's line.</summary>
    public ILocator Environment => page.GetByRole(AriaRole.Row, new() { NameRegex = EnvironmentRow() });

    /// <summary>Does something with the page; if that fails, the failure says what the page shows.</summary>
    public async Task DoAsync(Func<Task> steps)
    {
        try
        {
            await steps();
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            throw new InvalidOperationException($"{exception.Message}\nThe page shows:\n{await page.Locator("body").InnerTextAsync()}", exception);
        }
    }

    /// <summary>Opens the environment's details, with all of its properties.</summary>
    public async Task ShowDetailsAsync()
    {
        var options = page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "View options" });
        await ShowAsync(options, () => Environment.ClickAsync(Soon));
        await ShowAsync(Property("kubeconfig"), async () =>
        {
            await options.ClickAsync(Soon);
            await Command("Show all properties").ClickAsync(Soon);
        });
    }

    /// <summary>A line of the details: a property and its value.</summary>
    public ILocator Property(string name) => page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex($"^{Regex.Escape(name)} ") });

    /// <summary>Opens the environment's menu.</summary>
    public Task OpenMenuAsync() => ShowAsync(Command("Re-provision"), ClickActionsAsync);

    /// <summary>An item of the open menu.</summary>
    public ILocator Command(string name) => page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    /// <summary>Runs a command of the environment's menu, until the page shows that it ran; while it runs the menu does not offer it.</summary>
    public async Task RunAsync(string command, ILocator effect, WaitForSelectorState state = WaitForSelectorState.Visible)
    {
        await UntilAsync(effect, state, async () =>
        {
            if (!await Command(command).IsVisibleAsync())
            {
                await ClickActionsAsync();
            }

            await Command(command).ClickAsync(Soon);
        });

        // An attempt that was one too many left the menu open, and that is before all else.
        if (await Command(command).IsVisibleAsync())
        {
            await UntilAsync(Command(command), WaitForSelectorState.Hidden, () => page.Keyboard.PressAsync("Escape"));
        }
    }

    // The dashboard's dialogs take their content from slots, below which a locator of the dialog itself finds nothing.

    /// <summary>Runs a command that asks first, and answers with no.</summary>
    public async Task RunAndSayNoAsync(string command, string question)
    {
        await RunAsync(command, page.GetByText(question));
        await UntilAsync(
            page.GetByText(question),
            WaitForSelectorState.Hidden,
            () => page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync(Soon));
    }

    /// <summary>Waits until the notifications tell of a command's result.</summary>
    public async Task ExpectResultAsync(string command, string result)
    {
        var heading = page.GetByRole(AriaRole.Heading, new() { Name = "Notifications" });
        await ShowAsync(heading, () => page.GetByRole(AriaRole.Button, new() { Name = "Notifications" }).ClickAsync(Soon));
        await Expect(page.GetByText($"\"{command}\" succeeded").First).ToBeVisibleAsync();
        await Expect(page.GetByText(result).First).ToBeVisibleAsync();
        await UntilAsync(heading, WaitForSelectorState.Hidden, () => page.Keyboard.PressAsync("Escape"));
    }

    /// <summary>Goes to the environment's console.</summary>
    public Task OpenConsoleAsync() => UntilAsync(
        () => page.WaitForURLAsync(ConsolePage(), new() { Timeout = MillisecondsPerAttempt, WaitUntil = WaitUntilState.Commit }),
        () => Environment.GetByRole(AriaRole.Button, new() { Name = "Console logs" }).ClickAsync(Soon));

    /// <summary>A line of the open console.</summary>
    public ILocator Line(string text) => page.GetByText(text).First;

    private Task ClickActionsAsync() => Environment.GetByRole(AriaRole.Button, new() { Name = "Actions" }).ClickAsync(Soon);

    private static Task ShowAsync(ILocator content, Func<Task> act) => UntilAsync(content, WaitForSelectorState.Visible, act);

    private static Task UntilAsync(ILocator content, WaitForSelectorState state, Func<Task> act) =>
        UntilAsync(() => content.First.WaitForAsync(new() { State = state, Timeout = MillisecondsPerAttempt }), act);

    /// <summary>
    /// Acts until it shows. The page is drawn by a server that may be about to draw it anew: what is done to it in that moment is lost. And what
    /// shows late is no longer to be acted on.
    /// </summary>
    private static async Task UntilAsync(Func<Task> shows, Func<Task> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await act();
            }
            catch (TimeoutException)
            {
                // Either it shows already, or the next attempt can do it.
            }

            try
            {
                await shows();
                return;
            }
            catch (TimeoutException) when (attempt < Attempts)
            {
                // Lost: once more.
            }
        }
    }

    [GeneratedRegex("^EKS environment: eks ")]
    private static partial Regex EnvironmentRow();

    [GeneratedRegex("/consolelogs/resource/eks")]
    private static partial Regex ConsolePage();
}
